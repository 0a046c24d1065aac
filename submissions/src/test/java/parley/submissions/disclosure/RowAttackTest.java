package parley.submissions.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.submissions.disclosure.RowPeople.EVERYTHING;
import static parley.submissions.disclosure.RowPeople.PEOPLE;
import static parley.submissions.disclosure.RowPeople.QUASI;
import static parley.submissions.disclosure.RowPeople.RULE;
import static parley.submissions.disclosure.RowPeople.SENSITIVE;
import static parley.submissions.disclosure.RowPeople.bytes;
import static parley.submissions.disclosure.RowPeople.check;
import static parley.submissions.disclosure.RowPeople.generalised;
import static parley.submissions.disclosure.RowPeople.made;
import static parley.submissions.disclosure.RowPeople.release;
import static parley.submissions.disclosure.RowPeople.row;
import static parley.submissions.disclosure.RowPeople.values;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;

/** Attacks 16 to 18 and 28 on anonymous rows of made people, whose names the attacker holds. */
class RowAttackTest {

  @Test
  @Attack(value = 16, by = "join with a register of names", off = "suppression of rows")
  void a16NobodyIsFoundWithMoreThanOneInElevenByAJoin() {
    var made = release(PEOPLE, RULE).table();
    Defence.holds("found among fewer than k", found(made), found(generalised(PEOPLE)));
    assertThat(highestRisk(made)).isLessThanOrEqualTo(1.0 / 11);
    assertThat(meanRisk(made)).isLessThan(highestRisk(made));
    assertThat(highestRisk(generalised(PEOPLE))).isEqualTo(1.0);
  }

  private static long found(RowTable table) {
    return risks(table).stream().filter(risk -> risk > 1.0 / 11).count();
  }

  /** Twelve rows of three people who come again and again are three. */
  @Test
  @Attack(value = 16, by = "twelve rows of three people", off = "k of people: of rows")
  void a16SomebodyWithManyRowsIsOnePerson() throws IOException {
    var table = generalised(PEOPLE);
    var rows = new ArrayList<>(table.rows());
    var people = new ArrayList<>(table.people());
    var again = List.of("90 and over", "9", "not stated", "2026 Q4", "depression");
    for (var at = 0; at < 12; at++) {
      var row = new ArrayList<>(again);
      row.set(4, at % 2 == 0 ? "depression" : "anxiety");
      row.add(at / 2 % 2 == 0 ? "improved" : "no change");
      rows.add(row);
      people.add("again " + at % 3);
    }
    var few = made(new RowTable(table.columns(), rows, people));
    var blind = made(new RowTable(table.columns(), rows));
    Defence.holds("rows of three people", like(again, few.table()), like(again, blind.table()));
    assertThat(few.leastPeople(RULE)).isGreaterThanOrEqualTo(11);
    assertThat(few.toString()).doesNotContain("again 1");
    assertThat(check(blind.table(), RULE).faults()).isEmpty();
  }

  private static long like(List<String> wanted, RowTable table) {
    return table.rows().stream()
        .filter(row -> row.subList(0, 4).equals(wanted.subList(0, 4)))
        .count();
  }

  @Test
  void a17TheFileIsMeasuredByASecondImplementation() throws IOException {
    var made = release(PEOPLE, RULE);
    var verdict = check(made.table(), RULE);
    assertThat(verdict.faults()).isEmpty();
    assertThat(verdict.leastClass()).isGreaterThanOrEqualTo(11);
    assertThat(verdict.leastVariety()).isGreaterThanOrEqualTo(2);
    assertThat(verdict.rows()).isEqualTo(made.table().rows().size());
    assertThat(made.missingShare()).isLessThan(BigDecimal.valueOf(5));
    assertThat(made.pooledShare()).isLessThan(BigDecimal.valueOf(50));

    var without = check(generalised(PEOPLE), RULE);
    assertThat(without.leastClass()).isEqualTo(1);
    assertThat(without.faults()).hasSize(3);
    var looser = new RowRule(QUASI, SENSITIVE, 5, 2);
    assertThat(check(release(PEOPLE, looser).table(), RULE).faults()).isNotEmpty();
  }

  @Test
  void a17OneRowTakenOutOfAFinishedFileIsSeenByTheCheck() throws IOException {
    var table = release(PEOPLE, RULE).table();
    var seen = 0;
    for (var at = 0; at < table.rows().size(); at += 97) {
      var rows = new ArrayList<>(table.rows());
      var row = new ArrayList<>(rows.get(at));
      row.set(0, "99 to 100");
      rows.set(at, row);
      seen += check(new RowTable(table.columns(), rows), RULE).faults().isEmpty() ? 0 : 1;
    }
    assertThat(seen).isEqualTo((table.rows().size() + 96) / 97);
  }

