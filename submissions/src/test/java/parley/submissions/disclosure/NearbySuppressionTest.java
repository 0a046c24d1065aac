package parley.submissions.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Variable;

/** Random hierarchies, whose hidden counts a solver bounds over everything at once. */
class NearbySuppressionTest {

  private static final SmallNumberRule RULE = SmallNumberRule.TALKING_THERAPIES;

  @Test
  void noHiddenCountOfARandomHierarchyCanBePinnedDown() {
    var random = new Random(23);
    var broken = 0;
    for (var run = 0; run < 25; run++) {
      var table = hierarchy(random);
      var real = protect(table, Wishes.NONE);
      assertThat(narrow(real.cells(), table)).as("run %d", run).isEmpty();
      broken += narrow(smallOnly(table), table).size();
      real.cells()
          .forEach(
              (cell, shown) -> {
                if (shown instanceof Shown.Count count) {
                  assertThat(Math.abs(count.rounded() - table.counts().get(cell)))
                      .isLessThanOrEqualTo(2);
                }
              });
    }
    assertThat(broken).as("without secondary suppression").isPositive();
  }

  @Test
  void theProofIsOfCountsThatWouldHaveBeenPublishedSo() {
    var random = new Random(5);
    for (var run = 0; run < 10; run++) {
      var table = hierarchy(random);
      var real = protect(table, Wishes.NONE);
      var bounds = new HashMap<CellKey, HiddenBound>();
      real.proof().forEach(bound -> bounds.put(bound.cell(), bound));
      real.cells()
          .forEach(
              (cell, shown) -> {
                if (shown instanceof Shown.Hidden) {
                  assertThat(bounds.get(cell).isWide(RULE)).isTrue();
                  assertThat(table.counts().get(cell))
                      .isBetween(bounds.get(cell).low(), bounds.get(cell).high());
                }
              });
    }
  }

  @Test
  void whatWasHiddenBeforeStaysSo() {
    var counts = new TreeMap<>(Map.of(cell("A"), 40L, cell("B"), 60L, cell("T"), 100L));
    var table = new CountTable(counts, List.of(new Sum(cell("T"), List.of(cell("A"), cell("B")))));
    var wishes = new Wishes(Set.of(), Set.of(), Set.of(cell("A")), Set.of(), Map.of(), Map.of());
    assertThat(protect(table, wishes).cells().get(cell("A"))).isEqualTo(Shown.HIDDEN);
    assertThat(protect(table, Wishes.NONE).cells().get(cell("A"))).isEqualTo(new Shown.Count(40));
  }

  @Test
  void aGuardedDifferenceHidesWhatItIsTheDifferenceOf() {
    var counts = new TreeMap<>(Map.of(cell("A"), 40L, cell("A rest"), 1L, cell("T"), 41L));
    var table =
        new CountTable(counts, List.of(new Sum(cell("T"), List.of(cell("A"), cell("A rest")))));
    var unseen = Set.of(cell("A rest"));
    assertThat(
            protect(table, new Wishes(unseen, unseen, Set.of(), Set.of(), Map.of(), Map.of()))
                .cells())
        .containsValue(Shown.HIDDEN)
        .doesNotContainKey(cell("A rest"));
    assertThat(
            protect(table, new Wishes(unseen, Set.of(), Set.of(), Set.of(), Map.of(), Map.of()))
                .cells())
        .doesNotContainValue(Shown.HIDDEN);
  }

  /** 3 of 1,001, of whom 998 are shown as 1,000 too, could be no more than 4. */
  @Test
  void whatIsMissedLeastIsHiddenFirst() {
    var counts = new TreeMap<>(Map.of(cell("A"), 3L, cell("H"), 998L, cell("T"), 1001L));
    var table = new CountTable(counts, List.of(new Sum(cell("T"), List.of(cell("A"), cell("H")))));
    for (var kept : List.of(cell("H"), cell("T"))) {
      var cells = protect(table, weights(Map.of(kept, 100.0))).cells();
      assertThat(cells.get(cell("A"))).isEqualTo(Shown.HIDDEN);
      assertThat(cells.get(kept)).isEqualTo(new Shown.Count(1000));
      assertThat(cells.values()).filteredOn(Shown.HIDDEN::equals).hasSize(2);
    }
  }

  /** What was hidden for one count and is not needed once more is hidden for another is shown. */
  @Test
  void nothingIsHiddenThatNeedNotBe() {
    var random = new Random(41);
    for (var run = 0; run < 10; run++) {
      var table = hierarchy(random);
      var real = protect(table, Wishes.NONE).cells();
      var secondary =
          real.keySet().stream()
              .filter(cell -> real.get(cell).equals(Shown.HIDDEN) && table.counts().get(cell) >= 5)
              .toList();
      for (var one : secondary) {
        var less = new TreeMap<>(real);
        less.put(one, new Shown.Count((table.counts().get(one) + 2) / 5 * 5));
        assertThat(narrow(less, table)).as("%s of run %d", one, run).isNotEmpty();
      }
    }
  }

