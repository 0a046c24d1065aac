package parley.submissions.disclosure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that are hidden so that who knows everything of a person finds nobody: any rows do. */
class AlikeRowsTest {

  private static final List<String> QUASI = List.of("a", "b");
  private static final List<String> SENSITIVE = List.of("c", "d", "e");
  private static final List<String> COLUMNS = List.of("a", "b", "c", "d", "e");
  private static final RowRule RULE = new RowRule(QUASI, SENSITIVE, 5, 2, true);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void anyRowsComeOutAlikeInEverythingOfKPeople(int seed) throws IOException {
    var given = random(seed, 400, 1 + seed % 3);
    var made = made(given);
    assertThat(made.table().rows()).as("what is left").hasSizeGreaterThan(390);
    assertThat(made.folded()).as("cells hidden of 2,000").isLessThan(900);
    var people = new HashMap<List<String>, Set<String>>();
    for (var at = 0; at < made.table().rows().size(); at++) {
      people
          .computeIfAbsent(made.table().rows().get(at), none -> new HashSet<>())
          .add(made.table().people().get(at));
    }
    assertThat(people.values()).allMatch(its -> its.size() >= RULE.k());
    assertThat(RowFileCheck.of(new ByteArrayInputStream(bytes(made.table())), RULE).faults())
        .isEmpty();
    // The same rows as they were given have faults, and of people who come again too few.
    assertThat(RowFileCheck.of(new ByteArrayInputStream(bytes(given)), RULE).faults()).isNotEmpty();
  }

  @Test
  void theOrderOfTheRowsDoesNotMatter() {
    var given = random(9, 400, 2);
    var order = new ArrayList<>(IntStream.range(0, 400).boxed().toList());
    Collections.shuffle(order, new Random(3));
    var other =
        new RowTable(
            COLUMNS,
            order.stream().map(given.rows()::get).toList(),
            order.stream().map(given.people()::get).toList());
    assertThat(bytes(made(other).table())).isEqualTo(bytes(made(given).table()));
  }

  /** Twelve that differ from all others in one column lose that one, and no other of anybody. */
  @Test
  void oneRareColumnCostsOneCell() {
    var rows = new ArrayList<List<String>>();
    for (var at = 0; at < 400; at++) {
      var rare = at < 12 ? "rare " + at % 4 : "often " + at % 2;
      rows.add(List.of("x", "y", at / 2 % 2 == 0 ? "p" : "q", at / 4 % 2 == 0 ? "r" : "s", rare));
    }
    var table = new RowTable(COLUMNS, rows);
    var made =
        (RowRelease.Made) RowSuppression.of(table, new RowRule(QUASI, SENSITIVE, 2, 2, true));
    assertThat(made.table().rows()).hasSize(400);
    assertThat(made.folded()).isLessThanOrEqualTo(12);
    assertThat(made.table().rows()).filteredOn(row -> row.contains("*")).hasSizeLessThan(13);
  }

  /** What is kept is all that can be: groups of too few go, and what they alone made varied. */
  @Test
  void theMostRowsAreKeptThatCanBeShownWithSomeColumns() {
    for (var seed = 20; seed < 26; seed++) {
      var table = random(seed, 200, 2);
      var kinds = new RowKinds(COLUMNS.size(), table.rows(), table.people());
      var shown = new ShownColumns(kinds, RULE, new int[] {2, 3, 4});
      var all = IntStream.range(0, kinds.size()).toArray();
      for (var columns = 0L; columns < 32; columns++) {
        var rows = new HashSet<Integer>();
        var kept = IntStream.of(shown.kept(columns, all)).boxed().collect(Collectors.toSet());
        for (var at = 0; at < table.rows().size(); at++) {
          if (kept.contains(kinds.kindOfRow(at))) {
            rows.add(at);
          }
        }
        assertThat(rows).as("seed %s, columns %s", seed, columns).isEqualTo(most(table, columns));
      }
    }
  }

  /** By taking out what is bad in rows of text, again and again. */
  private static Set<Integer> most(RowTable table, long columns) {
    var left = new HashSet<>(IntStream.range(0, table.rows().size()).boxed().toList());
    boolean changed;
    do {
      var people = new HashMap<List<String>, Set<String>>();
      var values = new HashMap<List<String>, Set<String>>();
      for (var at : left) {
        var row = table.rows().get(at);
        add(people, less(row, columns), table.people().get(at));
        for (var column = 2; column < 5; column++) {
          add(values, beside(row, columns, column), row.get(column));
        }
      }
      values.values().forEach(its -> its.removeAll(RowRule.NO_VALUES));
      changed =
          left.removeIf(
              at -> {
                var row = table.rows().get(at);
                return people.get(less(row, columns)).size() < RULE.k()
                    || IntStream.range(2, 5)
                        .filter(column -> (columns >> column & 1) == 1)
                        .anyMatch(
                            column -> values.get(beside(row, columns, column)).size() < RULE.l());
              });
    } while (changed);
    return left;
  }

  /** All that is shown but one column, and which that is. */
  private static List<String> beside(List<String> row, long columns, int column) {
    var beside = new ArrayList<>(less(row, columns & ~(1L << column)));
    beside.add("but " + column);
    return beside;
  }

  private static void add(Map<List<String>, Set<String>> to, List<String> key, String value) {
    to.computeIfAbsent(key, none -> new HashSet<>()).add(value);
  }

  private static List<String> less(List<String> row, long columns) {
    return IntStream.range(0, row.size())
        .mapToObj(at -> (columns >> at & 1) == 1 ? row.get(at) : "*")
        .toList();
  }

  private static RowRelease.Made made(RowTable table) {
    return (RowRelease.Made) RowSuppression.of(table, RULE);
  }

  private static byte[] bytes(RowTable table) {
    var out = new ByteArrayOutputStream();
    RowFile.write(table, out);
    return out.toByteArray();
  }

  /** Columns that hang together, some without a value, of people with several rows. */
  private static RowTable random(int seed, int size, int rowsEach) {
    var random = new Random(seed);
    var rows = new ArrayList<List<String>>();
    var people = new ArrayList<String>();
    for (var at = 0; at < size; at++) {
      var c = Math.min(random.nextInt(4), random.nextInt(4));
      var d = random.nextInt(3) == 0 ? c : random.nextInt(3);
      rows.add(
          List.of(
              "a" + Math.min(random.nextInt(6), random.nextInt(6)),
              "b" + random.nextInt(2),
              c == 2 ? "not known" : "c" + c,
              "d" + d,
              d == 0 ? "other" : "e" + random.nextInt(2)));
      people.add("p" + at / rowsEach);
    }
    return new RowTable(COLUMNS, rows, people);
  }
}
