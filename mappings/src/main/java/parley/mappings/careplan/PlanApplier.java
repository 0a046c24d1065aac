package parley.mappings.careplan;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanIntent;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Timing;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

/**
 * PlanDefinition {@code $apply} (FHIR R4): a draft CarePlan with goals and team contained. Pure;
 * safe to share between threads. Which part of PlanDefinition is read, and why this is not HAPI's
 * clinical reasoning, is in docs/adr/0001-plandefinition-apply.md.
 */
public final class PlanApplier {

  private static final String FOCUS = "focus";

  private final PlanExpressions expressions = new PlanExpressions();
  private final GoalWriter goals;

  public PlanApplier(Scales scales) {
    this.goals = new GoalWriter(scales);
  }

  /**
   * Applies a definition.
   *
   * @param definition any PlanDefinition, a shipped one or a service's own
   * @return the plan without id, not stored; or the problems, with the place in the definition, or
   *     the parameter, as location
   */
  public PlanApplication apply(PlanDefinition definition, PlanContext context) {
    try {
      if (definition.getStatus() == PublicationStatus.RETIRED) {
        throw BadPlan.at(
            "PlanDefinition.status", "the plan is retired", "Apply the plan that replaced it.");
      }
      return new PlanApplication.Applied(plan(definition, context));
    } catch (BadPlan bad) {
      return new PlanApplication.Refused(List.of(bad.problem()));
    }
  }

  private CarePlan plan(PlanDefinition definition, PlanContext context) {
    var chosen = ActionSelection.of(definition, expressions, context);
    chosen.forEach(one -> requireGoals(definition, one.action()));
    var addressed = addressed(definition, context.conditions());
    var plan = head(definition, context, addressed);
    for (var defined : definition.getGoal()) {
      var goal = goals.goal(defined, context, addressed);
      plan.addContained(goal);
      plan.addGoal(new Reference('#' + goal.getIdElement().getIdPart()));
    }
    var actions = chosen.stream().map(ActionSelection.Chosen::action).toList();
    TeamWriter.team(definition.getTitle(), actions, context)
        .ifPresent(
            team -> {
              plan.addContained(team);
              plan.addCareTeam(new Reference('#' + TeamWriter.ID));
            });
    var writer = new ActivityWriter(expressions, context);
    chosen.forEach(one -> plan.addActivity(writer.activity(one.action())));
    chosen.stream()
        .filter(one -> !one.alternatives().isEmpty())
        .forEach(one -> plan.addNote(others(one)));
    return plan;
  }

  private static void requireGoals(
      PlanDefinition definition, PlanDefinitionActionComponent action) {
    for (var goal : action.getGoalId()) {
      if (definition.getGoal().stream().noneMatch(has -> goal.getValue().equals(has.getId()))) {
        throw BadPlan.at(
            ActionSelection.location(action) + ".goalId",
            "the plan has no goal of this id",
            "Name a goal of the plan, or add it.");
      }
    }
  }

  private static CarePlan head(
      PlanDefinition definition, PlanContext context, List<Condition> addressed) {
    var plan = new CarePlan();
    plan.getMeta().addProfile(Systems.structureDefinition("care-plan"));
    plan.addExtension(Systems.EXT_EPISODE_OF_CARE, context.course().copy());
    if (definition.hasUrl()) {
      plan.addInstantiatesCanonical(
          definition.getUrl() + (definition.hasVersion() ? '|' + definition.getVersion() : ""));
    }
    // A draft: nobody has agreed to it yet.
    plan.setStatus(CarePlanStatus.DRAFT);
    plan.setIntent(CarePlanIntent.PLAN);
    definition.getTopic().forEach(topic -> plan.addCategory(topic.copy()));
    plan.setTitle(definition.getTitle());
    if (definition.hasDescription()) {
      plan.setDescription(definition.getDescription());
    }
    plan.setSubject(context.subject().copy());
    context.encounter().ifPresent(contact -> plan.setEncounter(contact.copy()));
    plan.getPeriod().setStartElement(new DateTimeType(context.date().toString()));
    plan.setCreatedElement(new DateTimeType(context.date().toString()));
    context.practitioner().ifPresent(one -> plan.setAuthor(one.copy()));
    addressed.stream()
        .map(condition -> new Reference("Condition/" + condition.getIdElement().getIdPart()))
        .forEach(plan::addAddresses);
    return plan;
  }

  private static Annotation others(ActionSelection.Chosen chosen) {
    var titles =
        chosen.alternatives().stream().map(PlanApplier::option).collect(Collectors.joining("; "));
    return new Annotation().setText("Other options of this step: " + titles + ".");
  }

  private static String option(PlanDefinitionActionComponent action) {
    if (!(action.getTiming() instanceof Timing timing) || !timing.getRepeat().hasCount()) {
      return action.getTitle();
    }
    var repeat = timing.getRepeat();
    var most = repeat.hasCountMax() ? " to " + repeat.getCountMax() : "";
    return action.getTitle() + " (" + repeat.getCount() + most + " sessions)";
  }

  /** The conditions a plan is for: its use contexts of kind focus; ICD-10 with all codes below. */
  private static List<Condition> addressed(PlanDefinition definition, List<Condition> conditions) {
    var codes =
        definition.getUseContext().stream()
            .filter(context -> FOCUS.equals(context.getCode().getCode()))
            .filter(context -> context.getValue() instanceof CodeableConcept)
            .flatMap(context -> ((CodeableConcept) context.getValue()).getCoding().stream())
            .toList();
    return conditions.stream()
        .filter(
            condition ->
                condition.getCode().getCoding().stream()
                    .anyMatch(has -> codes.stream().anyMatch(wanted -> covers(wanted, has))))
        .toList();
  }

  private static boolean covers(Coding wanted, Coding has) {
    if (!wanted.hasCode()
        || !has.hasCode()
        || !Objects.equals(wanted.getSystem(), has.getSystem())) {
      return false;
    }
    return Systems.ICD_10.equals(wanted.getSystem())
        ? bare(has).startsWith(bare(wanted))
        : wanted.getCode().equals(has.getCode());
  }

  private static String bare(Coding icd10) {
    return icd10.getCode().strip().replace(".", "").toUpperCase(Locale.ROOT);
  }
}
