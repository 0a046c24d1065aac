package parley.submissions.course;

/**
 * Where a course stands compared with what is to be expected of it.
 *
 * @param status on track, not on track, or unknown
 * @param reason why
 * @param restsOnUnverified whether a threshold that nobody could verify was used
 */
public record Trajectory(Status status, Reason reason, boolean restsOnUnverified) {

  /** The status, with the code it is written as. */
  public enum Status {
    ON_TRACK("on-track"),
    NOT_ON_TRACK("not-on-track"),
    UNKNOWN("unknown");

    private final String code;

    Status(String code) {
      this.code = code;
    }

    /** As written in answers. */
    public String code() {
      return code;
    }
  }

  /** Why a course has its status. */
  public enum Reason {
    DETERIORATED(Status.NOT_ON_TRACK, "a measure has risen reliably since the first score"),
    NO_CHANGE_BY_SIXTH_TREATMENT(
        Status.NOT_ON_TRACK,
        "six or more treatments, no reliable improvement, and a latest score at caseness"),
    IMPROVED(Status.ON_TRACK, "reliable improvement since the first scores"),
    BELOW_CASENESS(Status.ON_TRACK, "both latest scores are below caseness"),
    TOO_EARLY(Status.UNKNOWN, "fewer than six treatments, and no reliable change yet"),
    MISSING_SCORES(Status.UNKNOWN, "a measure of the pair has fewer than two scores"),
    NO_THRESHOLD(Status.UNKNOWN, "a threshold of the measure is not known");

    private final Status status;
    private final String text;

    Reason(Status status, String text) {
      this.status = status;
      this.text = text;
    }

    /** The reason in words. */
    public String text() {
      return text;
    }
  }

  static Trajectory of(Reason reason, boolean restsOnUnverified) {
    return new Trajectory(reason.status, reason, restsOnUnverified);
  }
}
