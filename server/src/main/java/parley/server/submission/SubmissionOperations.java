package parley.server.submission;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;
import parley.server.fhir.FhirProvider;
import parley.server.fhir.Given;

/**
 * {@code $submission}, {@code $submission-status}, {@code $submission-change} and {@code
 * $submission-register}; docs/submission-running.md describes them.
 */
public final class SubmissionOperations implements FhirProvider {

  private static final int UNAVAILABLE = 503;

  private final FhirContext context;
  private final SubmissionRequests requests;
  private final BuildQueue queue;
  private final Builds builds;
  private final Register register;
  private final RegisterRows rows;

  SubmissionOperations(
      FhirContext context,
      SubmissionRequests requests,
      BuildQueue queue,
      Builds builds,
      Register register,
      RegisterRows rows) {
    this.context = context;
    this.requests = requests;
    this.queue = queue;
    this.builds = builds;
    this.register = register;
    this.rows = rows;
  }

  /** Orders a build: 202 with the address of its status; 409 when one of the month runs. */
  @Operation(name = "$submission", manualResponse = true)
  public void submission(RequestDetails request, HttpServletResponse response) throws IOException {
    var answer = queue.order(requests.of(Given.of(request, SubmissionRequests.PARAMETERS)));
    if (answer instanceof BuildQueue.Answer.Busy busy) {
      throw new ResourceVersionConflictException(busy.text());
    }
    if (answer instanceof BuildQueue.Answer.Queued queued) {
      response.setHeader(
          "Content-Location",
          request.getFhirServerBase() + "/$submission-status?_jobId=" + queued.id());
      send(
          response,
          HttpServletResponse.SC_ACCEPTED,
          said(IssueType.INFORMATIONAL, "submission " + queued.id() + " is being built"));
      return;
    }
    throw new UnclassifiedServerFailureException(
        UNAVAILABLE, "several submissions wait to be built; try again when one is done");
  }

  /**
   * How a build stands: 202 while it runs, then 200 with everything known of it; 422 when there is
   * nothing, because the guard or the record forbids it, 500 when the gateway failed, 404 when it
   * was cancelled. DELETE cancels one that runs.
   */
  @Operation(
      name = "$submission-status",
      manualResponse = true,
      idempotent = true,
      deleteEnabled = true)
  public void status(RequestDetails request, HttpServletResponse response) throws IOException {
    var detail = rows.detail(id(request)).orElseThrow(SubmissionOperations::unknown);
    if (request.getRequestType() == RequestTypeEnum.DELETE) {
      cancel(detail.row(), response);
      return;
    }
    var row = detail.row();
    switch (row.state()) {
      case BUILDING -> {
        response.setHeader("X-Progress", queue.progress(row.id()).orElse("building"));
        response.setHeader("Retry-After", "5");
        send(response, HttpServletResponse.SC_ACCEPTED, said(IssueType.INFORMATIONAL, row.title()));
      }
      case CANCELLED -> throw new ResourceNotFoundException("the submission was cancelled");
      case BLOCKED ->
          throw new UnprocessableEntityException(
              context,
              withReport(
                  request,
                  row,
                  outcome(IssueType.BUSINESSRULE, row.reason(), row.result().shortfalls())));
      case FAILED -> {
        if (row.result().problems().isEmpty()) {
          throw new InternalErrorException("nothing was built: " + row.reason());
        }
        throw new UnprocessableEntityException(
            context,
            withReport(
                request,
                row,
                outcome(IssueType.PROCESSING, row.reason(), row.result().problems())));
      }
      default ->
          send(
              response,
              HttpServletResponse.SC_OK,
              new BuildParameters(request.getFhirServerBase()).whole(detail));
    }
  }

