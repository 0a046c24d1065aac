package parley.submissions.course;

/**
 * A score that does not count, and why.
 *
 * @param score the score
 * @param reason the first reason that holds, in the order of the enum
 */
public record ExcludedScore(Score score, Reason reason) {

  /** Why a score does not count. */
  public enum Reason {
    UNKNOWN_SCALE("no such scale is known"),
    NOT_A_SCORE("the number is no possible score of the scale"),
    BEFORE_REFERRAL("it is from before the referral"),
    TO_COME("it is of a day that is still to come"),
    AFTER_DISCHARGE("it is from after the discharge"),
    EMPLOYMENT_SUPPORT("it was given in employment support"),
    SAME_MOMENT("another score of the scale has the same date and time; the higher counts");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    /** The reason in words. */
    public String text() {
      return text;
    }
  }
}
