package parley.server.synth;

import java.time.LocalDate;
import parley.terminology.scale.Scales;

/**
 * The courses of a synthetic service of one year, one after the other, each of a person who comes
 * for the first time: the referrals that {@code ./parley synth} makes of the same order without
 * planted errors. Not for several threads.
 */
public final class MadeCourses {

  /** Referrals of people who may have come before are left out. */
  private static final int COMES_AGAIN = 10;

  private final ReferralMaker maker;
  private final Scales scales = Scales.packaged();
  private int next;

  /**
   * From the first person on.
   *
   * @param seed decides who they are and how it goes with them
   * @param asOf the courses are as they are known at the end of this day
   */
  public MadeCourses(long seed, LocalDate asOf) {
    var order = new SynthOrder(NhsNumbers.MANY, seed, 1, asOf.minusYears(1), asOf, asOf, 0);
    this.maker = new ReferralMaker(order, Calibration.packaged(), scales);
  }

  /** The next course. */
  public MadeCourse next() {
    if (next % COMES_AGAIN == COMES_AGAIN - 1) {
      next++;
    }
    return new MadeCourse(maker.referral(next++), scales);
  }
}
