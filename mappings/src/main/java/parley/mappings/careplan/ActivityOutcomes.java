package parley.mappings.careplan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanActivityComponent;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Reference;
import parley.terminology.Systems;

/** Writes what was found of each activity into the plan. */
final class ActivityOutcomes {

  private static final String NEXT_DUE = Systems.structureDefinition("next-due");

  /** What the gateway links itself; a reference to anything else is a client's and stays. */
  private static final Set<String> LINKED =
      Set.of("Encounter", "Procedure", "Observation", "QuestionnaireResponse", "Appointment");

  private ActivityOutcomes() {}

  static CarePlan written(CarePlan plan, List<PlanProgress.Entry> entries) {
    var written = plan.copy();
    for (var i = 0; i < entries.size(); i++) {
      var activity = written.getActivity().get(i);
      var entry = entries.get(i);
      activity.getExtension().removeIf(extension -> NEXT_DUE.equals(extension.getUrl()));
      entry.due().ifPresent(due -> activity.addExtension(NEXT_DUE, new DateType(due.toString())));
      outcomes(activity, entry.outcomes());
    }
    return written;
  }

  private static void outcomes(CarePlanActivityComponent activity, List<Reference> found) {
    var kept = new ArrayList<Reference>();
    for (var reference : activity.getOutcomeReference()) {
      if (!LINKED.contains(String.valueOf(reference.getReferenceElement().getResourceType()))) {
        kept.add(reference);
      }
    }
    for (var reference : found) {
      var said = reference.getReference();
      if (kept.stream().noneMatch(one -> said.equals(one.getReference()))) {
        kept.add(reference.copy());
      }
    }
    activity.setOutcomeReference(kept);
  }
}
