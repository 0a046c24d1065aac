package parley.mappings.careplan;

import java.util.List;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityDetailComponent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityKind;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityStatus;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionDynamicValueComponent;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import org.hl7.fhir.r4.model.Type;

/** An action of a PlanDefinition as an activity of a person's plan. */
final class ActivityWriter {

  private final PlanExpressions expressions;
  private final PlanContext context;

  ActivityWriter(PlanExpressions expressions, PlanContext context) {
    this.expressions = expressions;
    this.context = context;
  }

  /**
   * The activity; its element id is that of the action.
   *
   * @throws BadPlan when a dynamic value cannot be evaluated or set
   */
  CarePlanActivityComponent activity(PlanDefinitionActionComponent action) {
    var activity = new CarePlanActivityComponent();
    activity.setId(action.getId());
    var detail = activity.getDetail();
    var therapy = ActionSelection.therapy(action).isPresent();
    detail.setKind(therapy ? CarePlanActivityKind.SERVICEREQUEST : CarePlanActivityKind.TASK);
    detail.setStatus(CarePlanActivityStatus.NOTSTARTED);
    if (action.hasCode()) {
      detail.setCode(action.getCodeFirstRep().copy());
    }
    if (action.hasDefinitionCanonicalType()) {
      detail.addInstantiatesCanonical(action.getDefinitionCanonicalType().getValue());
    }
    if (action.hasTitle()) {
      detail.setDescription(action.getTitle());
    }
    if (action.getTiming() instanceof Timing timing) {
      detail.setScheduled(timing.copy());
    }
    action.getGoalId().stream()
        .map(goal -> new Reference('#' + GoalWriter.PREFIX + goal.getValue()))
        .forEach(detail::addGoal);
    performers(action, detail);
    action.getDynamicValue().forEach(value -> set(detail, value, action));
    return activity;
  }

  /** A questionnaire is the person's; with a team of others it is theirs; else the therapist's. */
  private void performers(
      PlanDefinitionActionComponent action, CarePlanActivityDetailComponent detail) {
    if (action.hasDefinitionCanonicalType()) {
      detail.addPerformer(context.subject().copy());
      return;
    }
    context.practitioner().ifPresent(one -> detail.addPerformer(one.copy()));
    if (action.hasParticipant()) {
      detail.addPerformer(new Reference('#' + TeamWriter.ID));
    }
  }

  /** The path is that of an element of {@code CarePlan.activity.detail} whose parent is there. */
  private void set(
      CarePlanActivityDetailComponent detail,
      PlanDefinitionActionDynamicValueComponent dynamic,
      PlanDefinitionActionComponent action) {
    var location = ActionSelection.location(action) + ".dynamicValue";
    var value = expressions.value(dynamic.getExpression(), context.facts(), location);
    if (value.isEmpty()) {
      return;
    }
    var names = List.of(dynamic.getPath().split("\\."));
    Base parent = detail;
    for (var name : names.subList(0, names.size() - 1)) {
      parent = child(parent, name, location);
    }
    put(parent, names.get(names.size() - 1), value.get(), location);
  }

  private static Base child(Base parent, String name, String location) {
    var property = parent.getNamedProperty(name);
    if (property == null || property.getValues().size() != 1) {
      throw unsettable(location);
    }
    return property.getValues().get(0);
  }

  private static void put(Base parent, String name, Type value, String location) {
    try {
      if (value.isPrimitive()
          && parent.makeProperty(name.hashCode(), name) instanceof PrimitiveType<?> element) {
        // Its text: FHIRPath gives an integer where the element may want a positive one.
        element.setValueAsString(value.primitiveValue());
      } else {
        parent.setProperty(name, value);
      }
    } catch (FHIRException | ClassCastException | IllegalArgumentException e) {
      throw unsettable(location);
    }
  }

  private static BadPlan unsettable(String location) {
    return BadPlan.at(
        location,
        "the path is no single element of CarePlan.activity.detail that takes this value",
        "Write a path below CarePlan.activity.detail, such as scheduled.repeat.count.");
  }
}
