package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.attack.Defence;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewResources;

/**
 * Attack 18: somebody knows of a person when their contacts were, how many, and every score, as a
 * system that the record came from does. They look for the person's row.
 */
class TrajectoryAttackTest {

  private static final int REFERRALS = 1_200;
  private static final ViewResources PEOPLE = TrajectoryAttackTest::scored;
  private static final Pattern SCORE =
      Pattern.compile("\"id\":\"([a-z]+-\\d+-\\d+)\".*\"valueQuantity\":\\{\"value\":(\\d+),");
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)(?: to (\\d+)| and over)?");

  @TempDir static Path shared;

  /** What the attacker knows of each person, by the name of a column or of a series. */
  private static List<Map<String, String>> known;

  @BeforeAll
  static void release() {
    var told =
        MadeOrders.example("evaluation")
            .replace(
                "{\"name\": \"name\", \"valueString\": \"dischargeReason\"}",
                "{\"name\": \"name\", \"valueString\": \"firstPhq9Band\"}");
    released(MadeOrders.order(MadeOrders.agreement(told), MadeOrders.nobody()), "known");
    released(MadeOrders.order(MadeOrders.agreement(withOneOutcome()), MadeOrders.nobody()), "few");
    known = withSeries(shared.resolve("known"));
  }

  @Test
  void a18TheCourseOfATreatmentLeadsToNoRow() {
    var rows = table(ReleasedFolder.rows(shared.resolve("few"), "referrals"));
    assertThat(known).hasSizeGreaterThan(900);
    Defence.holds("trajectory", linked(rows), linked(withTheSeries(rows)));
    assertThat(best(rows)).as("no better than one in eleven").isLessThanOrEqualTo(1.0 / 11);
  }

  /** The open rows with the change of scores as the only thing that a course tells. */
  private static String withOneOutcome() {
    return MadeOrders.example("open-rows")
        .lines()
        .filter(
            line ->
                Stream.of("daysToFirstTreatment", "treatments", "recovered", "firstPhq9Band")
                    .noneMatch(line::contains))
        .collect(Collectors.joining("\n"));
  }

  /** The made record with scores that differ from person to person. */
  private static Stream<ResourceText> scored(String type) {
    var all = new MadePeople(REFERRALS).ofType(type);
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

  /** People of whom one row alone can be. */
  private static long linked(List<Map<String, String>> rows) {
    return known.stream().filter(person -> candidates(person, rows) == 1).count();
  }

  private static double best(List<Map<String, String>> rows) {
    return known.stream()
        .mapToLong(person -> candidates(person, rows))
        .filter(count -> count > 0)
        .mapToDouble(count -> 1.0 / count)
        .max()
        .orElseThrow();
  }

  private static long candidates(Map<String, String> person, List<Map<String, String>> rows) {
    return rows.stream()
        .filter(
            row ->
                person.entrySet().stream()
                    .allMatch(it -> isPossible(row.get(it.getKey()), it.getValue())))
        .count();
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
      var of = free.stream().filter(person -> candidates(person, List.of(row)) == 1).findFirst();
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
      for (var name :
          List.of("treatments", "daysToFirstTreatment", "change", "recovered", "firstPhq9Band")) {
        person.put(name, row.get(name));
      }
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

  private static void released(ReleaseOrder order, String name) {
    assertThat(MadeOrders.builder().build(PEOPLE, order, shared.resolve(name)))
        .isInstanceOf(ReleaseResult.Released.class);
  }
}