  /** Groups take nothing from totals: these are shown as if there were none. */
  @Test
  void totalsAreShownAsIfThereWereNoGroups() {
    var random = new Random(8);
    for (var run = 0; run < 10; run++) {
      var groups = new ArrayList<CellKey>();
      var counts = new TreeMap<CellKey, Long>();
      var sums = new ArrayList<Sum>();
      for (var measure : List.of("part", "rest", "whole")) {
        for (var group : List.of("f", "m", "x", "all")) {
          var key = new CellKey(measure, group, "2026-10", "primary");
          if (!group.equals("all")) {
            groups.add(key);
          }
          long count =
              measure.equals("whole")
                  ? counts.get(in(key, "part")) + counts.get(in(key, "rest"))
                  : group.equals("all")
                      ? List.of("f", "m", "x").stream()
                          .mapToLong(
                              it -> counts.get(new CellKey(measure, it, "2026-10", "primary")))
                          .sum()
                      : random.nextInt(group.equals("x") ? 6 : 80);
          counts.put(key, count);
        }
      }
      for (var group : List.of("f", "m", "x", "all")) {
        var key = new CellKey("whole", group, "2026-10", "primary");
        sums.add(new Sum(key, List.of(in(key, "part"), in(key, "rest"))));
      }
      var wholes = new HashMap<CellKey, CellKey>();
      var blocks = new HashMap<CellKey, String>();
      for (var measure : List.of("part", "rest", "whole")) {
        var total = new CellKey(measure, "all", "2026-10", "primary");
        var its = groups.stream().filter(it -> it.measure().equals(measure)).toList();
        sums.add(new Sum(total, its));
        its.forEach(it -> wholes.put(it, total));
        its.forEach(it -> blocks.put(it, "group"));
      }
      var table = new CountTable(counts, sums);
      var with =
          new Wishes(Set.of(), Set.of(), Set.of(), Set.of(), blocks, Map.of(), wholes, Map.of());
      var alone = new TreeMap<>(counts);
      alone.keySet().removeAll(groups);
      var result = protect(table, with);
      assertThat(narrow(result.cells(), table)).as("run %d", run).isEmpty();
      assertThat(result.cells())
          .as("run %d", run)
          .containsAllEntriesOf(
              protect(new CountTable(alone, sums.subList(3, 4)), Wishes.NONE).cells());
    }
  }

  private static CellKey in(CellKey key, String measure) {
    return new CellKey(measure, key.population(), key.period(), key.release());
  }

  private static Wishes weights(Map<CellKey, Double> weights) {
    return new Wishes(
        Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), Map.of(), Map.of(), weights);
  }

  @Test
  void theSameCountsGiveTheSameCells() {
    var table = hierarchy(new Random(26));
    var first = protect(table, Wishes.NONE);
    for (var run = 0; run < 5; run++) {
      assertThat(protect(table, Wishes.NONE)).isEqualTo(first);
    }
  }

  private static PublishedResult.Protected protect(CountTable table, Wishes wishes) {
    var result = NearbySuppression.of(table, wishes, RULE);
    assertThat(result).isInstanceOf(PublishedResult.Protected.class);
    return (PublishedResult.Protected) result;
  }

  private static Map<CellKey, Shown> smallOnly(CountTable table) {
    var cells = new TreeMap<CellKey, Shown>();
    table
        .counts()
        .forEach(
            (cell, count) ->
                cells.put(cell, count < 5 ? Shown.HIDDEN : new Shown.Count((count + 2) / 5 * 5)));
    return cells;
  }

  /** Hidden counts that have fewer than six values left, over the whole table. */
  private static List<CellKey> narrow(Map<CellKey, Shown> cells, CountTable table) {
    var model = new ExpressionsBasedModel();
    var variables = new TreeMap<CellKey, Variable>();
    cells.forEach(
        (cell, shown) -> {
          var variable =
              model.newVariable(cell.measure() + cell.population()).lower(0).upper(100_000);
          if (shown instanceof Shown.Count count) {
            variable.lower(Math.max(5, count.rounded() - 2)).upper(count.rounded() + 2);
          }
          variables.put(cell, variable);
        });
    for (var sum : table.sums()) {
      var expression = model.newExpression("s" + model.countExpressions()).level(0);
      sum.parts().forEach(part -> expression.set(variables.get(part), 1));
      expression.set(variables.get(sum.total()), -1);
    }
    var narrow = new ArrayList<CellKey>();
    cells.forEach(
        (cell, shown) -> {
          if (shown instanceof Shown.Hidden) {
            var variable = variables.get(cell).weight(1);
            var high = model.maximise().doubleValue(model.indexOf(variable));
            var low = model.minimise().doubleValue(model.indexOf(variable));
            variable.weight(null);
            if (Math.floor(high + 1e-6) - Math.ceil(low - 1e-6) < 5) {
              narrow.add(cell);
            }
          }
        });
    return narrow;
  }

  /** Places in two levels by categories of two breakdowns, with all margins. */
  private static CountTable hierarchy(Random random) {
    var counts = new TreeMap<CellKey, Long>();
    var sums = new ArrayList<Sum>();
    var places = 2 + random.nextInt(3);
    for (var place = 0; place < places; place++) {
      for (var category = 0; category < 4; category++) {
        long count = random.nextInt(3) == 0 ? random.nextInt(5) : 5 + random.nextInt(60);
        counts.put(cell(place + " " + category), count);
      }
      total(place + " all", place + " ", counts, sums);
    }
    for (var category : List.of("0", "1", "2", "3", "all")) {
      var parts = new ArrayList<CellKey>();
      for (var place = 0; place < places; place++) {
        parts.add(cell(place + " " + category));
      }
      var total = cell("T " + category);
      counts.put(total, parts.stream().mapToLong(counts::get).sum());
      sums.add(new Sum(total, parts));
    }
    sums.add(new Sum(cell("T all"), List.of(cell("T 0"), cell("T 1"), cell("T 2"), cell("T 3"))));
    return new CountTable(counts, sums);
  }

  private static void total(
      String name, String prefix, TreeMap<CellKey, Long> counts, List<Sum> sums) {
    var parts = new ArrayList<CellKey>();
    for (var category = 0; category < 4; category++) {
      parts.add(cell(prefix + category));
    }
    counts.put(cell(name), parts.stream().mapToLong(counts::get).sum());
    sums.add(new Sum(cell(name), parts));
  }

  private static CellKey cell(String population) {
    return new CellKey("M001", population, "2026-10", "primary");
  }
}
