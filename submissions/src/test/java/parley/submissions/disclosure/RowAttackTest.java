package parley.submissions.disclosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Defence;

/**
 * Attacks 15 (formulas) to 21 and 28 on anonymous rows of 3,000 made people, whose names the
 * attacker holds. Each is made with the defence on, and off.
 */
class RowAttackTest {

  private static final List<String> QUASI = List.of("age", "gender", "ethnicity", "quarter");
  private static final List<String> SENSITIVE = List.of("complaint", "change");
  private static final RowRule RULE =
      new RowRule(QUASI, SENSITIVE, RowRule.DEFAULT_K, RowRule.DEFAULT_L);

  /** The same against somebody who knows more than the quasi-identifiers, as of anonymous rows. */
  private static final RowRule EVERYTHING =
      new RowRule(QUASI, SENSITIVE, RowRule.DEFAULT_K, RowRule.DEFAULT_L, true);

  /** What the attacker's register says of a person. */
  private record Person(
      int age, String gender, String ethnicity, String date, String complaint, int[] scores) {}

  private static final List<Person> PEOPLE = people();

  @Test
  void a16NobodyIsFoundWithMoreThanOneInElevenByAJoin() {
    var made = release(PEOPLE, RULE);
    assertThat(highestRisk(made.table())).isLessThanOrEqualTo(1.0 / 11);
    assertThat(meanRisk(made.table())).isLessThan(highestRisk(made.table()));
    assertThat(highestRisk(generalised(PEOPLE))).isEqualTo(1.0);
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
        .map(RowAttackTest::row)
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
                    .equals(java.util.Set.of(row.get(column)))
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
  void a19DatesAndAgesAreOnTheLadderOrNotKnown() {
    assertThat(Ladder.DATE.at(1, "2026-10-26")).isEqualTo("2026-10");
    assertThat(Ladder.DATE.at(2, "2026-10-26")).isEqualTo("2026 Q4");
    assertThat(Ladder.DATE.at(3, "2026-10-26")).isEqualTo("2026");
    for (var age = 0; age < 18; age++) {
      assertThat(Ladder.AGE.at(1, "" + age)).isEqualTo("under 18");
    }
    for (var age = 90; age < 125; age++) {
      assertThat(Ladder.AGE.at(1, "" + age)).isEqualTo("90 and over");
      assertThat(Ladder.AGE.at(2, "" + age)).isEqualTo("90 and over");
    }
    assertThat(Ladder.AGE.at(1, "34")).isEqualTo("25 to 34");
    assertThat(Ladder.AGE.at(2, "34")).isEqualTo("18 to 44");
    assertThat(Ladder.REGION.at(2, "Y56")).isEqualTo("England");
    for (var ladder : Ladder.values()) {
      for (var level = 1; level <= ladder.levels(); level++) {
        for (var odd : List.of("", "Jane Doe", "1980-01-01T10:00", "LS1 4AP", "-5", "9990000018")) {
          assertThat(ladder.at(level, odd)).isEqualTo(Ladder.UNKNOWN);
        }
      }
    }
    assertThatThrownBy(() -> Ladder.AGE.at(0, "34")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a20RareCodesBecomeOther() {
    var values = new HashMap<String, Integer>();
    for (var row : release(PEOPLE, RULE).table().rows()) {
      values.merge(row.get(4), 1, Integer::sum);
    }
    assertThat(values).containsKey("other").doesNotContainKeys("rare 1", "rare 2", "rare 3");
    assertThat(values.values()).allMatch(count -> count >= 11);
    assertThat(generalised(PEOPLE).rows()).anyMatch(row -> row.get(4).equals("rare 1"));
  }

  /** All rows less those whose complaint is told: how many are left are of the rare ones. */
  @Test
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
  void a21AClassThatIsAllAlikeLosesItsQuasiIdentifiers() throws IOException {
    var alike = new ArrayList<>(PEOPLE);
    for (var at = 0; at < 30; at++) {
      alike.add(new Person(92, "9", "S", "2026-11-02", "depression", new int[] {20, 2}));
    }
    var made = release(alike, RULE).table();
    assertThat(made.rows())
        .noneMatch(row -> row.get(0).equals("90 and over") && row.get(1).equals("9"));

    var blind = release(alike, new RowRule(QUASI, SENSITIVE, 11, 1)).table();
    assertThat(blind.rows())
        .anyMatch(row -> row.get(0).equals("90 and over") && row.get(1).equals("9"));
    assertThat(check(blind, RULE).faults())
        .contains("a class has fewer different sensitive values than l");
  }

  @Test
  void a21AColumnThatIsAllAlikeInAClassIsHidden() {
    var alike = new ArrayList<>(PEOPLE);
    for (var at = 0; at < 30; at++) {
      alike.add(new Person(92, "9", "S", "2026-11-02", "depression", new int[] {20, at % 2 * 20}));
    }
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
  void a21WordsForNoValueAreNoVariety() {
    for (var word : List.of("not known", "other", "not stated", "", "*")) {
      var alike = new ArrayList<>(PEOPLE);
      for (var at = 0; at < 30; at++) {
        var complaint = at % 2 == 0 ? "depression" : word;
        alike.add(new Person(92, "9", "S", "2026-11-02", complaint, new int[] {20, 2 + at % 25}));
      }
      assertThat(release(alike, RULE).table().rows())
          .noneMatch(row -> row.get(0).equals("90 and over") && row.get(1).equals("9"));
      for (var at = 0; at < 15; at++) {
        alike.add(new Person(92, "9", "S", "2026-11-02", "anxiety", new int[] {20, 2 + at % 25}));
      }
      assertThat(release(alike, RULE).table().rows())
          .anyMatch(row -> row.get(0).equals("90 and over") && row.get(1).equals("9"));
    }
  }

  /** Twelve rows of three people who come again and again are three. */
  @Test
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
    assertThat(few.table().rows()).noneMatch(row -> row.subList(0, 4).equals(again.subList(0, 4)));
    assertThat(few.leastPeople(RULE)).isGreaterThanOrEqualTo(11);
    assertThat(few.toString()).doesNotContain("again 1");

    var blind = made(new RowTable(table.columns(), rows));
    assertThat(blind.table().rows()).anyMatch(row -> row.subList(0, 4).equals(again.subList(0, 4)));
    assertThat(check(blind.table(), RULE).faults()).isEmpty();
  }

  /** A value that only one person has, many times, is as rare as that person. */
  @Test
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
    assertThat(made(new RowTable(table.columns(), rows, people)).table().rows())
        .noneMatch(row -> row.get(4).equals("of one person"));
    assertThat(made(new RowTable(table.columns(), rows)).table().rows())
        .anyMatch(row -> row.get(4).equals("of one person"));
  }

  private static RowRelease.Made made(RowTable table) {
    return (RowRelease.Made) RowSuppression.of(table, RULE);
  }

  @Test
  void a28TheSameRowsInAnyOrderGiveTheSameBytes() {
    var shuffled = new ArrayList<>(PEOPLE);
    java.util.Collections.shuffle(shuffled, new Random(5));
    assertThat(bytes(release(shuffled, RULE).table()))
        .isEqualTo(bytes(release(PEOPLE, RULE).table()));
    assertThat(bytes(generalised(shuffled))).isNotEqualTo(bytes(generalised(PEOPLE)));
  }

  @Test
  void a15FormulasAndControlCharactersStopTheFileWithoutSayingThem() {
    for (var cell : List.of("=1+1", "+cmd", "-2", "@x", " =1", "a\u0000b", "a\nb", "\tx")) {
      var table = new RowTable(List.of("c"), List.of(List.of(cell)));
      assertThatThrownBy(() -> bytes(table))
          .isInstanceOf(IllegalArgumentException.class)
          .message()
          .doesNotContain(cell.strip());
    }
  }

  @Test
  void aColumnWithoutARoleIsRefused() {
    assertThat(RowSuppression.of(new RowTable(List.of("age", "postcode"), List.of()), RULE))
        .isInstanceOfSatisfying(
            RowRelease.Refused.class, refused -> assertThat(refused.field()).isEqualTo("postcode"));
    assertThat(RowSuppression.of(new RowTable(List.of("age"), List.of()), RULE))
        .isInstanceOf(RowRelease.Refused.class);
  }

  private static RowRelease.Made release(List<Person> people, RowRule rule) {
    return (RowRelease.Made) RowSuppression.of(generalised(people), rule);
  }

  private static RowTable generalised(List<Person> people) {
    var columns = new ArrayList<>(QUASI);
    columns.addAll(SENSITIVE);
    return new RowTable(columns, people.stream().map(RowAttackTest::row).toList());
  }

  private static List<String> row(Person person) {
    return List.of(
        Ladder.AGE.at(1, "" + person.age()),
        person.gender(),
        Ladder.ETHNICITY.at(1, person.ethnicity()),
        Ladder.DATE.at(2, person.date()),
        person.complaint(),
        change(person));
  }

  private static String change(Person person) {
    var scores = person.scores();
    var fall = scores[0] - scores[scores.length - 1];
    return fall >= 6 ? "improved" : fall <= -6 ? "worse" : "no change";
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

  private static RowFileCheck.Verdict check(RowTable table, RowRule rule) throws IOException {
    return RowFileCheck.of(new ByteArrayInputStream(bytes(table)), rule);
  }

  private static byte[] bytes(RowTable table) {
    var out = new ByteArrayOutputStream();
    RowFile.write(table, out);
    assertThat(new String(out.toByteArray(), StandardCharsets.UTF_8)).endsWith("\r\n");
    return out.toByteArray();
  }

  private static List<Person> people() {
    var random = new Random(7);
    var people = new ArrayList<Person>();
    for (var at = 0; at < 3000; at++) {
      var age = 16 + (int) Math.min(80, Math.abs(random.nextGaussian()) * 22);
      var ethnicity =
          random.nextInt(5) > 0 ? "A" : "" + "BCDEFGHJKLMNPRSZ".charAt(random.nextInt(16));
      var complaint =
          random.nextInt(150) == 0
              ? "rare " + (1 + at % 4)
              : random.nextBoolean() ? "depression" : "anxiety";
      var scores = random.ints(2 + random.nextInt(10), 0, 28).toArray();
      people.add(
          new Person(
              age,
              random.nextInt(3) == 0 ? "1" : "2",
              ethnicity,
              "2026-%02d-%02d".formatted(1 + random.nextInt(12), 1 + random.nextInt(28)),
              complaint,
              scores));
    }
    people.set(0, new Person(30, "2", "A", "2026-01-05", "rare 1", new int[] {20, 4}));
    return people;
  }
}
