package parley.submissions.course;

import java.util.Optional;

/** Appointment type (improving access to psychological therapies), NHS Data Dictionary. */
public enum AppointmentType {
  ASSESSMENT("01", false),
  TREATMENT("02", true),
  ASSESSMENT_AND_TREATMENT("03", true),
  REVIEW_ONLY("04", false),
  REVIEW_AND_TREATMENT("05", true),
  FOLLOW_UP_AFTER_TREATMENT_END("06", false),
  OTHER("07", false),
  NOT_RECORDED("08", false);

  private final String code;
  private final boolean treatment;

  AppointmentType(String code, boolean treatment) {
    this.code = code;
    this.treatment = treatment;
  }

  /** The national code, two digits. */
  public String code() {
    return code;
  }

  /** Whether a contact of this type is treatment when it takes place. */
  public boolean isTreatment() {
    return treatment;
  }

  /** Whether a contact of this type is assessment when it takes place. */
  public boolean isAssessment() {
    return this == ASSESSMENT || this == ASSESSMENT_AND_TREATMENT;
  }

  /** The type of a code; {@code 1} and {@code 01} are the same. */
  public static Optional<AppointmentType> of(String code) {
    var digits = code.strip();
    var full = digits.length() == 1 ? '0' + digits : digits;
    for (var type : values()) {
      if (type.code.equals(full)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }
}
