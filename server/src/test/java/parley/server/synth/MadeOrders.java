package parley.server.synth;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import parley.terminology.scale.Scales;

/** Orders and referrals for tests. */
final class MadeOrders {

  static final Scales SCALES = Scales.packaged();
  static final Calibration CALIBRATION = Calibration.packaged();

  private MadeOrders() {}

  /** A year of referrals as it was known at the end of it: some courses are under way. */
  static SynthOrder year(int referrals, double errors) {
    return order(referrals, LocalDate.of(2025, 3, 31), errors);
  }

  /** A year of referrals, all of whose courses have ended. */
  static SynthOrder ended(int referrals, double errors) {
    return order(referrals, LocalDate.of(2028, 3, 31), errors);
  }

  /** Ended before any day on which this is run: a gateway takes no end that is still to come. */
  static SynthOrder longAgo(int referrals, double errors) {
    return new SynthOrder(
        referrals,
        7,
        2,
        LocalDate.of(2021, 4, 1),
        LocalDate.of(2022, 3, 31),
        LocalDate.of(2025, 3, 31),
        errors);
  }

  private static SynthOrder order(int referrals, LocalDate asOf, double errors) {
    return new SynthOrder(
        referrals, 7, 2, LocalDate.of(2024, 4, 1), LocalDate.of(2025, 3, 31), asOf, errors);
  }

  static List<MadeReferral> referrals(SynthOrder order) {
    var maker = new ReferralMaker(order, CALIBRATION, SCALES);
    return IntStream.range(0, order.referrals()).mapToObj(maker::referral).toList();
  }
}
