package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Period;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.disclosure.Ladder;
import parley.submissions.disclosure.RowFile;
import parley.submissions.disclosure.RowFileCheck;
import parley.submissions.disclosure.RowRelease;
import parley.submissions.disclosure.RowRule;
import parley.submissions.disclosure.RowSuppression;
import parley.submissions.disclosure.RowTable;

/**
 * Attacks 16 to 18, 20 and 21 on the open rows of a synthetic service. The attacker has a register
 * of everybody in it, with names, birth dates, sex and ethnic group, and for attack 18 every
 * contact and score of each: the truth of the generator.
 */
class SynthRowAttackTest {

  private static final PublishedService SERVICE = PublishedService.small();
  private static final int QUASI = 4;

  /** The finished file, and the rows before anything was hidden, with whose they are. */
  private static RowTable open = new RowTable(List.of(), List.of());

  private static RowTable raw = new RowTable(List.of(), List.of());
  private static RowRule rule = new RowRule(List.of("a"), List.of("b"), 2, 1);

  /** Referrals by NHS number. */
  private static final Map<String, List<MadeReferral>> REGISTER = new HashMap<>();

  @BeforeAll
  static void read() {
    var lines = PublishedService.rows(SERVICE.released("open-rows"), "referrals");
    open = new RowTable(lines.get(0), lines.subList(1, lines.size()));
    raw = SERVICE.noted().table();
    rule = SERVICE.noted().rule();
    SERVICE
        .referrals()
        .forEach(
            it ->
                REGISTER
                    .computeIfAbsent(it.person().nhsNumber(), none -> new ArrayList<>())
                    .add(it));
    assertThat(open.columns()).isEqualTo(raw.columns());
    assertThat(rule.quasi())
        .isEqualTo(open.columns().subList(0, QUASI))
        .containsExactly("ageAtReferral", "gender", "ethnicity", "referralPeriod");
  }

  /** What the attacker works out of the register is what the record says: else they would fail. */
  @Test
  void theRegisterIsRight() {
    for (var at = 0; at < raw.rows().size(); at++) {
      var of = REGISTER.get(raw.people().get(at));
      assertThat(of.stream().map(SynthRowAttackTest::joined))
          .contains(raw.rows().get(at).subList(0, QUASI));
    }
    assertThat(raw.rows()).hasSizeGreaterThan(1_500);
  }

  @Test
  @Attack(
      value = 16,
      by = "join of a synthetic service with a register of names and birth dates",
      off = "suppression of rows")
  void a16NobodyOfTheRegisterIsFoundWithMoreThanOneInEleven() {
    var on = risks(open);
    var off = risks(raw);
    Defence.holds(
        "people found among fewer than k",
        on.stream().filter(it -> it > 1.0 / rule.k()).count(),
        off.stream().filter(it -> it > 1.0 / rule.k()).count());
    System.out.printf(
        Locale.ROOT,
        "prosecutor risk of %d: highest %.4f, mean %.5f; without suppression %.4f, %.5f%n",
        on.size(),
        Collections.max(on),
        mean(on),
        Collections.max(off),
        mean(off));
    assertThat(Collections.max(off)).isEqualTo(1.0);
    assertThat(mean(on)).isLessThan(Collections.max(on));
  }

  /** One over the fewest equal rows that may be somebody's, for each entry of the register. */
  private static List<Double> risks(RowTable table) {
    var groups = groups(table.rows().stream().map(row -> row.subList(0, QUASI)).toList());
    return REGISTER.values().stream()
        .flatMap(List::stream)
        .map(SynthRowAttackTest::joined)
        .map(known -> fewest(known, groups))
        .filter(it -> it < Long.MAX_VALUE)
        .map(it -> 1.0 / it)
        .toList();
  }

  private static double mean(List<Double> all) {
    return all.stream().mapToDouble(it -> it).average().orElseThrow();
  }

  private static List<String> joined(MadeReferral referral) {
    var person = referral.person();
    var age = Period.between(person.birthDate(), referral.received()).getYears();
    return List.of(
        Ladder.AGE.at(2, Integer.toString(age)),
        Character.toString(person.sex()),
        Ladder.ETHNICITY.at(2, person.ethnicCategory()),
        Ladder.DATE.at(3, referral.received().toString()));
  }

  @Test
  @Attack(
      value = 17,
      by = "k and l of the finished file of a synthetic service, by the second implementation",
      off = "suppression of rows")
  void a17TheFinishedFileKeepsToKAndL() throws IOException {
    Defence.holds("faults", faults(open), faults(raw));
  }

  private static long faults(RowTable table) throws IOException {
    var out = new ByteArrayOutputStream();
    RowFile.write(table, out);
    return RowFileCheck.of(new ByteArrayInputStream(out.toByteArray()), rule).faults().size();
  }

  @Test
  @Attack(
      value = 18,
      by = "every contact and score of a synthetic person",
      off = "the ladders: the series in the row")
  void a18TheCourseOfATreatmentLeadsToNoRow() {
    var series = known(true);
    assertThat(series).hasSizeGreaterThan(1_000);
    assertThat(Set.copyOf(series.stream().map(it -> it.get(it.size() - 1)).toList()))
        .as("hardly two have the same series")
        .hasSizeGreaterThan(series.size() * 3 / 4);
    Defence.holds(
        "people found among fewer than k",
        linked(known(false), open.rows()),
        linked(series, withTheSeries(series)));
  }

