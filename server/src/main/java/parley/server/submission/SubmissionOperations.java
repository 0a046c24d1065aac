package parley.server.submission;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import parley.server.fhir.FhirProvider;
import parley.server.fhir.Given;
import parley.server.work.WorkAnswers;
import parley.server.work.WorkQueue;

/**
 * {@code $submission}, {@code $submission-status}, {@code $submission-change} and {@code
 * $submission-register}; docs/submission-running.md describes them.
 */
public final class SubmissionOperations implements FhirProvider {

  private final FhirContext context;
  private final SubmissionRequests requests;
  private final WorkAnswers answers;
  private final WorkQueue<BuildRequest, BuildOrdered, BuildRow> queue;
  private final Builds builds;
  private final Register register;
  private final RegisterRows rows;

  SubmissionOperations(
      FhirContext context,
      SubmissionRequests requests,
      WorkQueue<BuildRequest, BuildOrdered, BuildRow> queue,
      Builds builds,
      Register register,
      RegisterRows rows) {
    this.context = context;
    this.requests = requests;
    this.answers = new WorkAnswers(context, "submission");
    this.queue = queue;
    this.builds = builds;
    this.register = register;
    this.rows = rows;
  }

  /**
   * Orders a build: 202 with the address of its status; 403 without the right to order it, or to
   * confirm what the guard holds back; 409 when one of the month runs.
   */
  @Operation(name = "$submission", manualResponse = true)
  public void submission(RequestDetails request, HttpServletResponse response) throws IOException {
    var answer = queue.order(requests.of(Given.of(request, SubmissionRequests.PARAMETERS)));
    answers.ordered(
        request, response, answer, row -> new UnprocessableEntityException(row.reason()));
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
    var detail = rows.detail(answers.id(request)).orElseThrow(answers::unknown);
    var row = detail.row();
    if (request.getRequestType() == RequestTypeEnum.DELETE) {
      answers.cancelled(response, builds.cancel(row.id(), "its caller"), row.state().code());
      return;
    }
    switch (row.state()) {
      case BUILDING -> answers.unfinished(response, queue.progress(row.id()), row.title());
      case CANCELLED -> throw answers.gone();
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
          answers.whole(response, new BuildParameters(request.getFhirServerBase()).whole(detail));
    }
  }

  /** Moves a build on; 403 without the right to, 409 with what is allowed. */
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
    if (outcome instanceof Register.Outcome.Forbidden forbidden) {
      throw new ForbiddenOperationException(forbidden.reason());
    }
    if (outcome instanceof Register.Outcome.Refused refused) {
      throw new ResourceVersionConflictException(refused.reason());
    }
    if (outcome instanceof Register.Outcome.Failed failed) {
      throw new InternalErrorException(failed.reason());
    }
    if (outcome instanceof Register.Outcome.Changed changed) {
      return new BuildParameters(request.getFhirServerBase()).whole(changed.build());
    }
    throw answers.unknown();
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

  /** Says where the report is, when there is one. */
  private static OperationOutcome withReport(
      RequestDetails request, BuildRow row, OperationOutcome outcome) {
    PackageFiles.report(row.folder())
        .map(name -> new BuildParameters(request.getFhirServerBase()).file(row, name))
        .ifPresent(
            file ->
                WorkAnswers.add(
                    outcome,
                    IssueSeverity.INFORMATION,
                    IssueType.INFORMATIONAL,
                    "The report on it is " + file));
    return outcome;
  }

  private static OperationOutcome outcome(IssueType type, String first, List<String> texts) {
    var outcome = new OperationOutcome();
    for (var text : Optional.of(texts).filter(all -> !all.isEmpty()).orElse(List.of(first))) {
      WorkAnswers.add(
          outcome, IssueSeverity.ERROR, type, texts.isEmpty() ? text : first + ": " + text);
    }
    return outcome;
  }
}
