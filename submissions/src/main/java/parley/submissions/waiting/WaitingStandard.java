package parley.submissions.waiting;

/**
 * How long a wait may last, by the national measures; the figures are days, and a wait of exactly
 * so many is within the standard. Sources: the constructions of the measures as NHS England
 * publishes them.
 */
public enum WaitingStandard {
  /** M036: 42 days or less from referral to first treatment. */
  SIX_WEEKS("six-weeks", Wait.Until.FIRST_TREATMENT, 42),
  /** M037: 126 days or less from referral to first treatment. */
  EIGHTEEN_WEEKS("eighteen-weeks", Wait.Until.FIRST_TREATMENT, 126),
  /** M046: over 28 days from first to second treatment. */
  TWENTY_EIGHT_DAYS("twenty-eight-days", Wait.Until.SECOND_TREATMENT, 28),
  /** M047: over 90 days from first to second treatment. */
  NINETY_DAYS("ninety-days", Wait.Until.SECOND_TREATMENT, 90);

  private final String code;
  private final Wait.Until until;
  private final long days;

  WaitingStandard(String code, Wait.Until until, long days) {
    this.code = code;
    this.until = until;
    this.days = days;
  }

  public String code() {
    return code;
  }

  /** The wait it is about. */
  public Wait.Until until() {
    return until;
  }

  /** The longest wait within the standard. */
  public long days() {
    return days;
  }

  /** Whether a wait of so many days is longer. */
  public boolean isBreached(long waited) {
    return waited > days;
  }
}
