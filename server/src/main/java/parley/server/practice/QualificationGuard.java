package parley.server.practice;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import ca.uhn.fhir.rest.server.servlet.ServletRequestDetails;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Procedure;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.practice.Standing;
import parley.server.fhir.FhirInterceptor;
import parley.server.fhir.Outcomes;
import parley.server.settings.PracticeSettings.Unqualified;

/**
 * Judges each care activity that is written through the endpoint, when its transaction is about to
 * commit: by then a Bundle has brought the practitioner, role and contact that the activity names.
 * By the settings an activity outside the rule is refused, or stored with a warning: a {@code
 * Parley-Warning} header, and an issue in the OperationOutcome where the answer holds one.
 */
@Interceptor
public final class QualificationGuard implements FhirInterceptor {

  private static final String WARNINGS = QualificationGuard.class.getName();

  /** As for every warning about what was stored all the same. */
  private static final String HEADER = "Parley-Warning";

  private static final int MOST_HEADERS = 10;

  private final ActivityStandings standings;
  private final Unqualified unqualified;

  QualificationGuard(ActivityStandings standings, Unqualified unqualified) {
    this.standings = standings;
    this.unqualified = unqualified;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource, RequestDetails request) {
    judgeBeforeCommit(resource, request);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after, RequestDetails request) {
    judgeBeforeCommit(after, request);
  }

  private void judgeBeforeCommit(IBaseResource resource, RequestDetails request) {
    if (!(resource instanceof Procedure procedure) || request instanceof SystemRequestDetails) {
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void beforeCommit(boolean readOnly) {
            judge(procedure, request);
          }
        });
  }

  private void judge(Procedure procedure, RequestDetails request) {
    var id = procedure.getIdElement().getIdPart();
    var warnings = warnings(request);
    warnings.remove(id); // of an attempt that was rolled back
    var broken = standings.of(procedure).filter(standing -> !standing.isKept());
    if (broken.isEmpty() || isUnruled(broken.get())) {
      return;
    }
    if (unqualified == Unqualified.REJECT && broken.get() instanceof Standing.NotQualified) {
      var problem = problem(broken.get(), Problem.Severity.ERROR);
      throw new UnprocessableEntityException(
          "The activity is outside the qualification rule", Outcomes.of(List.of(problem)));
    }
    warnings.put(id, problem(broken.get(), Problem.Severity.WARNING));
  }

  /** Of a code without a row nothing is said, so there is nothing to warn of. */
  private static boolean isUnruled(Standing standing) {
    return standing.equals(new Standing.Unknown(Standing.Gap.NO_RULE));
  }

  @Hook(Pointcut.SERVER_OUTGOING_RESPONSE)
  public void answering(
      RequestDetails request, @Nullable IBaseResource answer, HttpServletResponse response) {
    var warnings = warnings(request);
    warnings.values().stream()
        .map(problem -> problem.rule() + ". " + problem.remedy())
        .distinct()
        .limit(MOST_HEADERS)
        .forEach(text -> response.addHeader(HEADER, text));
    if (answer instanceof OperationOutcome outcome) {
      add(outcome, new ArrayList<>(warnings.values()));
    } else if (answer instanceof Bundle bundle && !warnings.isEmpty()) {
      bundle.getEntry().forEach(entry -> add(entry.getResponse(), warnings));
    }
  }

  private static void add(
      Bundle.BundleEntryResponseComponent response, Map<String, Problem> warnings) {
    var stored = new IdType(response.getLocation());
    var warning = warnings.get(stored.getIdPart());
    if (warning != null && "Procedure".equals(stored.getResourceType())) {
      var outcome =
          response.getOutcome() instanceof OperationOutcome given ? given : new OperationOutcome();
      add(outcome, List.of(warning));
      response.setOutcome(outcome);
    }
  }

  private static void add(OperationOutcome outcome, List<Problem> problems) {
    outcome.getIssue().addAll(Outcomes.of(problems).getIssue());
  }

  private static Problem problem(Standing standing, Problem.Severity severity) {
    var unknown = standing instanceof Standing.Unknown;
    return new Problem(
        ProblemCode.PROFILE,
        severity,
        "Procedure.performer",
        "Qualification rule, " + standing.code() + ": " + UnqualifiedWork.text(standing.code()),
        unknown
            ? "Complete the activity or the record of who gave it"
            : "Correct the activity, or the qualification, planned completion or supervisor of who"
                + " gave it");
  }

  /** Kept with the HTTP request, which the parts of a Bundle share, also when done side by side. */
  @SuppressWarnings("unchecked")
  private static Map<String, Problem> warnings(RequestDetails request) {
    if (!(request instanceof ServletRequestDetails servlet)
        || servlet.getServletRequest() == null) {
      return new ConcurrentHashMap<>();
    }
    var http = servlet.getServletRequest();
    synchronized (http) {
      if (!(http.getAttribute(WARNINGS) instanceof Map)) {
        http.setAttribute(WARNINGS, new ConcurrentHashMap<String, Problem>());
      }
      return (Map<String, Problem>) http.getAttribute(WARNINGS);
    }
  }
}
