package parley.server.careplan;

import org.hl7.fhir.r4.model.CarePlan;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.careplan.StepSuggestions;

/** What the definition of a plan says is to be considered now. */
final class PlanSuggestions {

  private final StepSuggestions rule = new StepSuggestions();
  private final PlanStore store;

  PlanSuggestions(PlanStore store) {
    this.store = store;
  }

  /** A plan without a definition that is stored has no suggestions, and that is a problem. */
  StepSuggestions.Result of(CarePlan plan, PlannedCourse course) {
    return plan.getInstantiatesCanonical().stream()
        .flatMap(canonical -> store.definition(canonical.getValue()).stream())
        .findFirst()
        .map(definition -> rule.of(definition, PlanFacts.of(course)))
        .orElseGet(
            () ->
                new StepSuggestions.Result.Refused(
                    Problem.warning(
                        ProblemCode.INCOMPLETE,
                        "CarePlan.instantiatesCanonical",
                        "the plan follows no PlanDefinition that is stored in this version, so"
                            + " nothing can be suggested",
                        "Name one, or look at the trajectory.")));
  }
}
