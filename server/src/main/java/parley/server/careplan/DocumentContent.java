package parley.server.careplan;

import java.time.Instant;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.careplan.PlanDocument;
import parley.mappings.careplan.PlanProgress;

/** Gathers from the store what goes into the document of a plan. */
final class DocumentContent {

  private final PlanStore store;

  DocumentContent(PlanStore store) {
    this.store = store;
  }

  Bundle document(
      CarePlan plan, PlannedCourse course, PlanProgress progress, String base, Instant made) {
    var patient =
        store
            .find(Patient.class, plan.getSubject())
            .orElseThrow(
                () ->
                    Refusals.unprocessable(
                        "CarePlan.subject", "there is no such Patient", "Correct the subject."));
    var content =
        new PlanDocument.Content(
            plan,
            patient,
            author(plan),
            all(Condition.class, plan.getAddresses()),
            all(Goal.class, plan.getGoal()),
            all(CareTeam.class, plan.getCareTeam()),
            scores(course, progress));
    return PlanDocument.of(content, progress, base, Date.from(made));
  }

  private Optional<Practitioner> author(CarePlan plan) {
    return plan.hasAuthor() && plan.getAuthor().hasReference()
        ? store.find(Practitioner.class, plan.getAuthor())
        : Optional.empty();
  }

  private <T extends Resource> List<T> all(Class<T> type, List<Reference> references) {
    return references.stream()
        .filter(Reference::hasReference)
        .flatMap(one -> store.find(type, one).stream())
        .toList();
  }

  private static List<Observation> scores(PlannedCourse course, PlanProgress progress) {
    var latest = new HashSet<String>();
    progress
        .activities()
        .forEach(
            entry ->
                entry
                    .scores()
                    .forEach(
                        score -> latest.add(score.record().getReferenceElement().getIdPart())));
    return course.observations().stream()
        .filter(one -> latest.contains(one.getIdElement().getIdPart()))
        .toList();
  }
}
