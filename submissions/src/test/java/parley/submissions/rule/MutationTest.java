package parley.submissions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.submissions.rule.check.HasChild;
import parley.submissions.rule.check.HasParent;
import parley.submissions.rule.check.Registered;
import parley.terminology.scale.Scales;

/** Each rule is broken in a file that is otherwise right, and found; and nothing else is. */
class MutationTest {

  private static final List<Rule> RULES = rules(Registers.none());
  private static final List<Rule> WITH_REGISTERS =
      rules(
          (register, code, day) ->
              Set.of("X9Z9X", "X9Z9XX", "X9 9XX").contains(code)
                  ? Registers.Standing.NOT_OPEN
                  : Registers.Standing.OPEN);

  /** Found when other rules have emptied the file, and so never by itself. */
  private static final Set<String> FOUND_AS_CONSEQUENCE = Set.of("IDSREJ101");

  /** Broken in the rows of both persons, so that nothing is left whose fall could be foretold. */
  private static final Set<String> OF_BOTH_PERSONS =
      Set.of("IDSREJ003", "IDSREJ004", "IDSREJ005", "IDSREJ012", "IDSREJ101");

  /** A fault of a row of one table, and the rule by which a row of another falls for it. */
  private record Fall(String of, String rule) {}

  /** What the national system would drop, by the table whose row is lost. By hand. */
  private static final Map<String, List<Fall>> FALLS =
      Map.of(
          "IDS001",
          List.of(
              new Fall("IDS002", "IDS00220"),
              new Fall("IDS003", "PARLEY00301"),
              new Fall("IDS004", "IDS00401"),
              new Fall("IDS007", "IDS00701"),
              new Fall("IDS011", "IDS01101"),
              new Fall("IDS012", "IDS01201"),
              new Fall("IDS101", "IDS10101"),
              new Fall("IDS601", "PARLEY60101"),
              new Fall("IDS803", "IDS80301")),
          "IDS002",
          List.of(new Fall("IDS001", "IDS00145")),
          "IDS101",
          List.of(
              new Fall("IDS001", "IDS00146"),
              new Fall("IDS105", "IDS10510"),
              new Fall("IDS108", "IDS10801"),
              new Fall("IDS201", "IDS20142"),
              new Fall("IDS205", "IDS20501"),
              new Fall("IDS602", "IDS60201"),
              new Fall("IDS603", "IDS60301"),
              new Fall("IDS606", "IDS60612")),
          "IDS201",
          List.of(new Fall("IDS202", "IDS20224")),
          "IDS202",
          List.of(new Fall("IDS607", "IDS60708")));

  /** What is missed in a row that stays, when a row of another table is lost. */
  private static final Map<String, Fall> MISSED =
      Map.of("IDS202", new Fall("IDS201", "IDS20169"), "IDS902", new Fall("IDS202", "PARLEY20283"));

