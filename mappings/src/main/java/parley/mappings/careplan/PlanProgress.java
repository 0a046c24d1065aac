package parley.mappings.careplan;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;

/**
 * How far a plan is.
 *
 * @param activities in the order of the plan
 * @param nextSession the first contact or appointment on or after a day that is still to come;
 *     empty when none is recorded
 */
public record PlanProgress(List<Entry> activities, Optional<LocalDate> nextSession) {

  public PlanProgress {
    activities = List.copyOf(activities);
  }

  /**
   * One activity.
   *
   * @param id element id of the activity, empty when it has none
   * @param title in words
   * @param expected sessions expected of a therapy
   * @param delivered sessions of a therapy that took place, times a measure was given, reviews held
   * @param missed sessions of a therapy that were to take place and did not
   * @param last the last day of those delivered; like them since the plan began
   * @param scores latest score of each scale of a measure, also of before the plan
   * @param questionnaire what is to be answered, for a measure
   * @param due when it is due next; empty when it has no period, is at rest, or the plan or course
   *     is not running
   * @param outcomes what the record holds of it, in order of day
   */
  public record Entry(
      Optional<String> id,
      String title,
      Optional<Integer> expected,
      int delivered,
      int missed,
      Optional<LocalDate> last,
      List<PlanRecords.Score> scores,
      Optional<String> questionnaire,
      Optional<LocalDate> due,
      List<Reference> outcomes) {

    public Entry {
      scores = List.copyOf(scores);
      outcomes = List.copyOf(outcomes);
    }

    /** Whether it was due before a day. */
    public boolean isOverdue(LocalDate day) {
      return due.filter(due -> due.isBefore(day)).isPresent();
    }
  }

  /** The questionnaire that is due first. */
  public Optional<Entry> nextQuestionnaire() {
    return activities.stream()
        .filter(entry -> entry.questionnaire().isPresent() && entry.due().isPresent())
        .min(Comparator.comparing(entry -> entry.due().get()));
  }
}
