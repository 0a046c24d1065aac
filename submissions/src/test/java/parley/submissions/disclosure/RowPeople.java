package parley.submissions.disclosure;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;

/** 3,000 made people, whose rows are attacked, and what is made of them. */
final class RowPeople {

  static final List<String> QUASI = List.of("age", "gender", "ethnicity", "quarter");
  static final List<String> SENSITIVE = List.of("complaint", "change");
  static final RowRule RULE = new RowRule(QUASI, SENSITIVE, RowRule.DEFAULT_K, RowRule.DEFAULT_L);

  /** The same against somebody who knows more than the quasi-identifiers, as of anonymous rows. */
  static final RowRule EVERYTHING =
      new RowRule(QUASI, SENSITIVE, RowRule.DEFAULT_K, RowRule.DEFAULT_L, true);

  /** What the attacker's register says of a person. */
  record Person(
      int age, String gender, String ethnicity, String date, String complaint, int[] scores) {}

  static final List<Person> PEOPLE = people();

  private RowPeople() {}

  static RowRelease.Made release(List<Person> people, RowRule rule) {
    return (RowRelease.Made) RowSuppression.of(generalised(people), rule);
  }

  static RowTable generalised(List<Person> people) {
    var columns = new ArrayList<>(QUASI);
    columns.addAll(SENSITIVE);
    return new RowTable(columns, people.stream().map(RowPeople::row).toList());
  }

  static List<String> row(Person person) {
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

  /** Thirty of a class of their own. */
  static List<Person> with(List<Person> thirty) {
    var all = new ArrayList<>(PEOPLE);
    all.addAll(thirty);
    return all;
  }

  static RowRelease.Made made(RowTable table) {
    return (RowRelease.Made) RowSuppression.of(table, RULE);
  }

  /** Values of a column, and how many rows have each. */
  static HashMap<String, Integer> values(RowTable table, int column) {
    var values = new HashMap<String, Integer>();
    table.rows().forEach(row -> values.merge(row.get(column), 1, Integer::sum));
    return values;
  }

  static RowFileCheck.Verdict check(RowTable table, RowRule rule) throws IOException {
    return RowFileCheck.of(new ByteArrayInputStream(bytes(table)), rule);
  }

  static byte[] bytes(RowTable table) {
    var out = new ByteArrayOutputStream();
    RowFile.write(table, out);
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