  @Test
  @Attack(
      value = 18,
      by = "all outcomes of a synthetic person together, or all but one",
      off = "k and l of all columns: of the quasi-identifiers alone")
  void a18AllOutcomesTogetherLeadToNoRowAndTellNoOther() {
    var quasi = new RowRule(rule.quasi(), rule.sensitive(), rule.k(), rule.l());
    var quasiAlone = ((RowRelease.Made) RowSuppression.of(raw, quasi)).table().rows();
    var known = known(false);
    Defence.holds(
        "people found among fewer than k", linked(known, open.rows()), linked(known, quasiAlone));
    Defence.holds("outcomes told by the others", told(known, open.rows()), told(known, quasiAlone));
  }

  /**
   * What is known of each person with one referral: all that a row may say, as it is true of them,
   * and if wanted the days and scores.
   */
  private static List<List<String>> known(boolean series) {
    var band = MadeOrders.SCALES.get("phq-9");
    var all = new ArrayList<List<String>>();
    for (var at = 0; at < raw.rows().size(); at++) {
      var of = REGISTER.get(raw.people().get(at));
      if (of.size() == 1) {
        var row = new ArrayList<>(raw.rows().get(at));
        var first = Truth.of(of.get(0)).first("phq-9").map(BigDecimal::valueOf);
        assertThat(row.get(raw.columns().indexOf("firstPhq9Band")))
            .isEqualTo(
                first
                    .flatMap(band::severity)
                    .map(parley.terminology.scale.SeverityBand::label)
                    .orElse(Ladder.UNKNOWN));
        if (series) {
          row.add(series(of.get(0)));
        }
        all.add(row);
      }
    }
    return all;
  }

  private static String series(MadeReferral referral) {
    return referral.contacts().stream()
        .map(
            it ->
                Period.between(referral.received(), it.at().toLocalDate())
                    + it.scores().stream().map(score -> score.value()).toList().toString())
        .collect(Collectors.joining(" "));
  }

  /** The defence off: each row says the series of somebody whose it can be. */
  private static List<List<String>> withTheSeries(List<List<String>> known) {
    var free = new ArrayList<>(known);
    var all = new ArrayList<List<String>>();
    for (var row : open.rows()) {
      free.stream()
          .filter(person -> fits(person.subList(0, row.size()), row, -1))
          .findFirst()
          .ifPresent(
              person -> {
                free.remove(person);
                var more = new ArrayList<>(row);
                more.add(person.get(row.size()));
                all.add(more);
              });
    }
    return all;
  }

  private static long linked(List<List<String>> known, List<List<String>> rows) {
    var groups = groups(rows);
    return known.stream().filter(person -> fewest(person, groups) < rule.k()).count();
  }

  private static long told(List<List<String>> known, List<List<String>> rows) {
    var groups = groups(rows).keySet();
    return IntStream.range(QUASI, raw.columns().size())
        .mapToLong(
            column ->
                known.stream()
                    .map(
                        person ->
                            groups.stream()
                                .filter(row -> fits(person, row, column))
                                .map(row -> row.get(column))
                                .collect(Collectors.toSet()))
                    .filter(values -> values.size() == 1 && !values.contains("*"))
                    .count())
        .sum();
  }

  private static Map<List<String>, Long> groups(List<List<String>> rows) {
    return rows.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting()));
  }

  /** The size of the smallest group of equal rows that somebody may be one of. */
  private static long fewest(List<String> known, Map<List<String>, Long> groups) {
    return groups.entrySet().stream()
        .filter(group -> fits(known, group.getKey(), -1))
        .mapToLong(Map.Entry::getValue)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  /** Whether a row says of each column but one the same, or nothing. */
  private static boolean fits(List<String> known, List<String> row, int but) {
    for (var at = 0; at < row.size(); at++) {
      var cell = row.get(at);
      if (at != but
          && !cell.equals(known.get(at))
          && !cell.equals(RowSuppression.ANY)
          && !cell.equals(RowSuppression.OTHER)) {
        return false;
      }
    }
    return true;
  }

  @Test
  @Attack(value = 20, by = "rare complaints of a synthetic service", off = "suppression of values")
  void a20RareComplaintsAreOther() {
    Defence.holds("complaints of fewer than k", rare(open), rare(raw));
  }

  private static long rare(RowTable table) {
    var at = table.columns().indexOf("presentingComplaint");
    return groups(table.rows().stream().map(row -> List.of(row.get(at))).toList()).values().stream()
        .filter(it -> it < rule.k())
        .count();
  }

  @Test
  @Attack(value = 21, by = "synthetic people of a class who are all alike", off = "k and l")
  void a21NoClassOfTheServiceIsAllAlike() {
    Defence.holds("classes that tell a value", alike(open), alike(raw));
  }

  /** Classes, each counted for every sensitive column that says one value of all. */
  private static long alike(RowTable table) {
    var said = new HashMap<List<String>, Set<String>>();
    for (var row : table.rows()) {
      for (var column = QUASI; column < row.size(); column++) {
        var of = new ArrayList<>(row.subList(0, QUASI));
        of.add(table.columns().get(column));
        said.computeIfAbsent(of, none -> new HashSet<>()).add(row.get(column));
      }
    }
    return said.values().stream()
        .filter(values -> values.size() == 1 && Collections.disjoint(values, RowRule.NO_VALUES))
        .count();
  }
}
