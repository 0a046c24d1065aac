package parley.submissions.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Attacks 22 to 26 on counts. Each is made on what {@link CountSuppression} publishes, and on what
 * would be published with one defence off, where it has to work.
 */
class CountAttackTest {

  private static final SmallNumberRule RULE = SmallNumberRule.TALKING_THERAPIES;

  /** Which defence of the publication is off. */
  private enum Off {
    NOTHING,
    SECONDARY,
    EARLIER_RELEASES,
    STICKY,
    ROUNDING
  }

  @Test
  void a22MonthsAndYearToDateDoNotGiveAHiddenMonth() {
    var counts = new TreeMap<CellKey, Long>();
    var months =
        IntStream.rangeClosed(4, 6).mapToObj(m -> cell("A", "2026-0" + m, "primary")).toList();
    var year = cell("A", "2026-04 to 2026-06", "primary");
    var earlier =
        Map.<CellKey, Shown>of(
            months.get(0), new Shown.Count(40), months.get(1), new Shown.Count(60));
    counts.put(months.get(2), 1L);
    counts.put(year, 97L);
    var table = new CountTable(counts, List.of(new Sum(year, months)));

    assertThat(narrow(publish(table, earlier, Off.SECONDARY), earlier, table.sums())).isNotEmpty();
    assertThat(narrow(publish(table, earlier, Off.EARLIER_RELEASES), earlier, table.sums()))
        .isNotEmpty();
    var real = publish(table, earlier, Off.NOTHING);
    assertThat(narrow(real, earlier, table.sums())).isEmpty();
    assertThat(real.get(year)).isEqualTo(Shown.HIDDEN);
  }

  @Test
  void a22OnePatientMoreChangesNothingOrAWholeStep() {
    for (var count = 0L; count < 200; count++) {
      var before =
          publish(single("primary", count), Map.of(), Off.NOTHING).get(cell("A", "m", "primary"));
      var after =
          publish(single("primary", count + 1), Map.of(), Off.NOTHING)
              .get(cell("A", "m", "primary"));
      if (before instanceof Shown.Count a && after instanceof Shown.Count b) {
        assertThat(b.rounded() - a.rounded()).isIn(0L, 5L);
      }
    }
    var exact =
        publish(single("primary", 41), Map.of(), Off.ROUNDING).get(cell("A", "m", "primary"));
    assertThat(exact).isEqualTo(new Shown.Count(41));
  }

  @Test
  void a22WhatThePrimaryHidTheRefreshHidesToo() {
    var primary = publish(single("primary", 4), Map.of(), Off.NOTHING);
    var refresh = cell("A", "m", "refresh");

    assertThat(publish(single("refresh", 5), primary, Off.NOTHING).get(refresh))
        .isEqualTo(Shown.HIDDEN);
    assertThat(publish(single("refresh", 5), primary, Off.STICKY).get(refresh))
        .isEqualTo(new Shown.Count(5));
  }

  @Test
  void a22WhatWasPublishedCannotBeTakenBackSoTheReleaseIsRefused() {
    var total = cell("T", "m", "primary");
    var visible = cell("A", "m", "primary");
    var late = cell("B", "m", "primary");
    var earlier = Map.<CellKey, Shown>of(total, new Shown.Count(40), visible, new Shown.Count(40));
    var table =
        new CountTable(
            new TreeMap<>(Map.of(late, 2L)), List.of(new Sum(total, List.of(visible, late))));

    assertThat(CountSuppression.of(table, earlier, RULE))
        .isInstanceOfSatisfying(
            PublishedResult.Refused.class, refused -> assertThat(refused.cell()).isEqualTo(late));
  }

  @Test
  void a23NoHiddenCellOfAHierarchyCanBeBounded() {
    var random = new Random(23);
    var broken = 0;
    for (var run = 0; run < 40; run++) {
      var table = hierarchy(random);
      var real = publish(table, Map.of(), Off.NOTHING);
      assertThat(narrow(real, Map.of(), table.sums())).isEmpty();
      assertThat(exhausted(real, table)).as("run %d", run).isTrue();
      broken += narrow(publish(table, Map.of(), Off.SECONDARY), Map.of(), table.sums()).size();
    }
    assertThat(broken).isPositive();
  }

  @Test
  void a23RowsAndColumnsTogetherGiveNothing() {
    var random = new Random(24);
    var broken = 0;
    for (var run = 0; run < 25; run++) {
      var table = crossTable(random);
      var result = (PublishedResult.Protected) CountSuppression.of(table, Map.of(), RULE);
      assertThat(result.proof()).allMatch(bound -> bound.high() - bound.low() >= 5);
      assertThat(narrow(result.cells(), Map.of(), table.sums())).isEmpty();
      broken += narrow(publish(table, Map.of(), Off.SECONDARY), Map.of(), table.sums()).size();
    }
    assertThat(broken).isPositive();
  }

  @Test
  void a24NoPercentageWithAHiddenPartAndNoneFromExactCounts() {
    var ten = new Shown.Count(10);
    var fifteen = new Shown.Count(15);
    assertThat(RULE.percentage(ten, fifteen, new Shown.Count(5))).contains(new BigDecimal("66.7"));
    assertThat(RULE.percentage(Shown.HIDDEN, fifteen, ten)).isEmpty();
    assertThat(RULE.percentage(ten, Shown.HIDDEN, ten)).isEmpty();
    assertThat(RULE.percentage(fifteen, fifteen, Shown.HIDDEN)).isEmpty();
    // From exact counts the attacker finds the only fraction: 66.7 of 21 is 14 and nothing else.
    assertThat(IntStream.rangeClosed(0, 21).filter(n -> Math.round(n * 1000 / 21.0) == 667).boxed())
        .containsExactly(14);
    var possible = new ArrayList<Integer>();
    for (var n = 0; n <= 12; n++) {
      if (n >= RULE.least(10) && n <= RULE.greatest(10)) {
        possible.add(n);
      }
    }
    assertThat(possible).hasSize(5);
    assertThat(RULE.statistic(BigDecimal.TEN, 7, ten)).isEmpty();
    assertThat(RULE.statistic(BigDecimal.TEN, 8, Shown.HIDDEN)).isEmpty();
    assertThat(RULE.statistic(BigDecimal.TEN, 8, ten)).contains(BigDecimal.TEN);
  }

