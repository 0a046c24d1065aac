package parley.mappings.questionnaire;

import java.util.Optional;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;

/**
 * When, by whom and in what an answer was given that somebody has to look at.
 *
 * @param identity what makes it the same occasion, so that it is told of once
 * @param about the resource that holds the answer, when it has an id
 * @param subject the patient
 * @param encounter the contact it was given in
 * @param moment when, as FHIR dateTime
 */
record Occasion(
    String identity,
    Optional<Reference> about,
    Reference subject,
    Optional<Reference> encounter,
    Optional<String> moment) {

  static Occasion of(QuestionnaireResponse response) {
    return new Occasion(
        ResponseIdentity.of(response),
        ResponseIdentity.reference(response),
        response.getSubject(),
        Optional.of(response.getEncounter()).filter(Reference::hasReference),
        Optional.ofNullable(response.getAuthoredElement().getValueAsString()));
  }

  /** An answer that is part of a response has the occasion of that response. */
  static Occasion of(Observation answer) {
    var response =
        answer.getDerivedFrom().stream()
            .map(Reference::getReferenceElement)
            .filter(id -> "QuestionnaireResponse".equals(id.getResourceType()))
            .findFirst();
    return new Occasion(
        response.orElseGet(answer::getIdElement).getIdPart(),
        Optional.of(new Reference("Observation/" + answer.getIdElement().getIdPart())),
        answer.getSubject(),
        Optional.of(answer.getEncounter()).filter(Reference::hasReference),
        moment(answer));
  }

  private static Optional<String> moment(Observation answer) {
    if (answer.getEffective() instanceof DateTimeType when) {
      return Optional.ofNullable(when.getValueAsString());
    }
    BaseDateTimeType start =
        answer.getEffective() instanceof Period period
            ? period.getStartElement()
            : answer.getIssuedElement();
    return Optional.ofNullable(start.getValueAsString());
  }
}