  /** Somebody knows of each person all that a row may say, or all of it but one column. */
  @Test
  @Attack(
      value = 18,
      by = "all that a row says, or all but one column",
      off = "k and l of all columns: of the quasi-identifiers alone")
  void a18WhoeverKnowsTheOutcomesTooFindsNobody() throws IOException {
    var made = release(PEOPLE, EVERYTHING);
    var onQuasi = release(PEOPLE, RULE).table();
    Defence.holds("rows of fewer than k", few(made.table()), few(onQuasi));
    Defence.holds("columns told by the others", told(made.table()), told(onQuasi));
    assertThat(check(made.table(), EVERYTHING).faults()).isEmpty();
    assertThat(check(onQuasi, RULE).faults()).isEmpty();
    assertThat(check(onQuasi, EVERYTHING).faults())
        .containsExactly(
            "fewer rows than k are equal in everything", "all columns but one tell that one");
    assertThat(made.table().rows().stream().filter(row -> !row.contains("*")).count())
        .as("rows that say everything")
        .isGreaterThan(PEOPLE.size() / 4);
  }

  /** People of whom fewer rows than k say all that is known of them. */
  private static long few(RowTable table) {
    var groups = new HashMap<List<String>, Integer>();
    table.rows().forEach(row -> groups.merge(row, 1, Integer::sum));
    return PEOPLE.stream()
        .map(RowPeople::row)
        .filter(row -> groups.getOrDefault(row, 11) < 11)
        .count();
  }

  /** People of whom one sensitive column is told by all the others. */
  private static long told(RowTable table) {
    var told = 0L;
    for (var column = QUASI.size(); column < table.columns().size(); column++) {
      var values = new HashMap<List<String>, HashSet<String>>();
      for (var row : table.rows()) {
        values.computeIfAbsent(without(row, column), none -> new HashSet<>()).add(row.get(column));
      }
      for (var person : PEOPLE) {
        var row = row(person);
        told +=
            values
                    .getOrDefault(without(row, column), new HashSet<>())
                    .equals(Set.of(row.get(column)))
                ? 1
                : 0;
      }
    }
    return told;
  }

  private static List<String> without(List<String> row, int column) {
    var less = new ArrayList<>(row);
    less.remove(column);
    return less;
  }

  @Test
  void a28TheSameRowsInAnyOrderGiveTheSameBytes() {
    var shuffled = new ArrayList<>(PEOPLE);
    Collections.shuffle(shuffled, new Random(5));
    assertThat(bytes(release(shuffled, RULE).table()))
        .isEqualTo(bytes(release(PEOPLE, RULE).table()));
    assertThat(bytes(generalised(shuffled))).isNotEqualTo(bytes(generalised(PEOPLE)));
  }

  @Test
  void aColumnWithoutARoleIsRefused() {
    assertThat(RowSuppression.of(new RowTable(List.of("age", "postcode"), List.of()), RULE))
        .isInstanceOfSatisfying(
            RowRelease.Refused.class, refused -> assertThat(refused.field()).isEqualTo("postcode"));
    assertThat(RowSuppression.of(new RowTable(List.of("age"), List.of()), RULE))
        .isInstanceOf(RowRelease.Refused.class);
  }

  /** Rows that may be a person's: those that say what the register says, or nothing. */
  private static List<Double> risks(RowTable table) {
    var classes = new HashMap<List<String>, Integer>();
    table.rows().forEach(row -> classes.merge(row.subList(0, 4), 1, Integer::sum));
    var asked = new HashSet<List<String>>();
    var risks = new ArrayList<Double>();
    for (var person : PEOPLE) {
      var key = row(person).subList(0, 4);
      asked.add(key);
      var count = classes.getOrDefault(key, classes.getOrDefault(List.of("*", "*", "*", "*"), 0));
      risks.add(count == 0 ? 0 : 1.0 / count);
    }
    assertThat(asked).hasSizeGreaterThan(50);
    return risks;
  }

  private static double highestRisk(RowTable table) {
    return risks(table).stream().mapToDouble(it -> it).max().orElseThrow();
  }

  private static double meanRisk(RowTable table) {
    return risks(table).stream().mapToDouble(it -> it).average().orElseThrow();
  }
}