  @Test
  void a25NoZeroIsEverVisible() {
    for (var count = 0L; count < 5; count++) {
      assertThat(publish(single("primary", count), Map.of(), Off.NOTHING).values())
          .containsOnly(Shown.HIDDEN);
    }
    assertThat(publish(single("primary", 0), Map.of(), Off.ROUNDING).values())
        .containsOnly(new Shown.Count(0));
    assertThat(Shown.HIDDEN).hasToString("*");
  }

  @Test
  void a26TheSameQuestionHasTheSameAnswer() {
    var table = crossTable(new Random(26));
    var first = CountSuppression.of(table, Map.of(), RULE);
    for (var run = 0; run < 5; run++) {
      assertThat(CountSuppression.of(table, Map.of(), RULE)).isEqualTo(first);
    }
  }

  @Test
  void sumsThatDoNotAddUpAreAFault() {
    var counts = new TreeMap<>(Map.of(cell("T", "m", "p"), 3L, cell("A", "m", "p"), 2L));
    assertThatThrownBy(
            () ->
                new CountTable(
                    counts, List.of(new Sum(cell("T", "m", "p"), List.of(cell("A", "m", "p"))))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Map<CellKey, Shown> publish(
      CountTable table, Map<CellKey, Shown> earlier, Off off) {
    if (off == Off.SECONDARY || off == Off.ROUNDING) {
      var cells = new TreeMap<CellKey, Shown>();
      table
          .counts()
          .forEach(
              (cell, count) ->
                  cells.put(
                      cell,
                      off == Off.ROUNDING
                          ? new Shown.Count(count)
                          : count < 5 ? Shown.HIDDEN : new Shown.Count((count + 2) / 5 * 5)));
      return cells;
    }
    var known =
        off == Off.EARLIER_RELEASES || off == Off.STICKY ? Map.<CellKey, Shown>of() : earlier;
    return ((PublishedResult.Protected) CountSuppression.of(table, known, RULE)).cells();
  }

  private static List<HiddenBound> narrow(
      Map<CellKey, Shown> cells, Map<CellKey, Shown> earlier, List<Sum> sums) {
    var all = new HashMap<>(earlier);
    all.putAll(cells);
    return IntervalBounds.narrow(all, sums, RULE);
  }

  /** The truth itself is one of the possibilities: the publication tells no lie. */
  private static boolean exhausted(Map<CellKey, Shown> cells, CountTable table) {
    return table.counts().entrySet().stream()
        .allMatch(
            entry ->
                !(cells.get(entry.getKey()) instanceof Shown.Count shown)
                    || Math.abs(entry.getValue() - shown.rounded()) <= 2);
  }

  private static CountTable single(String release, long count) {
    return new CountTable(new TreeMap<>(Map.of(cell("A", "m", release), count)), List.of());
  }

  /** An ICB with sub-ICBs with providers. */
  private static CountTable hierarchy(Random random) {
    var counts = new TreeMap<CellKey, Long>();
    var sums = new ArrayList<Sum>();
    var subs = new ArrayList<CellKey>();
    var total = 0L;
    for (var sub = 0; sub < 3; sub++) {
      var providers = new ArrayList<CellKey>();
      var inSub = 0L;
      for (var at = 0; at < 3; at++) {
        var count = random.nextInt(4) == 0 ? random.nextInt(5) : 5 + random.nextInt(200);
        var key = cell("sub " + sub + ", provider " + at, "m", "primary");
        counts.put(key, (long) count);
        providers.add(key);
        inSub += count;
      }
      var key = cell("sub " + sub, "m", "primary");
      counts.put(key, inSub);
      subs.add(key);
      sums.add(new Sum(key, providers));
      total += inSub;
    }
    counts.put(cell("ICB", "m", "primary"), total);
    sums.add(new Sum(cell("ICB", "m", "primary"), subs));
    return new CountTable(counts, sums);
  }

  /** Age by gender, with both margins: sums in circles. */
  private static CountTable crossTable(Random random) {
    var counts = new TreeMap<CellKey, Long>();
    var rows = new ArrayList<Sum>();
    var byColumn = new HashMap<Integer, List<CellKey>>();
    for (var row = 0; row < 4; row++) {
      var parts = new ArrayList<CellKey>();
      var sum = 0L;
      for (var column = 0; column < 4; column++) {
        long count = random.nextInt(4) == 0 ? random.nextInt(5) : 5 + random.nextInt(100);
        var key = cell(row + " by " + column, "m", "primary");
        counts.put(key, count);
        parts.add(key);
        byColumn.computeIfAbsent(column, none -> new ArrayList<>()).add(key);
        sum += count;
      }
      var key = cell("row " + row, "m", "primary");
      counts.put(key, sum);
      rows.add(new Sum(key, parts));
    }
    byColumn.forEach(
        (column, parts) -> {
          var key = cell("column " + column, "m", "primary");
          counts.put(key, parts.stream().mapToLong(counts::get).sum());
          rows.add(new Sum(key, parts));
        });
    return new CountTable(counts, rows);
  }

  private static CellKey cell(String population, String period, String release) {
    return new CellKey("M001", population, period, release);
  }
}
