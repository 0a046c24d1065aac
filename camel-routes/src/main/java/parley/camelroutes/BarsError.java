package parley.camelroutes;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import parley.mappings.Problem;

/**
 * The errors of a receiver of the Booking and Referral Standard: what a problem is called in an
 * OperationOutcome and which HTTP status it has. Source: the specification of the BaRS FHIR API
 * 1.4.0 and its example outcomes (NHSDigital/booking-and-referral-fhir-api, specification).
 */
public enum BarsError {
  /** An id or header is missing. */
  REQUIRED(400, "REC_BAD_REQUEST", IssueType.REQUIRED),
  /** An id, a header or the body is not of its form. */
  INVALID(400, "REC_BAD_REQUEST", IssueType.INVALID),
  /** An id names something else than it should. */
  VALUE(400, "REC_BAD_REQUEST", IssueType.VALUE),
  /** Somebody who may not send here. */
  FORBIDDEN(403, "REC_FORBIDDEN", IssueType.FORBIDDEN),
  /** What the message refers to is not held. */
  NOT_FOUND(404, "REC_NOT_FOUND", IssueType.NOTFOUND),
  /** The same request was applied before; said of nothing else. */
  DUPLICATE(409, "REC_CONFLICT", IssueType.DUPLICATE),
  /** What is held stands against the change. */
  CONFLICT(409, "REC_CONFLICT", IssueType.CONFLICT),
  /** Well-formed, but Parley does not take such messages. */
  NOT_SUPPORTED(422, "REC_UNPROCESSABLE_ENTITY", IssueType.NOTSUPPORTED),
  /** Well-formed, but what it says cannot be recorded. */
  UNPROCESSABLE(422, "REC_UNPROCESSABLE_ENTITY", IssueType.INVARIANT),
  /** A fault in Parley. */
  SERVER_ERROR(500, "REC_SERVER_ERROR", IssueType.EXCEPTION),
  /**
   * The store is away. The table of the specification calls it so; its examples call it
   * REC_SERVICE_UNAVAILABLE.
   */
  UNAVAILABLE(503, "REC_UNAVAILABLE", IssueType.TRANSIENT);

  /** As the example outcomes of the API write it. */
  private static final String SYSTEM = "https://fhir.nhs.uk/Codesystem/http-error-codes";

  private final int status;
  private final String code;
  private final IssueType type;

  BarsError(int status, String code, IssueType type) {
    this.status = status;
    this.code = code;
    this.type = type;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** What a problem is called. */
  public static BarsError of(Problem problem) {
    return switch (problem.code()) {
      case NOT_HL7, UNPARSABLE, CHARSET, TOO_LARGE, CONTROL_ID_REUSED -> INVALID;
      case UNKNOWN_SENDER -> FORBIDDEN;
      case NOT_FOUND -> NOT_FOUND;
      case SLOT_TAKEN, STATE_CONFLICT, IDENTITY_CONFLICT -> CONFLICT;
      case UNSUPPORTED_TYPE, UNSUPPORTED_EVENT, UNSUPPORTED_VERSION -> NOT_SUPPORTED;
      case STORE_UNAVAILABLE, BUSY -> UNAVAILABLE;
      case INTERNAL -> SERVER_ERROR;
      default -> UNPROCESSABLE;
    };
  }

  /** The one that decides the status: that of the first problem that stops the message. */
  public static BarsError of(List<Problem> problems) {
    return problems.stream()
        .filter(Problem::stops)
        .findFirst()
        .map(BarsError::of)
        .orElse(SERVER_ERROR);
  }

  /** One issue for each problem. */
  public static OperationOutcome outcome(List<Problem> problems) {
    var outcome = new OperationOutcome();
    for (var problem : problems) {
      of(problem)
          .addTo(
              outcome,
              problem.stops() ? IssueSeverity.ERROR : IssueSeverity.WARNING,
              problem.rule() + ". " + problem.remedy())
          .addExpression(problem.location());
    }
    return outcome;
  }

  /** An outcome of this error alone. */
  public OperationOutcome outcome(String diagnostics) {
    var outcome = new OperationOutcome();
    addTo(outcome, IssueSeverity.ERROR, diagnostics);
    return outcome;
  }

  private OperationOutcome.OperationOutcomeIssueComponent addTo(
      OperationOutcome outcome, IssueSeverity severity, String diagnostics) {
    return outcome
        .addIssue()
        .setSeverity(severity)
        .setCode(type)
        .setDetails(new CodeableConcept(new Coding().setSystem(SYSTEM).setCode(code)))
        .setDiagnostics(diagnostics);
  }
}
