package parley.submissions.course;

import java.util.Optional;

/** Attended or did not attend code, NHS Data Dictionary. */
public enum Attendance {
  ON_TIME("5"),
  LATE_BUT_SEEN("6"),
  LATE_AND_NOT_SEEN("7"),
  CANCELLED_BY_PATIENT("2"),
  DID_NOT_ATTEND("3"),
  CANCELLED_BY_PROVIDER("4"),
  IN_THE_FUTURE("0"),
  /** No code was given. */
  NOT_RECORDED("");

  private final String code;

  Attendance(String code) {
    this.code = code;
  }

  /** The national code, one digit; empty for {@link #NOT_RECORDED}. */
  public String code() {
    return code;
  }

  /** Whether the person was seen. */
  public boolean isAttended() {
    return this == ON_TIME || this == LATE_BUT_SEEN;
  }

  /** Whether a session was to take place and did not, whoever's doing it was. */
  public boolean isMissed() {
    return this == LATE_AND_NOT_SEEN
        || this == CANCELLED_BY_PATIENT
        || this == DID_NOT_ATTEND
        || this == CANCELLED_BY_PROVIDER;
  }

  /** The attendance of a code. */
  public static Optional<Attendance> of(String code) {
    var digits = code.strip();
    for (var attendance : values()) {
      if (!attendance.code.isEmpty() && attendance.code.equals(digits)) {
        return Optional.of(attendance);
      }
    }
    return Optional.empty();
  }
}
