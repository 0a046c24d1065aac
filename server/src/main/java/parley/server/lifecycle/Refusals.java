package parley.server.lifecycle;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.util.List;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.lifecycle.Standing;
import parley.mappings.lifecycle.Transitions;
import parley.server.fhir.Outcomes;

/** What a client is told when a write is refused. */
final class Refusals {

  private Refusals() {}

  /** 409: the state it is in does not allow it; one issue more for each state that may follow. */
  static BaseServerResponseException forbidden(Problem problem, Standing present) {
    var outcome = outcome(problem);
    for (var next : Transitions.next(present)) {
      var issue = outcome.addIssue();
      issue.setSeverity(IssueSeverity.INFORMATION).setCode(IssueType.INFORMATIONAL);
      issue.getDetails().addCoding(next.coding()).setText("allowed from here");
      issue.setDiagnostics(next.how());
    }
    return new ResourceVersionConflictException(problem.rule(), outcome);
  }

  /** 409: for another reason than the state of one course. */
  static BaseServerResponseException conflict(String element, String rule, String remedy) {
    var problem = Problem.error(ProblemCode.STATE_CONFLICT, element, rule, remedy);
    return new ResourceVersionConflictException(rule, outcome(problem));
  }

  /** 422: something is missing or contradicts itself. */
  static BaseServerResponseException malformed(List<Problem> problems) {
    return new UnprocessableEntityException(
        "The course of treatment cannot be stored so", Outcomes.of(problems));
  }

  private static OperationOutcome outcome(Problem problem) {
    var outcome = Outcomes.of(List.of(problem));
    outcome.getIssueFirstRep().setCode(IssueType.CONFLICT);
    return outcome;
  }
}
