package parley.server.synth;

import java.time.LocalDate;
import parley.terminology.scale.Scale;
import parley.terminology.scale.Scales;

/**
 * What people come with, one after the other: those of the referrals of a synthetic service who
 * were assessed. The demonstration's people have it from here. Not for several threads.
 */
public final class Presentations {

  private static final LocalDate FROM = LocalDate.of(2024, 4, 1);
  private static final LocalDate TO = LocalDate.of(2025, 3, 31);

  private final ReferralMaker maker;
  private int next;

  /**
   * From the first person on.
   *
   * @param seed decides who they are
   */
  public Presentations(long seed) {
    var order = new SynthOrder(NhsNumbers.MANY, seed, 1, FROM, TO, TO.plusYears(3), 0);
    this.maker = new ReferralMaker(order, Calibration.packaged(), Scales.packaged());
  }

  /**
   * What one person comes with.
   *
   * @param phq9 first score, 0 to 27
   * @param gad7 first score, 0 to 21
   */
  public record Presentation(Complaint complaint, int phq9, int gad7) {}

  /** The next person who was assessed. */
  public Presentation next() {
    while (true) {
      var truth = Truth.of(maker.referral(next));
      next++;
      var phq9 = truth.first(Scale.PHQ_9);
      var gad7 = truth.first(Scale.GAD_7);
      if (phq9.isPresent() && gad7.isPresent()) {
        return new Presentation(truth.referral().complaint(), phq9.get(), gad7.get());
      }
    }
  }
}
