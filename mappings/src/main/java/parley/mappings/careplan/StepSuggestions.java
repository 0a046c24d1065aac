package parley.mappings.careplan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionConditionKind;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import parley.mappings.Problem;

/**
 * What a plan says is to be considered now: actions whose conditions of kind {@code start} have
 * come to hold. It is a prompt for a clinician; nothing is changed by it.
 */
public final class StepSuggestions {

  private final PlanExpressions expressions = new PlanExpressions();

  /** Whether something is to be considered. */
  public enum Verdict {
    SUGGESTED,
    NOT_NOW,
    /** The record does not allow an answer: this is never read as "all is well". */
    UNKNOWN
  }

  /**
   * One action that waits for its time.
   *
   * @param action id of the action, which is that of the activity too
   * @param title in words
   * @param code what it is
   * @param because what has to be so, in words
   */
  public record Suggestion(
      String action, String title, CodeableConcept code, Verdict verdict, List<String> because) {}

  /** The suggestions, or why the plan cannot say. */
  public sealed interface Result {
    /** In the order of the plan; those of the other step are left out. */
    record Made(List<Suggestion> suggestions) implements Result {}

    /** A condition of the definition cannot be evaluated. */
    record Refused(Problem problem) implements Result {}
  }

  /** The suggestions of a plan over today's facts. */
  public Result of(PlanDefinition definition, Parameters facts) {
    try {
      var suggestions = new ArrayList<Suggestion>();
      collect(definition.getAction(), facts, suggestions);
      return new Result.Made(suggestions);
    } catch (BadPlan bad) {
      return new Result.Refused(bad.problem());
    }
  }

  private void collect(
      List<PlanDefinitionActionComponent> actions, Parameters facts, List<Suggestion> into) {
    for (var action : actions) {
      if (verdict(action, ActionConditionKind.APPLICABILITY, facts) != Verdict.SUGGESTED) {
        continue;
      }
      if (conditions(action, ActionConditionKind.START).isEmpty()) {
        collect(action.getAction(), facts, into);
      } else {
        into.add(
            new Suggestion(
                action.getId(),
                action.hasTitle() ? action.getTitle() : action.getId(),
                action.getCodeFirstRep(),
                verdict(action, ActionConditionKind.START, facts),
                conditions(action, ActionConditionKind.START).stream()
                    .map(
                        start ->
                            start.hasDescription() ? start.getDescription() : start.getExpression())
                    .toList()));
      }
    }
  }

  private Verdict verdict(
      PlanDefinitionActionComponent action, ActionConditionKind kind, Parameters facts) {
    var answers = new ArrayList<Optional<Boolean>>();
    for (var expression : conditions(action, kind)) {
      answers.add(
          expressions.holds(expression, facts, ActionSelection.location(action) + ".condition"));
    }
    if (answers.contains(Optional.of(false))) {
      return Verdict.NOT_NOW;
    }
    return answers.contains(Optional.<Boolean>empty()) ? Verdict.UNKNOWN : Verdict.SUGGESTED;
  }

  private static List<Expression> conditions(
      PlanDefinitionActionComponent action, ActionConditionKind kind) {
    return action.getCondition().stream()
        .filter(condition -> condition.getKind() == kind)
        .map(condition -> condition.getExpression())
        .toList();
  }
}
