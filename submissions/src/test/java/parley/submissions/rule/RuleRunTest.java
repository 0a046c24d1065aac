package parley.submissions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.submissions.rule.check.Registered;
import parley.terminology.scale.Scales;

class RuleRunTest {

  static final List<Rule> RULES = RuleBook.iapt21(Scales.packaged(), Registers.none());

  private static final List<Rule> CLOSED =
      RuleBook.iapt21(
          Scales.packaged(),
          (register, code, day) ->
              code.equals("X9Z9X") ? Registers.Standing.NOT_OPEN : Registers.Standing.OPEN);

  @Test
  void hasTheRulesThatApplyToTheFieldsOfTheDataSet() {
    assertThat(RULES).hasSize(373);
    assertThat(RULES).extracting(Rule::code).doesNotHaveDuplicates();
    assertThat(RULES.stream().collect(Collectors.groupingBy(Rule::severity, Collectors.counting())))
        .containsEntry(Severity.FILE, 13L)
        .containsEntry(Severity.GROUP, 37L);
  }

  @Test
  void aFileWithoutAFaultHasNoFinding() {
    var report = RuleRun.of(new GoldenFile().submission(), RULES);
    assertThat(told(report)).isEmpty();
    assertThat(report.accepted()).isTrue();
    assertThat(report.dropped()).isEmpty();
  }

  /** What cannot be broken by a change of one field, each with its own test below. */
  private static final Set<String> OTHERWISE = Set.of("IDSREJ001");

  @TestFactory
  Stream<DynamicTest> everyRuleIsFoundAlone() {
    return RULES.stream()
        .filter(rule -> !OTHERWISE.contains(rule.code()))
        .map(rule -> DynamicTest.dynamicTest(rule.code(), () -> foundAlone(rule)));
  }

  /** With the rule; and what else is said is about the same field, or follows from it. */
  private static void foundAlone(Rule rule) {
    var mutation = Mutation.breaking(rule).orElseThrow();
    var rules = rule.check() instanceof Registered ? CLOSED : RULES;
    var report = RuleRun.of(mutation.file().submission(), rules);
    assertThat(report.findings().stream().filter(found -> !found.consequence()))
        .extracting(found -> found.rule().code())
        .contains(rule.code());
    assertThat(report.findings().stream().filter(found -> !found.consequence()))
        .as("only what has to do with %s", mutation.touched())
        .allMatch(
            found ->
                mutation.touched().stream().anyMatch(found.rule().check().toString()::contains)
                    || found.rule().severity() == Severity.FILE);
  }

  @Test
  void aReferralThatFallsTakesWhatHangsOnItAlong() {
    var report = RuleRun.of(new GoldenFile().with("IDS101", "OrgIDComm=").submission(), RULES);
    assertThat(told(report))
        .contains("IDS10108 IDS101.OrgIDComm")
        .contains(
            "IDS00146 IDS001.LocalPatientId (consequence)",
            "IDS20142 IDS201.ServiceRequestId (consequence)",
            "IDS20224 IDS202.CareContactId (consequence)",
            "IDS60708 IDS607.CareActId (consequence)",
            "IDS00220 IDS002.LocalPatientId (consequence)",
            "IDSREJ101 IDS101");
    assertThat(report.accepted()).isFalse();
    // The header and the staff hang on nobody; no rule of the accommodation table is known.
    assertThat(report.dropped()).hasSize(17);
  }

  @Test
  void onePersonsFaultIsNotAnothers() {
    var file =
        new GoldenFile()
            .add(
                "IDS001",
                "LocalPatientId=P2",
                "OrgIDLocalPatientId=RZ9",
                "NHSNumber=9990000026",
                "NHSNumberStatus=01",
                "PersonBirthDate=1990-01-01",
                "Postcode=ZZ99 3VZ",
                "Gender=1")
            .add(
                "IDS101",
                "ServiceRequestId=R2",
                "LocalPatientId=P2",
                "OrgIDComm=QWO",
                "ReferralRequestReceivedDate=2026-10-10");
    var report = RuleRun.of(file.submission(), RULES);
    assertThat(told(report))
        .containsExactlyInAnyOrder(
            "IDS00145 IDS001.LocalPatientId", "IDS10101 IDS101.LocalPatientId (consequence)");
    assertThat(report.dropped()).hasSize(2);
    assertThat(report.accepted()).isTrue();
  }

  @Test
  void twoContactsOfOneKeyFallTogetherAndTakeTheirActivities() {
    var file = new GoldenFile();
    file.change(
        tables ->
            tables
                .get("IDS201")
                .add(
                    new Row(
                        tables.get("IDS201").get(0).table(),
                        tables.get("IDS201").get(0).values().clone())));
    var report = RuleRun.of(file.submission(), RULES);
    assertThat(told(report))
        .containsExactlyInAnyOrder(
            "IDS20143 IDS201.CareContactId",
            "IDS20143 IDS201.CareContactId",
            "IDS20224 IDS202.CareContactId (consequence)",
            "IDS60708 IDS607.CareActId (consequence)");
    assertThat(report.dropped()).hasSize(4);
  }

  static List<String> told(RuleReport report) {
    return report.findings().stream()
        .map(
            finding ->
                finding.rule().code()
                    + " "
                    + finding.rule().table()
                    + finding.field().map(field -> "." + field).orElse("")
                    + (finding.consequence() ? " (consequence)" : ""))
        .toList();
  }
}
