package parley.server.release;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.InvalidRequestException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnclassifiedServerFailureException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
import parley.submissions.product.Product;

/**
 * {@code $release}, {@code $release-status} and {@code $release-register}; docs/release.md
 * describes them.
 */
public final class ReleaseOperations implements FhirProvider {

  private static final int UNAVAILABLE = 503;

  private final FhirContext context;
  private final ReleaseRequests requests;
  private final ReleaseQueue queue;
  private final Releases releases;
  private final ReleaseRows rows;
  private final ReleaseSettings settings;
  private final ReleaseLinks links;

  ReleaseOperations(
      FhirContext context,
      ReleaseRequests requests,
      ReleaseQueue queue,
      Releases releases,
      ReleaseRows rows,
      ReleaseSettings settings,
      ReleaseLinks links) {
    this.context = context;
    this.requests = requests;
    this.queue = queue;
    this.releases = releases;
    this.rows = rows;
    this.settings = settings;
    this.links = links;
  }

  /**
   * Orders a release: 202 with the address of its status; 403 without the right to the product; 422
   * when the agreement does not hold; 409 when the same is being made.
   */
  @Operation(name = "$release", manualResponse = true)
  public void release(RequestDetails request, HttpServletResponse response) throws IOException {
    var answer = queue.order(requests.of(Given.of(request, ReleaseRequests.PARAMETERS)));
    if (answer instanceof ReleaseQueue.Answer.Busy busy) {
      throw new ResourceVersionConflictException(busy.text());
    }
    if (answer instanceof ReleaseQueue.Answer.Refused refused) {
      throw refusal(refused.row());
    }
    if (answer instanceof ReleaseQueue.Answer.Queued queued) {
      response.setHeader(
          "Content-Location",
          request.getFhirServerBase() + "/$release-status?_jobId=" + queued.id());
      send(response, HttpServletResponse.SC_ACCEPTED, said("release " + queued.id() + " is made"));
      return;
    }
    throw new UnclassifiedServerFailureException(
        UNAVAILABLE, "several releases wait to be made; try again when one is done");
  }

  /**
   * How a release stands: 202 while it is made, then 200 with what is told of it, and with its
   * files for who has the right ({@code by}); 422 when a rule forbids it, 500 when the gateway
   * failed, 404 when it was cancelled. DELETE cancels one that is being made.
   */
  @Operation(
      name = "$release-status",
      manualResponse = true,
      idempotent = true,
      deleteEnabled = true)
  public void status(RequestDetails request, HttpServletResponse response) throws IOException {
    var row = rows.one(id(request)).orElseThrow(ReleaseOperations::unknown);
    var by = single(request, "by").orElse("");
    if (request.getRequestType() == RequestTypeEnum.DELETE) {
      cancel(row, by, response);
      return;
    }
    switch (row.state()) {
      case BUILDING -> {
        response.setHeader("X-Progress", queue.progress(row.id()).orElse("being made"));
        response.setHeader("Retry-After", "5");
        send(response, HttpServletResponse.SC_ACCEPTED, said(row.title()));
      }
      case CANCELLED -> throw new ResourceNotFoundException("the release was cancelled");
      case REFUSED -> throw refusal(row);
      case FAILED -> throw new InternalErrorException("nothing was released: " + row.reason());
      default -> {
        var allowed = isAllowed(row, by);
        if (!by.isEmpty() && !allowed) {
          throw new ForbiddenOperationException(
              "by: who is given files of this product is named in parley.releases.rights");
        }
        var told = new ReleaseParameters(request.getFhirServerBase(), links.of(by));
        send(response, HttpServletResponse.SC_OK, told.whole(row, allowed));
      }
    }
  }

  private boolean isAllowed(ReleaseRow row, String by) {
    Product product =
        row.product().equals(Product.Anonymous.KIND.code())
            ? Product.Anonymous.KIND
            : Product.Pseudonymised.KIND;
    return settings.rights().allows(product, by);
  }

  private void cancel(ReleaseRow row, String by, HttpServletResponse response) throws IOException {
    if (!releases.cancel(row.id(), by.isEmpty() ? "its caller" : by)) {
      throw new ResourceVersionConflictException(
          "the release is " + row.state().code() + "; only one that is being made is cancelled");
    }
    send(
        response,
        HttpServletResponse.SC_ACCEPTED,
        said("the release is cancelled; what was written is removed"));
  }

  /** The register, newest first, at most 500. */
  @Operation(name = "$release-register", idempotent = true)
  public Parameters register(RequestDetails request) {
    Given.of(request, Set.of());
    var answer = new Parameters();
    var parameters = new ReleaseParameters(request.getFhirServerBase(), links);
    rows.list().forEach(row -> answer.addParameter(parameters.line(row)));
    return answer;
  }

  private RuntimeException refusal(ReleaseRow row) {
    var outcome = new OperationOutcome();
    for (var fault : row.result().faults()) {
      outcome
          .addIssue()
          .setSeverity(IssueSeverity.ERROR)
          .setCode(fault.code().equals("RIGHT") ? IssueType.FORBIDDEN : IssueType.BUSINESSRULE)
          .setDiagnostics("release " + row.id() + " was refused: " + fault.sentence());
    }
    return row.result().faults().stream().anyMatch(fault -> fault.code().equals("RIGHT"))
        ? new ForbiddenOperationException("release " + row.id() + " was refused", outcome)
        : new UnprocessableEntityException(context, outcome);
  }

  private static long id(RequestDetails request) {
    var said =
        single(request, "_jobId")
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "The number of the release is missing. Use the address given in"
                            + " Content-Location"));
    if (!said.matches("[0-9]{1,18}")) {
      throw new InvalidRequestException("_jobId: is the number of a release");
    }
    return Long.parseLong(said);
  }

  private static Optional<String> single(RequestDetails request, String name) {
    var said = Objects.requireNonNullElse(request.getParameters().get(name), new String[0]);
    return said.length == 1 ? Optional.of(said[0]) : Optional.empty();
  }

  private static ResourceNotFoundException unknown() {
    return new ResourceNotFoundException("There is no release of this number");
  }

  private static OperationOutcome said(String text) {
    var outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.INFORMATION)
        .setCode(IssueType.INFORMATIONAL)
        .setDiagnostics(text);
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
