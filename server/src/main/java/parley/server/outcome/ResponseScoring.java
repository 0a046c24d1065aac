package parley.server.outcome;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import parley.mappings.RecordBundle;
import parley.mappings.questionnaire.Assessment;
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

  /** What a response scores in these, its own writes say. */
  private static final Set<QuestionnaireResponseStatus> SCORED =
      Set.of(
          QuestionnaireResponseStatus.COMPLETED,
          QuestionnaireResponseStatus.AMENDED,
          QuestionnaireResponseStatus.ENTEREDINERROR);

  private final Questionnaires questionnaires;
  private final OwnQuestionnaires own;
  private final FollowingRecords following;

  ResponseScoring(
      Questionnaires questionnaires, OwnQuestionnaires own, FollowingRecords following) {
    this.questionnaires = questionnaires;
    this.own = own;
    this.following = following;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource, RequestDetails request) {
    if (!(request instanceof SystemRequestDetails)
        && resource instanceof QuestionnaireResponse response) {
      score(response, List.of(), request);
    }
    review(resource, request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    if (!(request instanceof SystemRequestDetails)
        && before instanceof QuestionnaireResponse former
        && after instanceof QuestionnaireResponse response) {
      score(response, ended(former, response), request);
    }
    review(after, request);
  }

  /** An answer that comes without its response may be one to look at all the same. */
  private void review(IBaseResource resource, RequestDetails request) {
    if (!(request instanceof SystemRequestDetails) && resource instanceof Observation answer) {
      var copy = answer.copy();
      copy.setId(answer.getIdElement().toUnqualifiedVersionless());
      following.write(copy.getId(), AssessmentWrites.ofAlerts(questionnaires.alerts(copy)));
    }
  }

  /** Writes again what a stored response gives, where it is missing or was withdrawn. */
  void repair(QuestionnaireResponse stored, RequestDetails request) {
    score(stored, List.of(), request);
  }

  private void score(
      QuestionnaireResponse stored, List<RecordBundle.Entry> ended, RequestDetails request) {
    var entries = new ArrayList<>(ended);
    var response = identified(stored, stored);
    if (questionnaires.knows(response)) {
      var assessment = questionnaires.assess(response);
      entries.addAll(AssessmentWrites.ofWhole(assessment));
      if (assessment instanceof Assessment.Scored scored && !scored.notScored().isEmpty()) {
        ScoreNotices.note(request, response.getIdElement().getIdPart(), scored.warnings());
      }
    }
    if (!own.has(response) && response.getStatus() != QuestionnaireResponseStatus.ENTEREDINERROR) {
      ScoreNotices.note(
          request, response.getIdElement().getIdPart(), List.of(OwnQuestionnaires.notLookedAt()));
    }
    following.write(response.getId(), entries);
  }

  /**
   * The withdrawal of what a response scored that is reopened, stopped, or answers another
   * questionnaire now: otherwise the old score would go on being counted.
   */
  private List<RecordBundle.Entry> ended(
      QuestionnaireResponse before, QuestionnaireResponse after) {
    var sameForm = url(before).equals(url(after));
    if (!questionnaires.knows(before) || (sameForm && SCORED.contains(after.getStatus()))) {
      return List.of();
    }
    var withdrawn = identified(before, after);
    withdrawn.setStatus(QuestionnaireResponseStatus.ENTEREDINERROR);
    return AssessmentWrites.of(questionnaires.assess(withdrawn));
  }

  private static QuestionnaireResponse identified(
      QuestionnaireResponse response, QuestionnaireResponse stored) {
    var copy = response.copy();
    copy.setId(stored.getIdElement().toUnqualifiedVersionless());
    return copy;
  }

  private static String url(QuestionnaireResponse response) {
    return response.hasQuestionnaire() ? response.getQuestionnaire().split("\\|", 2)[0] : "";
  }
}
