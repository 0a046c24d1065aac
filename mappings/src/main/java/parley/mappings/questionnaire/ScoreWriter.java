package parley.mappings.questionnaire;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/** Scores as Observations. */
final class ScoreWriter {

  private static final Set<String> PERFORMERS =
      Set.of(
          "Practitioner",
          "PractitionerRole",
          "Organization",
          "CareTeam",
          "Patient",
          "RelatedPerson");

  private final QuestionnaireResponse response;
  private final Form form;
  private final String identity;

  ScoreWriter(QuestionnaireResponse response, Form form) {
    this.response = response;
    this.form = form;
    this.identity = ResponseIdentity.of(response);
  }

  /** A score of the response. */
  Observation score(Form.Item item, Type value) {
    var observation = observation(item);
    observation.setStatus(
        response.getStatus() == QuestionnaireResponseStatus.AMENDED
            ? ObservationStatus.AMENDED
            : ObservationStatus.FINAL);
    return observation.setValue(value(item, value));
  }

  /** A score that the response does not give, or not any more. */
  Observation withdrawn(Form.Item item) {
    return observation(item).setStatus(ObservationStatus.ENTEREDINERROR);
  }

  private Observation observation(Form.Item item) {
    var observation = new Observation();
    observation.setId(RecordIds.of("Observation", identity, form.url(), item.linkId()));
    courses(response).forEach(observation::addExtension);
    response.getBasedOn().stream()
        .filter(reference -> "ServiceRequest".equals(type(reference)))
        .forEach(reference -> observation.addBasedOn(reference.copy()));
    observation.addCategory(survey());
    observation.setCode(code(item));
    if (response.hasSubject()) {
      observation.setSubject(response.getSubject().copy());
    }
    if (response.hasEncounter()) {
      observation.setEncounter(response.getEncounter().copy());
    }
    if (response.hasAuthored()) {
      observation.setEffective(new DateTimeType(response.getAuthoredElement().getValueAsString()));
    }
    if (PERFORMERS.contains(type(response.getAuthor()))) {
      observation.addPerformer(response.getAuthor().copy());
    }
    ResponseIdentity.reference(response).ifPresent(observation::addDerivedFrom);
    return observation;
  }

  /** The extensions that name the course of treatment, as copies. */
  static List<Extension> courses(QuestionnaireResponse response) {
    return response.getExtensionsByUrl(Systems.EXT_EPISODE_OF_CARE).stream()
        .map(Extension::copy)
        .toList();
  }

  static CodeableConcept survey() {
    return new CodeableConcept(new Coding(Systems.OBSERVATION_CATEGORY, "survey", "Survey"));
  }

  static CodeableConcept code(Form.Item item) {
    var code = new CodeableConcept().setText(item.text());
    item.codes().forEach(coding -> code.addCoding(coding.copy()));
    return code;
  }

  /** A number with its unit and decimals, or the answer where it is no number. */
  static Type value(Form.Item item, Type value) {
    return points(value)
        .<Type>map(number -> quantity(item, number))
        .orElseGet(() -> new CodeableConcept(plain((Coding) value)));
  }

  /** The points of an answer: a number, or the weight of an option. */
  static Optional<BigDecimal> points(Type value) {
    if (value instanceof Coding coding) {
      return Optional.ofNullable(coding.getExtensionByUrl(FormReader.ITEM_WEIGHT))
          .flatMap(weight -> Numbers.of((Type) weight.getValue()));
    }
    return Numbers.of(value);
  }

  private static Quantity quantity(Form.Item item, BigDecimal number) {
    var quantity =
        new Quantity().setValue(number.setScale(item.range().decimals(), RoundingMode.HALF_UP));
    return inUnit(item, quantity);
  }

  /** Gives a number the unit that the item is counted in. */
  static Quantity inUnit(Form.Item item, Quantity quantity) {
    var unit = item.unit().orElse(SCORE);
    return quantity.setUnit(unit.getDisplay()).setSystem(unit.getSystem()).setCode(unit.getCode());
  }

  private static Coding plain(Coding option) {
    return new Coding(option.getSystem(), option.getCode(), option.getDisplay());
  }

  private static String type(Reference reference) {
    var literal = reference.getReferenceElement().getResourceType();
    if (literal != null) {
      return literal;
    }
    return reference.hasType() ? reference.getType() : "";
  }

  private static final Coding SCORE = new Coding(Systems.UCUM, "{score}", "score");
}
