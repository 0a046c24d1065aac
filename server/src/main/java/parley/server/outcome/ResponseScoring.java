package parley.server.outcome;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import parley.mappings.questionnaire.AssessmentWrites;
import parley.mappings.questionnaire.Questionnaires;
import parley.server.fhir.FhirInterceptor;
import parley.server.store.FollowingRecords;

/**
 * Scores every QuestionnaireResponse that is written through the endpoint, in the transaction that
 * stores it: both are stored or neither. What is wrong has been refused by {@link ScoringRule}.
 */
@Interceptor
public final class ResponseScoring implements FhirInterceptor {

  private final Questionnaires questionnaires;
  private final FollowingRecords following;

  ResponseScoring(Questionnaires questionnaires, FollowingRecords following) {
    this.questionnaires = questionnaires;
    this.following = following;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource, RequestDetails request) {
    score(resource, request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    score(after, request);
  }

  private void score(IBaseResource resource, RequestDetails request) {
    if (request instanceof SystemRequestDetails
        || !(resource instanceof QuestionnaireResponse stored)
        || !questionnaires.knows(stored.getQuestionnaire())) {
      return;
    }
    var response = stored.copy();
    response.setId(stored.getIdElement().toUnqualifiedVersionless());
    following.write(response.getId(), AssessmentWrites.of(questionnaires.assess(response)));
  }
}
