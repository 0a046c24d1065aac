package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Attack 22 on rows: one file minus another is the row of whoever came between. */
class RepeatedRowsTest {

  private static final int REFERRALS = 1_200;
  private static final VariedPeople ALL = new VariedPeople(new MadePeople(REFERRALS));

  @TempDir Path folder;

  @Test
  void a22ReferralsThatCameBetweenTwoReleasesOfAMonthAreNotShown() {
    var order = MadeOrders.order("open-rows");
    var before = released(before(), order, "before");
    // Without the earlier ones nothing holds it back, and the difference is of those who came.
    assertThat(released(ALL, order, "blind")).isNotEqualTo(before);
    var more = new ArrayList<>(ReleasedFolder.rows(folder.resolve("blind"), "referrals"));
    ReleasedFolder.rows(folder.resolve("before"), "referrals").forEach(more::remove);
    assertThat(more).isNotEmpty();
    var place = folder.resolve("after");
    assertThat(MadeOrders.builder().build(ALL, order.after(before), place))
        .isInstanceOfSatisfying(
            ReleaseResult.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(ReleaseProblem::code)
                    .containsExactly(ReleaseProblem.Code.ROWS));
    assertThat(place).doesNotExist();
  }

  /** Several, for one alone may be a row that is left out. */
  private static VariedPeople before() {
    return new VariedPeople(new MadePeople(REFERRALS, Set.of(40, 141, 242, 343, 444, 545, 646)));
  }

  @Test
  void theSameRowsAgainAreNothingNew() {
    var order = MadeOrders.order("open-rows");
    var before = released(ALL, order, "first");
    assertThat(before).hasSize(1);
    assertThat(released(ALL, order.after(before), "again")).isEqualTo(before);
  }

  @Test
  void onlyRowsOfTheProviderAndOfAMonthInCommonAreHeldAgainst() {
    var order = MadeOrders.order("open-rows");
    var december = YearMonth.of(2026, 12);
    var other = "0".repeat(64);
    for (var harmless :
        List.of(
            new ReleasedRows("RZ8", order.first(), order.last(), other),
            new ReleasedRows("RZ9", december.plusMonths(1), december.plusMonths(3), other),
            new ReleasedRows("RZ9", YearMonth.of(2025, 1), YearMonth.of(2025, 12), other))) {
      var now = new ReleasedRows("RZ9", order.first(), order.last(), "1".repeat(64));
      assertThat(harmless.undoes(now)).as(harmless.toString()).isFalse();
      assertThat(now.undoes(harmless)).as(harmless.toString()).isFalse();
    }
    var now = new ReleasedRows("RZ9", december, december.plusMonths(2), "1".repeat(64));
    assertThat(now.undoes(new ReleasedRows("RZ9", order.first(), order.last(), other))).isTrue();
    assertThat(now.undoes(new ReleasedRows("RZ9", order.first(), order.last(), now.sha256())))
        .isFalse();
  }

  /** A provider that went over into another is still the same people. */
  @Test
  void rowsUnderAnOlderCodeOfTheProviderCount() {
    var order = MadeOrders.order("open-rows");
    var moved =
        ChangedOrder.of(order).succession(Map.of("OLD", "MID", "MID", order.provider())).order();
    var old = new ReleasedRows("OLD", order.last(), order.last(), "0".repeat(64));
    assertThat(MadeOrders.builder().build(ALL, moved.after(List.of(old)), folder.resolve("o")))
        .isInstanceOf(ReleaseResult.Refused.class);
  }

  /** Of one reading too: the second is held against the first. */
  @Test
  void twoAgreementsOfOneReadingHaveNotTheSameMonth() {
    var first = MadeOrders.order("open-rows");
    var json =
        MadeOrders.example("open-rows")
            .replace("agreement-open", "agreement-other")
            .replaceFirst(".*\"gender\".*\n", "");
    var second = MadeOrders.order(MadeOrders.agreement(json), first.optOuts());
    var results =
        MadeOrders.builder()
            .build(
                ALL,
                List.of(
                    new ReleaseWanted(first, folder.resolve("one")),
                    new ReleaseWanted(second, folder.resolve("two"))));
    assertThat(results.get(0)).isInstanceOf(ReleaseResult.Released.class);
    assertThat(results.get(1)).isInstanceOf(ReleaseResult.Refused.class);
  }

  private List<ReleasedRows> released(VariedPeople people, ReleaseOrder order, String name) {
    var result = MadeOrders.builder().build(people, order, folder.resolve(name));
    assertThat(result).isInstanceOf(ReleaseResult.Released.class);
    return ReleasedRows.in(
        order, ((ReleaseResult.Released<?>) result).manifest().product().files());
  }
}
