package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;

/**
 * Attack 19 on a series of releases to one recipient. The attacker knows when services are shut,
 * the quarter of a referral, of which period a release is, and that nothing later is in it.
 */
class DateSeriesAttackTest {

  private static final LocalDate NEW_YEAR = LocalDate.of(2026, 1, 1);

  /** Of England in 2026: https://www.gov.uk/bank-holidays. */
  private static final Set<LocalDate> HOLIDAYS =
      Set.of(
          NEW_YEAR,
          LocalDate.of(2026, 4, 3),
          LocalDate.of(2026, 4, 6),
          LocalDate.of(2026, 5, 4),
          LocalDate.of(2026, 5, 25),
          LocalDate.of(2026, 8, 31),
          LocalDate.of(2026, 12, 25),
          LocalDate.of(2026, 12, 28));

  /** First and last months of releases that may be made one after the other. */
  private static final List<List<int[]>> SERIES =
      List.of(
          List.of(new int[] {1, 12}),
          List.of(new int[] {1, 3}, new int[] {4, 6}, new int[] {7, 9}, new int[] {10, 12}),
          List.of(new int[] {1, 6}, new int[] {7, 12}),
          List.of(new int[] {1, 1}, new int[] {2, 7}, new int[] {8, 12}),
          List.of(new int[] {1, 9}, new int[] {10, 12}),
          IntStream.rangeClosed(1, 12).mapToObj(month -> new int[] {month, month}).toList());

  private static final Set<Integer> EVERY_FIFTH =
      IntStream.range(0, 40).filter(i -> i % 5 == 0).boxed().collect(Collectors.toSet());

  @TempDir Path folder;

  /** One referral on each day of the year, with six contacts a week apart on working days. */
  @Test
  @Attack(
      value = 19,
      by = "a series of releases",
      off = "rules of days and periods: every field in every release")
  void a19ASeriesOfReleasesDoesNotGiveTheDateOfAReferral() {
    var open = new ArrayList<Integer>();
    var shut = new ArrayList<Integer>();
    for (var series : SERIES) {
      for (var referral = NEW_YEAR; referral.getYear() == 2026; ) {
        shut.add(possible(referral, series, false).size());
        var left = possible(referral, series, true);
        assertThat(left).as("the attack is right").contains(referral);
        open.add(left.size());
        referral = referral.plusDays(1);
      }
    }
    Defence.holds("date of a referral", few(open), few(shut));
    assertThat(open.stream().mapToInt(it -> it).min()).as("dates left").hasValue(21);
    assertThat(shut.stream().mapToInt(it -> it).min()).as("with all days").hasValue(1);
  }

  private static long few(List<Integer> left) {
    return left.stream().filter(it -> it < 11).count();
  }

  /** Dates on which a referral may have come, by the one release of the series that has it. */
  private static List<LocalDate> possible(
      LocalDate referral, List<int[]> series, boolean defended) {
    for (var months : series) {
      var first = LocalDate.of(2026, months[0], 1);
      var last = YearMonth.of(2026, months[1]).atEndOfMonth();
      if (!referral.isBefore(first) && !referral.isAfter(last)) {
        var window = new DayWindow(first, last, true);
        var days =
            contacts(referral).stream()
                .filter(day -> !day.isAfter(last))
                .map(day -> ChronoUnit.DAYS.between(referral, day))
                .filter(it -> !defended || window.isOpen(referral.toString(), it.toString()))
                .toList();
        var quarter = LocalDate.of(2026, (referral.getMonthValue() - 1) / 3 * 3 + 1, 1);
        return quarter
            .datesUntil(quarter.plusMonths(3))
            .filter(date -> !date.isBefore(first) && !date.isAfter(last))
            .filter(date -> days.stream().allMatch(it -> fits(date.plusDays(it), last)))
            .toList();
      }
    }
    throw new IllegalStateException("a series has every month of the year");
  }

  private static boolean fits(LocalDate contact, LocalDate last) {
    return isOpen(contact) && !contact.isAfter(last);
  }

  private static List<LocalDate> contacts(LocalDate referral) {
    var first = referral.plusDays(5 + referral.getDayOfYear() * 11 % 35);
    return IntStream.range(0, 6)
        .mapToObj(
            week -> {
              var day = first.plusWeeks(week);
              while (!isOpen(day)) {
                day = day.plusDays(1);
              }
              return day;
            })
        .toList();
  }

  private static boolean isOpen(LocalDate day) {
    return day.getDayOfWeek() != DayOfWeek.SATURDAY
        && day.getDayOfWeek() != DayOfWeek.SUNDAY
        && !HOLIDAYS.contains(day);
  }

