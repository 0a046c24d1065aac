package parley.mappings.careplan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.ActionConditionKind;
import org.hl7.fhir.r4.model.PlanDefinition.ActionPrecheckBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.ActionSelectionBehavior;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import parley.terminology.Systems;

/**
 * Which actions of a PlanDefinition apply (FHIR R4, PlanDefinition, applying a definition): every
 * applicability condition holds, for the action and for each group around it; of a group of which
 * one is to be selected, the therapy that was asked for, else the one that is checked beforehand,
 * else the first.
 */
final class ActionSelection {

  private static final Set<ActionSelectionBehavior> ONE =
      Set.of(
          ActionSelectionBehavior.EXACTLYONE,
          ActionSelectionBehavior.ATMOSTONE,
          ActionSelectionBehavior.ONEORMORE);

  private final PlanExpressions expressions;
  private final PlanContext context;
  private final List<Chosen> chosen = new ArrayList<>();
  private final List<String> offered = new ArrayList<>();

  /**
   * An action that becomes an activity.
   *
   * @param alternatives the other actions of its group that apply, possibly none
   */
  record Chosen(
      PlanDefinitionActionComponent action, List<PlanDefinitionActionComponent> alternatives) {}

  private ActionSelection(PlanExpressions expressions, PlanContext context) {
    this.expressions = expressions;
    this.context = context;
  }

  /**
   * The actions without sub-actions that apply, in order.
   *
   * @throws BadPlan when a condition cannot be evaluated, or the therapy asked for is not offered
   */
  static List<Chosen> of(
      PlanDefinition definition, PlanExpressions expressions, PlanContext context) {
    var selection = new ActionSelection(expressions, context);
    selection.all(definition.getAction());
    context.therapy().ifPresent(selection::requireOffered);
    return List.copyOf(selection.chosen);
  }

  private void requireOffered(String therapy) {
    if (!offered.contains(therapy)) {
      throw BadPlan.at(
          "therapy",
          "the therapy is none of the options that the plan has for the step of the course",
          "Leave it out, or choose one of: " + String.join(", ", offered) + ".");
    }
  }

  private void all(List<PlanDefinitionActionComponent> actions) {
    actions.stream().filter(this::applies).forEach(action -> enter(action, List.of()));
  }

  private void enter(
      PlanDefinitionActionComponent action, List<PlanDefinitionActionComponent> alternatives) {
    if (!action.hasAction()) {
      chosen.add(new Chosen(action, alternatives));
    } else if (action.hasSelectionBehavior() && ONE.contains(action.getSelectionBehavior())) {
      one(action.getAction().stream().filter(this::applies).toList());
    } else {
      all(action.getAction());
    }
  }

  private void one(List<PlanDefinitionActionComponent> options) {
    options.forEach(option -> therapy(option).ifPresent(offered::add));
    var pick =
        options.stream()
            .filter(option -> context.therapy().isPresent())
            .filter(option -> therapy(option).equals(context.therapy()))
            .findFirst()
            .or(() -> options.stream().filter(ActionSelection::isPrechecked).findFirst())
            .or(() -> options.stream().findFirst());
    pick.ifPresent(
        option -> enter(option, options.stream().filter(other -> other != option).toList()));
  }

  private static boolean isPrechecked(PlanDefinitionActionComponent action) {
    return action.getPrecheckBehavior() == ActionPrecheckBehavior.YES;
  }

  /** Every condition must hold; one that cannot be answered does not. */
  private boolean applies(PlanDefinitionActionComponent action) {
    return action.getCondition().stream()
        .filter(condition -> condition.getKind() == ActionConditionKind.APPLICABILITY)
        .allMatch(
            condition ->
                expressions
                    .holds(
                        condition.getExpression(), context.facts(), location(action) + ".condition")
                    .orElse(false));
  }

  static String location(PlanDefinitionActionComponent action) {
    return "PlanDefinition.action" + (action.hasId() ? ".where(id='" + action.getId() + "')" : "");
  }

  /** SNOMED CT code of a therapy. */
  static Optional<String> therapy(PlanDefinitionActionComponent action) {
    return action.getCode().stream().flatMap(concept -> snomed(concept).stream()).findFirst();
  }

  static List<String> snomed(CodeableConcept concept) {
    return concept.getCoding().stream()
        .filter(coding -> Systems.SNOMED_CT.equals(coding.getSystem()) && coding.hasCode())
        .map(coding -> coding.getCode())
        .toList();
  }
}
