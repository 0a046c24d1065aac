package parley.mappings.careplan;

import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import parley.mappings.Problem;

/** What came of applying a PlanDefinition. */
public sealed interface PlanApplication {

  /** A draft of a plan, its goals and team contained; nothing is stored. */
  record Applied(CarePlan plan) implements PlanApplication {}

  /** The plan cannot be applied so; at least one problem. */
  record Refused(List<Problem> problems) implements PlanApplication {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
