package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Ten thousand referrals against the published figures, with the tolerances of docs/synth.md. */
class CalibrationTest {

  private static final Calibration PUBLISHED = MadeOrders.CALIBRATION;

  /** Fewer courses than this say little about a mean. */
  private static final int ENOUGH = 200;

  private static final TruthTotals MADE = new TruthTotals();

  @BeforeAll
  static void make() {
    var order = MadeOrders.ended(10_000, 0.05);
    var maker = new ReferralMaker(order, PUBLISHED, MadeOrders.SCALES);
    for (var n = 0; n < order.referrals(); n++) {
      MADE.add(Truth.of(maker.referral(n)));
    }
  }

  @Test
  void accessAttendanceAndWaits() {
    near("access-share", PUBLISHED.england("access-share"), 0.02);
    near("finished-share", share("finished", "referrals"), 0.02);
    near("missed-share", PUBLISHED.england("missed-share"), 0.01);
    near("within-42-days", PUBLISHED.england("within-42-days"), 0.025);
    near("within-126-days", PUBLISHED.england("within-126-days"), 0.01);
    near("treatments-of-finished", PUBLISHED.england("treatments-of-finished"), 0.4);
  }

  @Test
  void outcomes() {
    var eligible = PUBLISHED.england("finished") - PUBLISHED.england("not-at-caseness");
    near("recovery", PUBLISHED.england("recovered") / eligible, 0.025);
    near("reliable-recovery", PUBLISHED.england("reliably-recovered") / eligible, 0.025);
    near("reliable-improvement", share("improved", "finished"), 0.025);
    near("reliable-deterioration", share("deteriorated", "finished"), 0.01);
    var finished = (double) MADE.count("finished");
    assertThat(MADE.count("not-at-caseness") / finished)
        .isCloseTo(share("not-at-caseness", "finished"), offset(0.01));
  }

  @Test
  void firstAndLastScoresByTherapy() {
    var enough = 0;
    for (var therapy : Therapy.values()) {
      var means = MADE.means(therapy);
      if (means.count("phq9-end-mean") < ENOUGH) {
        continue;
      }
      enough++;
      for (var figure :
          List.of("phq9-start-mean", "phq9-end-mean", "gad7-start-mean", "gad7-end-mean")) {
        assertThat(means.mean(figure))
            .as("%s of %s", figure, therapy.id())
            .isCloseTo(PUBLISHED.of(therapy, figure), offset(1.5));
      }
    }
    assertThat(enough).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aStatedShareHasAnErrorOfEachKind() {
    var planted = MADE.errors().values().stream().mapToLong(Long::longValue).sum();
    // Some cannot be planted where they are thrown, such as a wrong score in a course without any.
    assertThat(planted / 10_000.0).isBetween(0.035, 0.05);
    assertThat(MADE.errors()).containsOnlyKeys(PlantedError.values());
  }

  private static double share(String part, String of) {
    return PUBLISHED.england(part) / PUBLISHED.england(of);
  }

  private static void near(String rate, double published, double tolerance) {
    assertThat(MADE.rates().get(rate)).as(rate).isCloseTo(published, offset(tolerance));
  }
}
