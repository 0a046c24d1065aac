package parley.server.work;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Resource;

/**
 * Answers about work of a queue, in the manner of FHIR's asynchronous requests: who orders is given
 * the address at which it is told how the work stands, which is the operation {@code
 * $<noun>-status}.
 */
public final class WorkAnswers {

  private static final int UNAVAILABLE = 503;

  private final FhirContext context;
  private final String noun;

  /**
   * Answers about one kind of work.
   *
   * @param noun what one of it is called, such as {@code release}
   */
  public WorkAnswers(FhirContext context, String noun) {
    this.context = context;
    this.noun = noun;
  }

  /**
   * Tells who ordered: 202 with the address of the status.
   *
   * @param answer of the queue
   * @param refusal tells what may not be made
   * @throws ForbiddenOperationException when who ordered has not the right to
   * @throws ResourceVersionConflictException when the same is being made
   * @throws UnclassifiedServerFailureException 503 when too many wait
   */
  public <R> void ordered(
      RequestDetails request,
      HttpServletResponse response,
      WorkQueue.Answer<R> answer,
      Function<R, RuntimeException> refusal)
      throws IOException {
    if (answer instanceof WorkQueue.Answer.Busy<R> busy) {
      throw new ResourceVersionConflictException(busy.text());
    }
    if (answer instanceof WorkQueue.Answer.Forbidden<R> forbidden) {
      throw new ForbiddenOperationException(forbidden.text());
    }
    if (answer instanceof WorkQueue.Answer.Refused<R> refused) {
      throw refusal.apply(refused.row());
    }
    if (answer instanceof WorkQueue.Answer.Queued<R> queued) {
      response.setHeader(
          "Content-Location",
          request.getFhirServerBase() + "/$" + noun + "-status?_jobId=" + queued.id());
      accepted(response, noun + ' ' + queued.id() + " is being made");
      return;
    }
    throw new UnclassifiedServerFailureException(
        UNAVAILABLE, "several " + noun + "s wait to be made; try again when one is done");
  }

  /** 202: it is being made. */
  public void unfinished(HttpServletResponse response, Optional<String> progress, String title)
      throws IOException {
    response.setHeader("X-Progress", progress.orElse("being made"));
    response.setHeader("Retry-After", "5");
    accepted(response, title);
  }

  /**
   * Tells who cancelled: 202.
   *
   * @param done whether it was still being made
   * @param state how it stands
   * @throws ResourceVersionConflictException when it was not
   */
  public void cancelled(HttpServletResponse response, boolean done, String state)
      throws IOException {
    if (!done) {
      throw new ResourceVersionConflictException(
          "the " + noun + " is " + state + "; only one that is being made is cancelled");
    }
    accepted(response, "the " + noun + " is cancelled; what was written is removed");
  }

  private void accepted(HttpServletResponse response, String text) throws IOException {
    var outcome = new OperationOutcome();
    add(outcome, IssueSeverity.INFORMATION, IssueType.INFORMATIONAL, text);
    send(response, HttpServletResponse.SC_ACCEPTED, outcome);
  }

  /** 200 with what is told of it. */
  public void whole(HttpServletResponse response, Resource resource) throws IOException {
    send(response, HttpServletResponse.SC_OK, resource);
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

  /** Which one a request is about. */
  public long id(RequestDetails request) {
    var said =
        single(request, "_jobId")
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "The number of the "
                            + noun
                            + " is missing. Use the address given in Content-Location"));
    if (!said.matches("[0-9]{1,18}")) {
      throw new InvalidRequestException("_jobId: is the number of a " + noun);
    }
    return Long.parseLong(said);
  }

  /** A parameter of an address; empty when it is missing, or there several times. */
  public static Optional<String> single(RequestDetails request, String name) {
    var said = Objects.requireNonNullElse(request.getParameters().get(name), new String[0]);
    return said.length == 1 ? Optional.of(said[0]) : Optional.empty();
  }

  /** That there is none of the number. */
  public ResourceNotFoundException unknown() {
    return new ResourceNotFoundException("There is no " + noun + " of this number");
  }

  /** That it was cancelled, so that there is nothing. */
  public ResourceNotFoundException gone() {
    return new ResourceNotFoundException("the " + noun + " was cancelled");
  }

  /** Adds an issue. */
  public static void add(
      OperationOutcome outcome, IssueSeverity severity, IssueType type, String text) {
    outcome.addIssue().setSeverity(severity).setCode(type).setDiagnostics(text);
  }
}
