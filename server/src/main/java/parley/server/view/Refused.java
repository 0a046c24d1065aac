package parley.server.view;

import jakarta.servlet.http.HttpServletResponse;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;

/** That a request is not done, and why. */
final class Refused extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient OperationOutcome outcome;

  Refused(int status, OperationOutcome outcome) {
    super("refused");
    this.status = status;
    this.outcome = outcome;
  }

  /** A parameter that is wrong. */
  static Refused parameter(String name, String text) {
    return of(HttpServletResponse.SC_BAD_REQUEST, IssueType.INVALID, name, text);
  }

  static Refused unsupported(String name, String text) {
    return of(HttpServletResponse.SC_BAD_REQUEST, IssueType.NOTSUPPORTED, name, text);
  }

  static Refused notFound(String name, String text) {
    return of(HttpServletResponse.SC_NOT_FOUND, IssueType.NOTFOUND, name, text);
  }

  static Refused of(int status, IssueType type, String place, String text) {
    var outcome = new OperationOutcome();
    add(outcome, type, place, text);
    return new Refused(status, outcome);
  }

  static void add(OperationOutcome outcome, IssueType type, String place, String text) {
    outcome
        .addIssue()
        .setSeverity(IssueSeverity.ERROR)
        .setCode(type)
        .setDiagnostics(text)
        .addExpression(place);
  }

  int status() {
    return status;
  }

  OperationOutcome outcome() {
    return outcome;
  }
}
