package parley.mappings.careplan;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Goal.GoalLifecycleStatus;
import org.hl7.fhir.r4.model.Goal.GoalTargetComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionGoalComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionGoalTargetComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import parley.terminology.Systems;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/** Goals of a PlanDefinition as goals of a person. */
final class GoalWriter {

  /** What the ids of contained goals begin with. */
  static final String PREFIX = "goal-";

  private final Scales scales;

  GoalWriter(Scales scales) {
    this.scales = scales;
  }

  Goal goal(PlanDefinitionGoalComponent defined, PlanContext context, List<Condition> addressed) {
    var goal = new Goal();
    goal.setId(PREFIX + defined.getId());
    goal.getMeta().addProfile(Systems.structureDefinition("goal"));
    goal.setLifecycleStatus(GoalLifecycleStatus.PROPOSED);
    goal.setDescription(defined.getDescription().copy());
    if (defined.hasCategory()) {
      goal.addCategory(defined.getCategory().copy());
    }
    goal.setSubject(context.subject().copy());
    goal.setStart(new DateType(context.date().toString()));
    addressed.stream()
        .map(condition -> new Reference("Condition/" + condition.getIdElement().getIdPart()))
        .forEach(goal::addAddresses);
    defined.getTarget().stream()
        .flatMap(target -> target(target).stream())
        .forEach(goal::addTarget);
    return goal;
  }

  /**
   * A target without a value in the plan is the scale's own threshold of caseness, with its source;
   * a scale without one gives no target, because a measure without a value is none (FHIR gol-1).
   */
  private Optional<GoalTargetComponent> target(PlanDefinitionGoalTargetComponent defined) {
    var target = new GoalTargetComponent();
    target.setMeasure(defined.getMeasure().copy());
    if (defined.hasDetail()) {
      target.setDetail(defined.getDetail().copy());
      return Optional.of(target);
    }
    return scale(defined.getMeasure())
        .flatMap(Scale::caseness)
        .map(
            caseness -> {
              target.addExtension(
                  Systems.structureDefinition("source"), new StringType(caseness.source()));
              target.setDetail(
                  new Quantity()
                      .setComparator(Quantity.QuantityComparator.LESS_THAN)
                      .setValue(caseness.value())
                      .setUnit("score")
                      .setSystem(Systems.UCUM)
                      .setCode("{score}"));
              return target;
            });
  }

  private Optional<Scale> scale(CodeableConcept measure) {
    return measure.getCoding().stream()
        .flatMap(coding -> scales.coded(coding.getSystem(), coding.getCode()).stream())
        .findFirst();
  }
}