  /** A month at a time, each release to the end of one month more, dates every contact. */
  @Test
  void a19ReleasesOfOneRecipientDoNotCutAcrossEachOther() {
    var order = MadeOrders.order("evaluation");
    var people = new MadePeople(40);
    var before = to("X-EXAMPLE-UNIVERSITY", "RZ9", 1, 11, "0");
    assertThat(
            MadeOrders.builder().build(people, order.after(List.of(before)), folder.resolve("x")))
        .isInstanceOfSatisfying(
            ReleaseResult.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(ReleaseProblem::location)
                    .containsExactly("period"));
    for (var harmless :
        List.of(
            to("X-ANOTHER", "RZ9", 1, 11, "0"),
            to("X-EXAMPLE-UNIVERSITY", "RZ8", 1, 11, "0"),
            to("X-EXAMPLE-UNIVERSITY", "RZ9", 1, 12, "0"))) {
      var place = folder.resolve(Integer.toHexString(harmless.hashCode()));
      assertThat(MadeOrders.builder().build(people, order.after(List.of(harmless)), place))
          .as("%s", harmless)
          .isInstanceOf(ReleaseResult.Released.class);
    }
  }

  /** By its old code its people would be counted and shown as if for the first time. */
  @Test
  void a22AProviderIsOrderedByTheCodeItHasNow() {
    var order = MadeOrders.order("figures");
    var old =
        new ReleaseOrder(
            order.agreement(),
            order.provider(),
            Map.of("RZ9", "RX0", "RX0", "RX1"),
            order.first(),
            order.last(),
            order.figures(),
            order.earlier(),
            order.keys(),
            order.keyId(),
            order.optOuts(),
            order.made(),
            order.software(),
            order.limits(),
            order.rows());
    assertThat(MadeOrders.builder().build(new MadePeople(1), old, folder.resolve("old")))
        .isInstanceOfSatisfying(
            ReleaseResult.Refused.class,
            refused ->
                assertThat(refused.problems())
                    .extracting(ReleaseProblem::location, ReleaseProblem::remedy)
                    .containsExactly(
                        tuple(
                            "provider",
                            "order it of RX1, which has what was recorded under the old one too")));
  }

  private static ReleasedRows to(
      String recipient, String provider, int first, int last, String sha256) {
    return ReleasedRows.of(
            "PSEUDONYMISED",
            "PSEUDONYMISED-referrals-2026.csv",
            new ReleasedRows(provider, YearMonth.of(2026, first), YearMonth.of(2026, last), sha256),
            recipient,
            "of another agreement")
        .orElseThrow();
  }

  /** With the same pseudonyms whoever is gone from the second one opted out meanwhile. */
  @Test
  @Attack(value = 27, by = "a release made again", off = "the register of releases")
  void a27AnUnlinkableReleaseMadeAgainDoesNotTellWhoOptedOut() {
    var agreement =
        MadeOrders.agreement(
            MadeOrders.example("evaluation")
                .replace(
                    "\"linkable\", \"valueBoolean\": true",
                    "\"linkable\", \"valueBoolean\": false"));
    var people = new MadePeople(40);
    var order = MadeOrders.order(agreement, MadeOrders.nobody());
    var first = MadeOrders.builder().build(people, order, folder.resolve("first"));
    var released =
        ReleasedRows.in(order, ((ReleaseResult.Released<?>) first).manifest().product().files());
    assertThat(released).hasSize(3);
    var optedOut = MadeOrders.with(order, MadeOrders.people(EVERY_FIFTH)).after(released);
    Defence.holds(
        "who opted out",
        gone(people, optedOut, "on"),
        gone(people, optedOut.after(List.of()), "off"));
    // The same bytes tell nothing, and a new version has other pseudonyms.
    assertThat(MadeOrders.builder().build(people, order.after(released), folder.resolve("again")))
        .isInstanceOf(ReleaseResult.Released.class);
  }

  /** How many pseudonyms of the first release are not in another one, when that is released. */
  private long gone(MadePeople people, ReleaseOrder order, String name) {
    var place = folder.resolve(name);
    if (MadeOrders.builder().build(people, order, place) instanceof ReleaseResult.Refused) {
      return 0;
    }
    var now = ReleasedFolder.column(place, "referrals", "patientToken");
    return ReleasedFolder.column(folder.resolve("first"), "referrals", "patientToken").stream()
        .filter(it -> !now.contains(it))
        .count();
  }
}
