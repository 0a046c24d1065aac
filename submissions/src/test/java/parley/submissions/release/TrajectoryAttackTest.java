package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Defence;
import parley.submissions.disclosure.RowRelease;
import parley.submissions.disclosure.RowRule;
import parley.submissions.disclosure.RowSuppression;
import parley.submissions.disclosure.RowTable;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * Attack 18: somebody knows of a person when their contacts were, how many, and every score, as a
 * system that the record came from does. They look for the person's row. They know the rest of what
 * a row may say as well.
 */
class TrajectoryAttackTest {

  private static final int REFERRALS = 900;
  private static final ViewResources PEOPLE = TrajectoryAttackTest::scored;
  private static final Pattern SCORE =
      Pattern.compile("\"id\":\"([a-z]+-\\d+-\\d+)\".*\"valueQuantity\":\\{\"value\":(\\d+),");
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?: to (\\d+)| and over)?");

  @TempDir static Path shared;

  /** What the attacker knows of each person, by the name of a column or of a series. */
  private static List<Map<String, String>> known;

  /** The rows before anything was done to them, and the rule. */
  private static final List<RowTable> TABLE = new ArrayList<>();

  private static final List<RowRule> RULE = new ArrayList<>();

  /** Both of one reading: that takes longer than all else. */
  @BeforeAll
  static void release() {
    var open = MadeOrders.order("open-rows");
    var told = MadeOrders.order(MadeOrders.agreement(asOpenRowsHaveIt()), open.optOuts());
    Gates.Suppression noting =
        (table, rule) -> {
          TABLE.add(table);
          RULE.add(rule);
          return Gates.SHUT.suppression().of(table, rule);
        };
    var gates = new Gates(noting, Gates.SHUT.check(), Gates.SHUT.scan());
    var results =
        MadeOrders.builder(MadeOrders.TERMINOLOGY, gates)
            .build(
                PEOPLE,
                List.of(
                    new ReleaseWanted(told, shared.resolve("known")),
                    new ReleaseWanted(open, shared.resolve("open"))));
    assertThat(results).allMatch(it -> it instanceof ReleaseResult.Released<?>);
    known = withSeries(shared.resolve("known"));
  }

  @Test
  void a18TheCourseOfATreatmentLeadsToNoRow() {
    var rows = table(ReleasedFolder.rows(shared.resolve("open"), "referrals"));
    assertThat(known).hasSizeGreaterThan(REFERRALS * 3 / 4);
    Defence.holds("trajectory", linked(rows), linked(withTheSeries(rows)));
    assertThat(best(rows)).as("no better than one in eleven").isLessThanOrEqualTo(1.0 / 11);
  }

  @Test
  void a18SeveralOutcomesTogetherLeadToNoRow() {
    var rows = table(ReleasedFolder.rows(shared.resolve("open"), "referrals"));
    var quasiAlone = onQuasiIdentifiersAlone();
    Defence.holds("outcomes together", linked(rows), linked(quasiAlone));
    Defence.holds("an outcome told by the others", told(rows), told(quasiAlone));
    var says = rows.stream().filter(row -> !row.get("change").equals("*")).count();
    assertThat(says).as("rows that still tell the change").isGreaterThan(rows.size() / 3);
  }

  /** The defence off: k and l of the quasi-identifiers, as if nobody knew anything else. */
  private static List<Map<String, String>> onQuasiIdentifiersAlone() {
    var rule = RULE.get(0);
    var made =
        (RowRelease.Made)
            RowSuppression.of(
                TABLE.get(0), new RowRule(rule.quasi(), rule.sensitive(), rule.k(), rule.l()));
    var lines = new ArrayList<List<String>>();
    lines.add(made.table().columns());
    lines.addAll(made.table().rows());
    return table(lines);
  }

  /** The evaluation, which has the series, with each column of the open rows beside it. */
  private static String asOpenRowsHaveIt() {
    return MadeOrders.example("evaluation")
        .replace(
            "{\"name\": \"name\", \"valueString\": \"dischargeReason\"}",
            "{\"name\": \"name\", \"valueString\": \"firstPhq9Band\"}")
        .replace(
            "\"age\"}, {\"name\": \"level\", \"valueInteger\": 1}",
            "\"age\"}, {\"name\": \"level\", \"valueInteger\": 2}")
        .replace(
            "\"ethnicity\"}, {\"name\": \"level\", \"valueInteger\": 1}",
            "\"ethnicity\"}, {\"name\": \"level\", \"valueInteger\": 2}")
        .replace(
            "\"date\"}, {\"name\": \"level\", \"valueInteger\": 2}",
            "\"date\"}, {\"name\": \"level\", \"valueInteger\": 3}");
  }

  /** The made record with scores that differ from person to person. */
  private static Stream<ResourceText> scored(String type) {
    var all = new VariedPeople(new MadePeople(REFERRALS)).ofType(type);
    if (!type.equals("Observation")) {
      return all;
    }
    return all.map(
        text -> {
          var score = SCORE.matcher(text.json());
          assertThat(score.find()).isTrue();
          var noise = Math.floorMod(score.group(1).hashCode() * 31 + 7, 9) - 4;
          var value = Math.max(0, Math.min(21, Integer.parseInt(score.group(2)) + noise));
          return ResourceText.of(
              text.json()
                  .replace(
                      "\"valueQuantity\":{\"value\":" + score.group(2) + ",",
                      "\"valueQuantity\":{\"value\":" + value + ","));
        });
  }

  /** People of whom fewer rows than k can be: the fewest that are equal and fit. */
  private static long linked(List<Map<String, String>> rows) {
    var groups = groups(rows);
    return known.stream().filter(person -> candidates(person, groups) < 11).count();
  }

  private static double best(List<Map<String, String>> rows) {
    var groups = groups(rows);
    return known.stream()
        .mapToLong(person -> candidates(person, groups))
        .mapToDouble(count -> 1.0 / count)
        .max()
        .orElseThrow();
  }

  private static Map<Map<String, String>, Long> groups(List<Map<String, String>> rows) {
    return rows.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting()));
  }

  /** The size of the smallest group of equal rows that a person may be one of; none is many. */
  private static long candidates(
      Map<String, String> person, Map<Map<String, String>, Long> groups) {
    return groups.entrySet().stream()
        .filter(group -> fits(person, group.getKey(), ""))
        .mapToLong(Map.Entry::getValue)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static boolean fits(Map<String, String> person, Map<String, String> row, String but) {
    return person.entrySet().stream()
        .filter(it -> !it.getKey().equals(but))
        .allMatch(it -> isPossible(row.get(it.getKey()), it.getValue()));
  }

  /** How often an outcome is the same in all rows that say whatever else is known. */
  private static long told(List<Map<String, String>> rows) {
    var groups = groups(rows).keySet();
    return RULE.get(0).sensitive().stream()
        .mapToLong(
            column ->
                known.stream()
                    .map(person -> values(person, groups, column))
                    .filter(values -> values.size() == 1 && !values.contains("*"))
                    .count())
        .sum();
  }

  private static Set<String> values(
      Map<String, String> person, Set<Map<String, String>> groups, String column) {
    return groups.stream()
        .filter(row -> fits(person, row, column))
        .map(row -> row.get(column))
        .collect(Collectors.toSet());
  }

  /** Whether a cell can be of who has the value: says nothing, the same, or a band around it. */
  private static boolean isPossible(@org.jspecify.annotations.Nullable String cell, String value) {
    if (cell == null || cell.equals(value) || cell.equals("other") || cell.equals("*")) {
      return true;
    }
    var band = NUMBERS.matcher(cell);
    if (!band.matches() || !value.matches("\\d+")) {
      return cell.equals("not known") && value.isEmpty();
    }
    var number = new BigDecimal(value).intValue();
    var low = Integer.parseInt(band.group(1));
    var high = band.group(2) == null ? low : Integer.parseInt(band.group(2));
    return number >= low && (cell.endsWith("over") || number <= high);
  }

  /** The defence off: rows that say the series too, each of a person of whom they are. */
  private static List<Map<String, String>> withTheSeries(List<Map<String, String>> rows) {
    var free = new ArrayList<>(known);
    var all = new ArrayList<Map<String, String>>();
    for (var row : rows) {
      var of = free.stream().filter(person -> fits(person, row, "")).findFirst();
      if (of.isPresent()) {
        free.remove(of.get());
        var more = new HashMap<>(row);
        more.put("days", of.get().get("days"));
        more.put("scores", of.get().get("scores"));
        all.add(more);
      }
    }
    return all;
  }

  private static List<Map<String, String>> withSeries(Path folder) {
    var days = series(folder, "contacts", "contactReferralToken", List.of("contactDay"));
    var scores =
        series(
            folder,
            "scores",
            "scoreReferralToken",
            List.of("scoreDay", "scoreScale", "scoreValue"));
    var all = new ArrayList<Map<String, String>>();
    for (var row : table(ReleasedFolder.rows(folder, "referrals"))) {
      var token = row.get("referralToken");
      var person = new HashMap<String, String>();
      TABLE.get(0).columns().forEach(name -> person.put(name, row.get(name)));
      person.put("days", days.getOrDefault(token, List.of()).stream().sorted().toList().toString());
      person.put(
          "scores", scores.getOrDefault(token, List.of()).stream().sorted().toList().toString());
      all.add(person);
    }
    return all;
  }

  private static Map<String, List<String>> series(
      Path folder, String file, String token, List<String> columns) {
    var series = new HashMap<String, List<String>>();
    for (var row : table(ReleasedFolder.rows(folder, file))) {
      series
          .computeIfAbsent(row.get(token), none -> new ArrayList<>())
          .add(columns.stream().map(row::get).toList().toString());
    }
    return series;
  }

  private static List<Map<String, String>> table(List<List<String>> lines) {
    var header = lines.get(0);
    return lines.stream()
        .skip(1)
        .map(
            line -> {
              Map<String, String> row = new HashMap<>();
              for (var at = 0; at < header.size(); at++) {
                row.put(header.get(at), line.get(at));
              }
              return row;
            })
        .toList();
  }
}