  @Test
  void aFileWithoutAFaultHasNoFinding() {
    var report = RuleRun.of(new GoldenFile().submission(), RULES);
    assertThat(RuleRunTest.told(report)).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> everyRuleIsFoundAlone() {
    return RULES.stream().map(rule -> DynamicTest.dynamicTest(rule.code(), () -> foundAlone(rule)));
  }

  /** No rule is without a test: who adds one says how it is broken. */
  @Test
  void everyRuleCanBeBroken() {
    assertThat(RULES.stream().filter(rule -> Mutation.breaking(rule).isEmpty()).map(Rule::code))
        .isEmpty();
    var codes = RULES.stream().map(Rule::code).collect(Collectors.toSet());
    assertThat(codes).containsAll(MutationNotes.rules());
  }

  @Test
  void mostRulesAreBrokenWithoutAnother() {
    var alone =
        RULES.stream().filter(rule -> MutationNotes.of(rule.code()).also().isEmpty()).count();
    assertThat(alone).isGreaterThanOrEqualTo(290);
    assertThat(RULES.stream().map(rule -> MutationNotes.of(rule.code())))
        .allMatch(notes -> notes.also().isEmpty() || !notes.reason().isBlank());
  }

  @Test
  void allThirteenRejectionsOfTheFileAreAmongThem() {
    var file = RULES.stream().filter(rule -> rule.severity() == Severity.FILE).toList();
    assertThat(file).hasSize(13);
    for (var rule : file) {
      assertThat(run(rule).accepted()).as(rule.code()).isFalse();
    }
  }

  /** A new rule by which a row falls with another belongs into the table above. */
  @Test
  void everyCascadeIsForetold() {
    var foretold =
        FALLS.values().stream().flatMap(List::stream).map(Fall::rule).collect(Collectors.toSet());
    var cascades =
        RULES.stream()
            .filter(rule -> rule.severity().drops())
            .filter(rule -> rule.check() instanceof HasParent || rule.check() instanceof HasChild)
            .map(Rule::code)
            .collect(Collectors.toSet());
    assertThat(cascades).hasSize(20);
    assertThat(foretold).isEqualTo(cascades);
    var seen =
        RULES.stream()
            .filter(rule -> rule.severity().drops())
            .flatMap(rule -> codes(run(rule), true).stream())
            .collect(Collectors.toSet());
    assertThat(seen).containsAll(cascades);
  }

  private static void foundAlone(Rule rule) {
    var report = run(rule);
    var also = new HashSet<>(MutationNotes.of(rule.code()).also());
    if (FOUND_AS_CONSEQUENCE.contains(rule.code())) {
      assertThat(codes(report, true)).contains(rule.code());
    } else {
      also.add(rule.code());
    }
    assertThat(codes(report, false)).as("broken by the change itself").isEqualTo(also);
    if (!OF_BOTH_PERSONS.contains(rule.code())) {
      assertThat(codes(report, true)).as("falls with it").isEqualTo(consequences(rule, report));
    }
  }

  /** What falls with P1's rows that are at fault themselves. */
  private static Set<String> consequences(Rule rule, RuleReport report) {
    var lost = new HashSet<String>();
    var atFault = new HashSet<String>();
    report.findings().stream()
        .filter(found -> !found.consequence() && found.rule().severity().drops())
        .forEach(found -> lost.add(found.rule().table()));
    report.findings().stream()
        .filter(found -> !found.consequence())
        .forEach(found -> atFault.add(found.rule().code()));
    var expected = new HashSet<String>();
    var next = new ArrayDeque<>(lost);
    if (rule.check() instanceof HasChild child) {
      // It was taken out of the file, so it cannot fall.
      lost.add(child.table());
    }
    while (!next.isEmpty()) {
      for (var fall : FALLS.getOrDefault(next.poll(), List.of())) {
        if (lost.add(fall.of())) {
          expected.add(fall.rule());
          next.add(fall.of());
        }
      }
    }
    MISSED.forEach(
        (table, missed) -> {
          if (lost.contains(table)
              && !lost.contains(missed.of())
              && !atFault.contains(missed.rule())) {
            expected.add(missed.rule());
          }
        });
    if (lost.contains("IDS000")) {
      expected.add("IDSREJ015");
    }
    return expected;
  }

  private static RuleReport run(Rule rule) {
    var mutation = Mutation.breaking(rule).orElseThrow();
    var rules = rule.check() instanceof Registered ? WITH_REGISTERS : RULES;
    return RuleRun.of(mutation.file().submission(), rules);
  }

  private static Set<String> codes(RuleReport report, boolean consequence) {
    return report.findings().stream()
        .filter(found -> found.consequence() == consequence)
        .map(found -> found.rule().code())
        .collect(Collectors.toSet());
  }

  private static List<Rule> rules(Registers registers) {
    return RuleBook.strict(Scales.packaged(), registers, Set.of());
  }
}
