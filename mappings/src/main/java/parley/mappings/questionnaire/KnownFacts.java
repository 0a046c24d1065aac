package parley.mappings.questionnaire;

import java.util.Optional;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;

/**
 * What is known before a questionnaire is filled in.
 *
 * @param subject the patient
 * @param author who fills it in
 * @param encounter the contact it is filled in at
 * @param referral the ServiceRequest
 * @param course the EpisodeOfCare (course of treatment)
 * @param previous the last completed or amended response of the patient to the same questionnaire
 */
public record KnownFacts(
    Reference subject,
    Optional<Reference> author,
    Optional<Reference> encounter,
    Optional<Reference> referral,
    Optional<Reference> course,
    Optional<QuestionnaireResponse> previous) {

  /** Nothing but the patient. */
  public static KnownFacts of(Reference subject) {
    return new KnownFacts(
        subject,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}
