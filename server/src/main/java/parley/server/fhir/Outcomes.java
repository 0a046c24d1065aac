package parley.server.fhir;

import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import parley.mappings.Problem;

/** Problems in FHIR's own form. */
public final class Outcomes {

  private Outcomes() {}

  /** One issue for each problem: the element, the rule and the way to mend it. */
  public static OperationOutcome of(List<Problem> problems) {
    var outcome = new OperationOutcome();
    problems.forEach(problem -> add(outcome, problem));
    return outcome;
  }

  static void add(OperationOutcome outcome, Problem problem) {
    outcome
        .addIssue()
        .setSeverity(
            problem.stops()
                ? OperationOutcome.IssueSeverity.ERROR
                : OperationOutcome.IssueSeverity.WARNING)
        .setCode(OperationOutcome.IssueType.BUSINESSRULE)
        .setDiagnostics(problem.rule() + ". " + problem.remedy())
        .addExpression(problem.location());
  }
}
