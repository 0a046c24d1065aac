package parley.submissions.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.submissions.disclosure.RowPeople.EVERYTHING;
import static parley.submissions.disclosure.RowPeople.PEOPLE;
import static parley.submissions.disclosure.RowPeople.QUASI;
import static parley.submissions.disclosure.RowPeople.RULE;
import static parley.submissions.disclosure.RowPeople.SENSITIVE;
import static parley.submissions.disclosure.RowPeople.check;
import static parley.submissions.disclosure.RowPeople.generalised;
import static parley.submissions.disclosure.RowPeople.made;
import static parley.submissions.disclosure.RowPeople.release;
import static parley.submissions.disclosure.RowPeople.row;
import static parley.submissions.disclosure.RowPeople.values;
import static parley.submissions.disclosure.RowPeople.with;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.disclosure.RowPeople.Person;

/**
 * Attacks 20 and 21 on anonymous rows of made people: rare codes, and classes that are all alike.
 */
class RareCodeAttackTest {

  @Test
  @Attack(value = 20, by = "rare codes", off = "suppression of values")
  void a20RareCodesBecomeOther() {
    var on = values(release(PEOPLE, RULE).table(), 4);
    Defence.holds("codes of fewer than k", few(on), few(values(generalised(PEOPLE), 4)));
    assertThat(on).containsKey("other").doesNotContainKeys("rare 1", "rare 2", "rare 3");
  }

  private static long few(HashMap<String, Integer> values) {
    return values.values().stream().filter(count -> count < 11).count();
  }

  /** A value that only one person has, many times, is as rare as that person. */
  @Test
  @Attack(value = 20, by = "forty rows of one person", off = "k of people: of rows")
  void a20AValueOfFewPeopleBecomesOther() {
    var table = generalised(PEOPLE);
    var rows = new ArrayList<>(table.rows());
    var people = new ArrayList<>(table.people());
    for (var at = 0; at < 40; at++) {
      var row = new ArrayList<>(rows.get(at));
      row.set(4, "of one person");
      rows.set(at, row);
      people.set(at, "one");
    }
    Defence.holds(
        "rows that say it",
        values(made(new RowTable(table.columns(), rows, people)).table(), 4)
            .getOrDefault("of one person", 0),
        values(made(new RowTable(table.columns(), rows)).table(), 4)
            .getOrDefault("of one person", 0));
  }

  /** All rows less those whose complaint is told: how many are left are of the rare ones. */
  @Test
  @Attack(
      value = 20,
      by = "a rare code, as a total less its parts",
      off = "the next rarest hidden too")
  void a20ARareCodeIsNotCountedFromTotals() {
    var rows = new ArrayList<>(PEOPLE);
    rows.removeIf(person -> person.complaint().startsWith("rare") && !isOne(person, "rare 1"));
    var table = generalised(rows);
    Defence.holds(
        "a total less its parts",
        left(release(rows, EVERYTHING).table(), 4),
        left(primary(table), 4));
  }

  /** Any two columns against each other, and each row and column of that against its total. */
  @Test
  @Attack(
      value = 20,
      by = "a rare code, from two columns",
      off = "k and l of all columns: of the quasi-identifiers alone")
  void a20ARareCodeIsNotCountedFromTwoColumns() {
    Defence.holds(
        "two columns",
        pairs(release(PEOPLE, EVERYTHING).table()),
        pairs(release(PEOPLE, RULE).table()));
  }

  private static boolean isOne(Person person, String complaint) {
    return person.complaint().equals(complaint);
  }

  /** The defence off: rare values are replaced, and no next one to hide them among. */
  private static RowTable primary(RowTable table) {
    var counts = new HashMap<String, Integer>();
    table.rows().forEach(row -> counts.merge(row.get(4), 1, Integer::sum));
    var rows = new ArrayList<List<String>>();
    for (var row : table.rows()) {
      var cells = new ArrayList<>(row);
      cells.set(4, counts.get(row.get(4)) < 11 ? "other" : row.get(4));
      rows.add(cells);
    }
    return new RowTable(table.columns(), rows);
  }

