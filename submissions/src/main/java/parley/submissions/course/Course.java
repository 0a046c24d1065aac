package parley.submissions.course;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * One course of treatment as recorded, from referral to discharge; the order within the lists does
 * not matter.
 *
 * @param received ReferralRequestReceivedDate, an English date
 * @param discharged ServDischDate, empty while the course is open
 * @param problems presenting complaints
 * @param contacts contacts, attended or not
 * @param internetLogs logs of internet-enabled therapy
 * @param scores scores of any scale
 */
public record Course(
    LocalDate received,
    Optional<LocalDate> discharged,
    List<PresentingProblem> problems,
    List<CareContact> contacts,
    List<InternetTherapyLog> internetLogs,
    List<Score> scores) {

  /**
   * @throws IllegalArgumentException when the discharge is before the referral
   */
  public Course {
    if (discharged.isPresent() && discharged.get().isBefore(received)) {
      throw new IllegalArgumentException("the discharge is before the referral");
    }
    problems = List.copyOf(problems);
    contacts = List.copyOf(contacts);
    internetLogs = List.copyOf(internetLogs);
    scores = List.copyOf(scores);
  }

  /** Whether a date lies inside the course; the day of referral and of discharge do. */
  public boolean holds(LocalDate date) {
    return !date.isBefore(received) && !isAfterDischarge(date);
  }

  /** Whether a date is later than the discharge. */
  public boolean isAfterDischarge(LocalDate date) {
    return discharged.isPresent() && date.isAfter(discharged.get());
  }
}
