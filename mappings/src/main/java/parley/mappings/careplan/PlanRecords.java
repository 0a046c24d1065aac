package parley.mappings.careplan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;

/**
 * What the record holds of the course that a plan is for. Dates are English.
 *
 * @param begun the day on which the course began
 * @param open whether the course goes on; in one that has ended nothing is due
 * @param pauses times in which the course rests; what would fall due in them is put off
 * @param sessions contacts and logs of internet therapy, whether they took place or not
 * @param bookings appointments that no contact names
 * @param scores totals of scales
 * @param responses completed responses to questionnaires
 */
public record PlanRecords(
    LocalDate begun,
    boolean open,
    List<Pause> pauses,
    List<Session> sessions,
    List<Booking> bookings,
    List<Score> scores,
    List<Response> responses) {

  public PlanRecords {
    pauses = List.copyOf(pauses);
    sessions = List.copyOf(sessions);
    bookings = List.copyOf(bookings);
    scores = List.copyOf(scores);
    responses = List.copyOf(responses);
  }

  /**
   * A pause of the course.
   *
   * @param start its first day
   * @param end the day on which the person is available again; empty while it goes on
   */
  public record Pause(LocalDate start, Optional<LocalDate> end) {}

  /**
   * A contact or a log of internet therapy.
   *
   * @param record the Encounter, or the Procedure of the log
   * @param booking its Appointment
   * @param treatment whether it counts as treatment
   * @param review whether it took place and was, or was also, a review
   * @param missed whether it was to take place and did not, whoever's doing it was
   * @param planned whether it is still to come
   * @param activities its care activities
   */
  public record Session(
      Reference record,
      Optional<Reference> booking,
      LocalDate day,
      boolean treatment,
      boolean review,
      boolean missed,
      boolean planned,
      List<Activity> activities) {
    public Session {
      activities = List.copyOf(activities);
    }
  }

  /**
   * A care activity.
   *
   * @param record the Procedure
   * @param therapy SNOMED CT concept, without what an expression adds to it
   */
  public record Activity(Reference record, String therapy) {}

  /** An appointment without a contact. */
  public record Booking(Reference record, LocalDate day) {}

  /**
   * A score.
   *
   * @param record the Observation
   * @param scale id of its scale, such as {@code phq-9}
   */
  public record Score(Reference record, String scale, BigDecimal value, LocalDate day) {}

  /**
   * A response.
   *
   * @param questionnaire canonical URL without version
   */
  public record Response(Reference record, String questionnaire, LocalDate day) {}
}
