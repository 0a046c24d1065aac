package parley.server.outcome;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.jspecify.annotations.Nullable;
import parley.mappings.Problem;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.Questionnaires;
import parley.server.fhir.FhirInterceptor;
import parley.server.fhir.Outcomes;

/**
 * Tells a REST client that what it stored gave no score, or was read by a version it did not name,
 * each time it sends it: in the header {@value #HEADER} of every answer; as a warning in the
 * OperationOutcome, when {@code Prefer} asks for one; and in {@code Bundle.entry.response.outcome}
 * of a batch or transaction.
 */
@Interceptor
public final class ScoreNotices implements FhirInterceptor {

  /** One line, what is missing by linkId; never an answer. */
  static final String HEADER = "Parley-Warning";

  private static final int FIRST = -100;

  private static final String NOTED = ScoreNotices.class.getName();

  private final Questionnaires questionnaires;

  ScoreNotices(Questionnaires questionnaires) {
    this.questionnaires = questionnaires;
  }

  /** Before anything settles it: afterwards a version is named. */
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED, order = FIRST)
  public void created(IBaseResource resource, RequestDetails request) {
    sent(resource, resource, request);
  }

  /** Also when nothing is changed, which HAPI tells no later hook. */
  @Hook(value = Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED, order = FIRST)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    sent(after, before, request);
  }

  private void sent(IBaseResource resource, IBaseResource held, RequestDetails request) {
    if (!(request instanceof SystemRequestDetails)
        && resource instanceof QuestionnaireResponse response
        && held.getIdElement().hasIdPart()) {
      about(response, held.getIdElement().getIdPart(), request);
    }
  }

  /**
   * Notes what there is to say of a response.
   *
   * @param response as it was sent
   * @param id the one that it is stored under
   */
  void about(QuestionnaireResponse response, String id, RequestDetails request) {
    if (!questionnaires.knows(response)) {
      return;
    }
    var assessment = questionnaires.assess(response);
    if (assessment instanceof Assessment.Scored scored) {
      note(request, id, scored.warnings());
    } else if (assessment instanceof Assessment.Unfinished unfinished) {
      note(request, id, unfinished.warnings());
    }
  }

  /** Keeps something for the answer to the request. */
  public static void note(RequestDetails request, String response, List<Problem> warnings) {
    if (warnings.isEmpty()) {
      return;
    }
    synchronized (request) { // entries of a batch may be done side by side
      var noted =
          noted(request)
              .orElseGet(
                  () -> {
                    var fresh = new ConcurrentHashMap<String, List<Problem>>();
                    request.getUserData().put(NOTED, fresh);
                    return fresh;
                  });
      noted.merge(
          response,
          warnings,
          (before, now) -> Stream.concat(before.stream(), now.stream()).distinct().toList());
    }
  }

  @SuppressWarnings("unchecked")
  private static Optional<Map<String, List<Problem>>> noted(RequestDetails request) {
    return request.getUserData().get(NOTED) instanceof Map<?, ?> map
        ? Optional.of((Map<String, List<Problem>>) map)
        : Optional.empty();
  }

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void tell(
      RequestDetails request,
      ServletRequestDetails servlet,
      @Nullable IBaseResource answer,
      HttpServletResponse response) {
    noted(request)
        .ifPresent(
            notices -> {
              response.setHeader(HEADER, line(notices));
              if (answer instanceof OperationOutcome outcome) {
                notices.values().forEach(warnings -> add(outcome, warnings));
              } else if (answer instanceof Bundle bundle) {
                bundle.getEntry().forEach(entry -> add(entry.getResponse(), notices));
              }
            });
  }

  private static void add(
      Bundle.BundleEntryResponseComponent entry, Map<String, List<Problem>> notices) {
    var id = new IdType(entry.getLocation());
    var warnings = notices.get(String.valueOf(id.getIdPart()));
    if ("QuestionnaireResponse".equals(id.getResourceType()) && warnings != null) {
      var outcome =
          entry.getOutcome() instanceof OperationOutcome given ? given : new OperationOutcome();
      add(outcome, warnings);
      entry.setOutcome(outcome);
    }
  }

  private static void add(OperationOutcome outcome, List<Problem> warnings) {
    Outcomes.of(warnings).getIssue().forEach(outcome::addIssue);
  }

  private static String line(Map<String, List<Problem>> notices) {
    return notices.values().stream()
        .flatMap(List::stream)
        .map(Problem::rule)
        .distinct()
        .collect(Collectors.joining("; "));
  }
}
