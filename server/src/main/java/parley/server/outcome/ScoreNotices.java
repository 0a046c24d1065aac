package parley.server.outcome;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.jspecify.annotations.Nullable;
import parley.mappings.Problem;
import parley.server.fhir.FhirInterceptor;
import parley.server.fhir.Outcomes;

/**
 * Tells a REST client that what it stored gave no score: in the header {@value #HEADER} of every
 * answer; as a warning in the OperationOutcome, when {@code Prefer} asks for one; and in {@code
 * Bundle.entry.response.outcome} of a batch or transaction.
 */
@Interceptor
public final class ScoreNotices implements FhirInterceptor {

  /** One line, what is missing by linkId; never an answer. */
  static final String HEADER = "Parley-Warning";

  private static final String NOTED = ScoreNotices.class.getName();

  /** Keeps something for the answer to the request. */
  public static void note(RequestDetails request, String response, List<Problem> warnings) {
    synchronized (request) { // entries of a batch may be done side by side
      var noted =
          noted(request)
              .orElseGet(
                  () -> {
                    var fresh = new ConcurrentHashMap<String, List<Problem>>();
                    request.getUserData().put(NOTED, fresh);
                    return fresh;
                  });
      noted.put(response, warnings);
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
              response.addHeader(HEADER, line(notices));
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
