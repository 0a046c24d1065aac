package parley.submissions.course;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/**
 * A care contact (table IDS201), whether it took place or not.
 *
 * @param id what tells it from others
 * @param date CareContDate, an English date
 * @param time CareContTime, English local time
 * @param type what it was for
 * @param attendance whether the person was seen
 * @param planning whether it came of an appointment
 * @param activities CodeProcAndProcStatus of its care activities (table IDS202): a SNOMED CT code
 *     or expression
 */
public record CareContact(
    String id,
    LocalDate date,
    Optional<LocalTime> time,
    AppointmentType type,
    Attendance attendance,
    Planning planning,
    List<String> activities) {

  /** NHS England's therapy code for employment support, which is no treatment. */
  private static final String EMPLOYMENT_SUPPORT = "1098051000000103";

  public CareContact {
    activities = List.copyOf(activities);
  }

  /** Planned care contact indicator. */
  public enum Planning {
    PLANNED,
    UNPLANNED,
    NOT_RECORDED
  }

  /** Whether one of its activities is employment support, in an expression or alone. */
  public boolean isEmploymentSupport() {
    return activities.stream()
        .anyMatch(activity -> activity.split("[:|]", 2)[0].strip().equals(EMPLOYMENT_SUPPORT));
  }

  /**
   * Whether it is treatment, wherever its date lies: attended or unplanned, of a type that is
   * treatment, and not employment support (TreatmentCareContact_Count, I101D29).
   */
  public boolean isTreatment() {
    return tookPlace() && type.isTreatment() && !isEmploymentSupport();
  }

  /**
   * Whether the person was seen in it, for treatment or not: attended or unplanned, and no
   * follow-up after the end of treatment. What NHS England counts in CareContact_Count (I101D28) is
   * not published; this is the rule that its measure M1011 spells out.
   */
  public boolean isSeen() {
    return tookPlace() && type != AppointmentType.FOLLOW_UP_AFTER_TREATMENT_END;
  }

  /**
   * Whether the person was assessed in it (Assessment_FirstDate, I101D23, is the first of them).
   */
  public boolean isAssessment() {
    return tookPlace() && type.isAssessment();
  }

  private boolean tookPlace() {
    return attendance.isAttended() || planning == Planning.UNPLANNED;
  }
}
