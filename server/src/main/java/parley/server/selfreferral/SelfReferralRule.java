package parley.server.selfreferral;

import java.util.List;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.selfreferral.SelfReferrals;
import parley.server.fhir.RecordRule;

/**
 * A self-referral comes by {@code POST} alone: written any other way it would be a form that nobody
 * acts on.
 */
final class SelfReferralRule implements RecordRule {

  /** User data of a response that {@link SelfReferralForm} is storing. */
  static final String TAKEN = SelfReferralRule.class.getName();

  @Override
  public List<Problem> check(Resource resource) {
    return resource instanceof QuestionnaireResponse response
            && SelfReferrals.isOne(response)
            && response.getUserData(TAKEN) == null
        ? List.of(
            Problem.error(
                ProblemCode.INVALID_VALUE,
                "QuestionnaireResponse.questionnaire",
                "a self-referral is received by POST QuestionnaireResponse, by itself, and stays as"
                    + " it was sent",
                "Post a new one; to correct one that was received, change the Patient, the"
                    + " ServiceRequest or the responses that came of it."))
        : List.of();
  }
}
