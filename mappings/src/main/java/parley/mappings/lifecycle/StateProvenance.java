package parley.mappings.lifecycle;

import java.time.Instant;
import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.reading.Moments;

/** Says when a course came to a state, and by whom. */
public final class StateProvenance {

  private StateProvenance() {}

  /**
   * The record of one change.
   *
   * @param targets what changed
   * @param to where the course stands since
   * @param recorded when it was written, not when it happened
   * @param who who did it, as far as is known
   */
  public static Provenance of(
      List<Reference> targets, Standing to, Instant recorded, Reference who) {
    return made(targets, activity(to), recorded, who);
  }

  /** The record of a correction of the start or of pauses, with the state then. */
  public static Provenance corrected(
      List<Reference> targets, Standing to, Instant recorded, Reference who) {
    var activity = activity(to);
    activity.addCoding(new Coding(CourseState.SYSTEM, "days-corrected", "Days corrected"));
    return made(targets, activity, recorded, who);
  }

  /** The record of an onward referral. */
  public static Provenance onward(List<Reference> targets, Instant recorded, Reference who) {
    var onward = new Coding(CourseState.SYSTEM, "onward-referral", "Onward referral");
    return made(targets, new CodeableConcept(onward), recorded, who);
  }

  /** A state as activity: its code, the step in treatment, and whether it is paused. */
  public static CodeableConcept activity(Standing to) {
    var activity = new CodeableConcept(to.state().coding());
    if (to.state() == CourseState.TREATMENT) {
      to.step().ifPresent(step -> activity.addCoding(step.coding()));
    }
    if (to.paused()) {
      activity.addCoding(new Coding(CourseState.SYSTEM, "paused", "Paused"));
    }
    return activity;
  }

  private static Provenance made(
      List<Reference> targets, CodeableConcept activity, Instant recorded, Reference who) {
    var provenance = new Provenance();
    targets.forEach(provenance::addTarget);
    provenance.setRecordedElement(Moments.instant(recorded));
    provenance.setActivity(activity);
    provenance.addAgent().setWho(who);
    return provenance;
  }
}