  private void cancel(BuildRow row, HttpServletResponse response) throws IOException {
    if (!builds.cancel(row.id(), "its caller")) {
      throw new ResourceVersionConflictException(
          "the submission is "
              + row.state().code()
              + "; only one that is being built is cancelled");
    }
    send(
        response,
        HttpServletResponse.SC_ACCEPTED,
        said(IssueType.INFORMATIONAL, "the build is cancelled; what was written is removed"));
  }

  /** Moves a build on; 409 with what is allowed. */
  @Operation(name = "$submission-change")
  public Parameters change(RequestDetails request) {
    var given = Given.of(request, Set.of("id", "state", "by", "reason"));
    var id = SubmissionRequests.number(needed(given, "id"));
    var state =
        BuildState.of(needed(given, "state"))
            .filter(BuildState::isSaidByPeople)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "state: is one of checked, released, uploaded, accepted, rejected"));
    var outcome = register.change(id, state, needed(given, "by"), needed(given, "reason"));
    if (outcome instanceof Register.Outcome.Refused refused) {
      throw new ResourceVersionConflictException(refused.reason());
    }
    if (outcome instanceof Register.Outcome.Failed failed) {
      throw new InternalErrorException(failed.reason());
    }
    if (outcome instanceof Register.Outcome.Changed changed) {
      return new BuildParameters(request.getFhirServerBase()).whole(changed.build());
    }
    throw unknown();
  }

  /** The register, newest first, at most 500. */
  @Operation(name = "$submission-register", idempotent = true)
  public Parameters register(RequestDetails request) {
    var given = Given.of(request, Set.of("provider", "period"));
    var answer = new Parameters();
    var parameters = new BuildParameters(request.getFhirServerBase());
    rows.list(
            given.code("provider").map(SubmissionRequests::provider),
            given.code("period").map(SubmissionRequests::month))
        .forEach(row -> answer.addParameter(parameters.line(row)));
    return answer;
  }

  private static String needed(Given given, String name) {
    return given
        .code(name)
        .filter(value -> !value.isBlank())
        .orElseThrow(() -> new InvalidRequestException(name + ": is missing"));
  }

  private static long id(RequestDetails request) {
    var said = Objects.requireNonNullElse(request.getParameters().get("_jobId"), new String[0]);
    if (said.length != 1) {
      throw new InvalidRequestException(
          "The number of the submission is missing. Use the address given in Content-Location");
    }
    return SubmissionRequests.number(said[0]);
  }

  private static ResourceNotFoundException unknown() {
    return new ResourceNotFoundException("There is no submission of this number");
  }

  private static OperationOutcome said(IssueType type, String text) {
    var outcome = new OperationOutcome();
    outcome.addIssue().setSeverity(IssueSeverity.INFORMATION).setCode(type).setDiagnostics(text);
    return outcome;
  }

  /** Says where the report is, when there is one. */
  private static OperationOutcome withReport(
      RequestDetails request, BuildRow row, OperationOutcome outcome) {
    if (PackageFiles.file(row.folder(), PackageFiles.REPORT).isPresent()) {
      var file = new BuildParameters(request.getFhirServerBase()).file(row, PackageFiles.REPORT);
      outcome
          .addIssue()
          .setSeverity(IssueSeverity.INFORMATION)
          .setCode(IssueType.INFORMATIONAL)
          .setDiagnostics("The report on it is " + file);
    }
    return outcome;
  }

  private static OperationOutcome outcome(IssueType type, String first, List<String> texts) {
    var outcome = new OperationOutcome();
    for (var text : Optional.of(texts).filter(all -> !all.isEmpty()).orElse(List.of(first))) {
      outcome
          .addIssue()
          .setSeverity(IssueSeverity.ERROR)
          .setCode(type)
          .setDiagnostics(texts.isEmpty() ? text : first + ": " + text);
    }
    return outcome;
  }

  private void send(HttpServletResponse response, int status, Resource resource)
      throws IOException {
    var body = context.newJsonParser().encodeResourceToString(resource);
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/fhir+json;charset=UTF-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
