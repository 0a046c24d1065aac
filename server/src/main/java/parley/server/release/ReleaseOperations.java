package parley.server.release;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.Operation;
import ca.uhn.fhir.rest.api.RequestTypeEnum;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ForbiddenOperationException;
import ca.uhn.fhir.rest.server.exceptions.InternalErrorException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Parameters;
import parley.server.fhir.FhirProvider;
import parley.server.fhir.Given;
import parley.server.work.WorkAnswers;
import parley.server.work.WorkQueue;
import parley.submissions.product.Product;

/**
 * {@code $release}, {@code $release-status} and {@code $release-register}; docs/release.md
 * describes them.
 */
public final class ReleaseOperations implements FhirProvider {

  private final FhirContext context;
  private final ReleaseRequests requests;
  private final WorkAnswers answers;
  private final WorkQueue<ReleaseRequest, ReleaseOrdered, ReleaseRow> queue;
  private final Releases releases;
  private final ReleaseRows rows;
  private final ReleaseSettings settings;
  private final ReleaseLinks links;

  ReleaseOperations(
      FhirContext context,
      ReleaseRequests requests,
      WorkQueue<ReleaseRequest, ReleaseOrdered, ReleaseRow> queue,
      Releases releases,
      ReleaseRows rows,
      ReleaseSettings settings,
      ReleaseLinks links) {
    this.context = context;
    this.requests = requests;
    this.answers = new WorkAnswers(context, "release");
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
    answers.ordered(request, response, answer, this::refusal);
  }

  /**
   * How a release stands: 202 while it is made, then 200 with what is told of it, and with its
   * files for who has the right ({@code by}); 422 when a rule forbids it, 500 when the gateway
   * failed, 404 when it was cancelled. DELETE cancels one that is being made, for who has the
   * right.
   */
  @Operation(
      name = "$release-status",
      manualResponse = true,
      idempotent = true,
      deleteEnabled = true)
  public void status(RequestDetails request, HttpServletResponse response) throws IOException {
    var row = rows.one(answers.id(request)).orElseThrow(answers::unknown);
    var by = WorkAnswers.single(request, "by").orElse("");
    if (request.getRequestType() == RequestTypeEnum.DELETE) {
      if (!isAllowed(row, by)) {
        throw new ForbiddenOperationException(
            "by: who cancels a release of this product is named in parley.releases.rights");
      }
      var done = releases.cancel(row.id(), by);
      answers.cancelled(response, done, row.state().code());
      return;
    }
    switch (row.state()) {
      case BUILDING -> answers.unfinished(response, queue.progress(row.id()), row.title());
      case CANCELLED -> throw answers.gone();
      case REFUSED -> throw refusal(row);
      case FAILED -> throw new InternalErrorException("nothing was released: " + row.reason());
      default -> {
        var allowed = isAllowed(row, by);
        if (!by.isEmpty() && !allowed) {
          throw new ForbiddenOperationException(
              "by: who is given files of this product is named in parley.releases.rights");
        }
        var told = new ReleaseParameters(request.getFhirServerBase(), links.of(by));
        answers.whole(response, told.whole(row, allowed, isExact(by)));
      }
    }
  }

  /** Whoever may have what is of one person may be told of each. */
  private boolean isExact(String by) {
    return settings.rights().allows(Product.Pseudonymised.KIND, by);
  }

  private boolean isAllowed(ReleaseRow row, String by) {
    Product product =
        row.product().equals(Product.Anonymous.KIND.code())
            ? Product.Anonymous.KIND
            : Product.Pseudonymised.KIND;
    return settings.rights().allows(product, by);
  }

  /**
   * The register, newest first, at most 500. Who ordered what is told to who has the right to the
   * same product ({@code by}), for such a name is all that is asked of who fetches files.
   */
  @Operation(name = "$release-register", idempotent = true)
  public Parameters register(RequestDetails request) {
    var by = Given.of(request, Set.of("by")).code("by").orElse("");
    var answer = new Parameters();
    var parameters = new ReleaseParameters(request.getFhirServerBase(), links);
    rows.list().forEach(row -> answer.addParameter(parameters.line(row, isAllowed(row, by))));
    return answer;
  }

  private RuntimeException refusal(ReleaseRow row) {
    var outcome = new OperationOutcome();
    for (var fault : row.result().faults()) {
      WorkAnswers.add(
          outcome,
          IssueSeverity.ERROR,
          fault.code().equals("RIGHT") ? IssueType.FORBIDDEN : IssueType.BUSINESSRULE,
          "release " + row.id() + " was refused: " + fault.sentence());
    }
    return row.result().faults().stream().anyMatch(fault -> fault.code().equals("RIGHT"))
        ? new ForbiddenOperationException("release " + row.id() + " was refused", outcome)
        : new UnprocessableEntityException(context, outcome);
  }
}
