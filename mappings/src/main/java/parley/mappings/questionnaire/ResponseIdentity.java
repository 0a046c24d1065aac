package parley.mappings.questionnaire;

import java.util.Optional;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;

/**
 * What makes a response the same response, so that what comes of it has the same ids whenever it is
 * sent: its id; without one (an extraction that stores nothing) its identifier; without either the
 * patient, the questionnaire and the moment.
 */
final class ResponseIdentity {

  private ResponseIdentity() {}

  static String of(QuestionnaireResponse response) {
    if (response.hasId()) {
      return response.getIdElement().getIdPart();
    }
    var identifier = response.getIdentifier();
    if (identifier.hasValue()) {
      return identifier.getSystem() + '|' + identifier.getValue();
    }
    return String.join(
        "|",
        String.valueOf(response.getSubject().getReference()),
        String.valueOf(response.getQuestionnaire()),
        String.valueOf(response.getAuthoredElement().getValueAsString()));
  }

  /** A reference to the response, when it has an id. */
  static Optional<Reference> reference(QuestionnaireResponse response) {
    return response.hasId()
        ? Optional.of(new Reference("QuestionnaireResponse/" + response.getIdElement().getIdPart()))
        : Optional.empty();
  }
}