  /** One, if of all rows those without a value of a column are some and fewer than k. */
  private static long left(RowTable table, int column) {
    var all = table.rows().size();
    var told =
        table.rows().stream().filter(row -> !RowRule.NO_VALUES.contains(row.get(column))).count();
    return all - told > 0 && all - told < 11 ? 1 : 0;
  }

  /** Cells of two columns, told or left over of a row of them, that are some and fewer than k. */
  private static long pairs(RowTable table) {
    var few = 0L;
    for (var one = 0; one < table.columns().size(); one++) {
      for (var other = 0; other < table.columns().size(); other++) {
        var cells = new HashMap<List<String>, Integer>();
        var left = new HashMap<String, Integer>();
        for (var row : table.rows()) {
          cells.merge(List.of(row.get(one), row.get(other)), 1, Integer::sum);
          var told = !RowRule.NO_VALUES.contains(row.get(other));
          left.merge(row.get(one), told ? 0 : 1, Integer::sum);
        }
        few += cells.values().stream().filter(count -> count < 11).count();
        few += left.values().stream().filter(count -> count > 0 && count < 11).count();
      }
    }
    return few;
  }

  @Test
  @Attack(value = 21, by = "cells that are all alike", off = "l: of 1")
  void a21AClassThatIsAllAlikeLosesItsQuasiIdentifiers() throws IOException {
    var alike = with(IntStream.range(0, 30).mapToObj(at -> veryOld("depression", 20, 2)).toList());
    var made = release(alike, RULE).table();
    var blind = release(alike, new RowRule(QUASI, SENSITIVE, 11, 1)).table();
    Defence.holds("rows of a class that is all alike", veryOld(made), veryOld(blind));
    assertThat(check(blind, RULE).faults())
        .contains("a class has fewer different sensitive values than l");
  }

  private static Person veryOld(String complaint, int first, int last) {
    return new Person(92, "9", "S", "2026-11-02", complaint, new int[] {first, last});
  }

  private static long veryOld(RowTable table) {
    return table.rows().stream()
        .filter(row -> row.get(0).equals("90 and over") && row.get(1).equals("9"))
        .count();
  }

  @Test
  @Attack(value = 21, by = "a column that is all alike", off = "l: of 1")
  void a21AColumnThatIsAllAlikeInAClassIsHidden() {
    var alike =
        with(
            IntStream.range(0, 30).mapToObj(at -> veryOld("depression", 20, at % 2 * 20)).toList());
    var made = release(alike, EVERYTHING).table();
    var blind = release(alike, new RowRule(QUASI, SENSITIVE, 11, 1, true)).table();
    Defence.holds("a complaint that all of a class have", ofNine(made), ofNine(blind));
    assertThat(made.rows())
        .anyMatch(row -> row.get(1).equals("9") && row.get(5).equals("improved"));
  }

  private static long ofNine(RowTable table) {
    return table.rows().stream()
        .filter(row -> row.get(1).equals("9") && row.get(4).equals("depression"))
        .count();
  }

  /** Eleven with a depression and words for no value beside it: the guess is right at once. */
  @Test
  @Attack(
      value = 21,
      by = "one value, and words for none",
      off = "the list of words that are no value: another value")
  void a21WordsForNoValueAreNoVariety() {
    var different = veryOld(release(halfOf("anxiety"), RULE).table());
    for (var word : List.of("not known", "other", "not stated", "", "*")) {
      Defence.holds(
          "a guess at once: " + word, veryOld(release(halfOf(word), RULE).table()), different);
      var both = new ArrayList<>(halfOf(word));
      for (var at = 0; at < 15; at++) {
        both.add(veryOld("anxiety", 20, 2 + at % 25));
      }
      assertThat(veryOld(release(both, RULE).table())).isPositive();
    }
  }

  /** Thirty who are alike, half of them with a depression. */
  private static List<Person> halfOf(String word) {
    return with(
        IntStream.range(0, 30)
            .mapToObj(at -> veryOld(at % 2 == 0 ? "depression" : word, 20, 2 + at % 25))
            .toList());
  }
}
