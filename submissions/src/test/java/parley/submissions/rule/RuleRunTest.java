package parley.submissions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import parley.terminology.scale.Scales;

class RuleRunTest {

  static final List<Rule> RULES = RuleBook.iapt21(Scales.packaged(), Registers.none());

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
            "IDS00220 IDS002.LocalPatientId (consequence)");
    assertThat(report.accepted()).isTrue();
    // The header, the staff and the other person hang on nobody of them; no national rule of the
    // tables of accommodation and previous diagnoses is known.
    assertThat(report.dropped()).hasSize(17);
  }

  @Test
  void onePersonsFaultIsNotAnothers() {
    var file = new GoldenFile().change(tables -> tables.get("IDS002").remove(1));
    var report = RuleRun.of(file.submission(), RULES);
    assertThat(told(report))
        .containsExactlyInAnyOrder(
            "IDS00145 IDS001.LocalPatientId", "IDS10101 IDS101.LocalPatientId (consequence)");
    assertThat(report.dropped()).hasSize(2);
    assertThat(report.accepted()).isTrue();
  }

  @Test
  void aFileOfWhichNothingIsLeftIsRejected() {
    var file =
        new GoldenFile()
            .change(
                tables -> {
                  tables.get("IDS101").remove(1);
                  tables.get("IDS001").remove(1);
                  tables.get("IDS002").remove(1);
                })
            .with("IDS101", "OrgIDComm=");
    var report = RuleRun.of(file.submission(), RULES);
    assertThat(told(report)).contains("IDSREJ101 IDS101 (consequence)");
    assertThat(report.accepted()).isFalse();
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

  /** The portal rejects a file by what is in it, not by what it would keep of it. */
  @Test
  void aDuplicateThatADroppedRowHidesStillRejectsTheFile() {
    var file =
        new GoldenFile().like("IDS001", "LocalPatientId=P1", "Postcode=ZZ99 3VZ", "Gender=?!");
    var report = RuleRun.of(file.submission(), RULES);
    assertThat(told(report))
        .contains("IDSREJ009 IDS001.NHSNumber", "IDSREJ010 IDS001.LocalPatientId");
    assertThat(report.dropped()).isNotEmpty();
    assertThat(report.accepted()).isFalse();
  }

  @Test
  void aScaleWithTwoDecimalsIsWrittenWithAPoint() {
    var mobility = "CodedAssToolType=473355002";
    for (var right : List.of("3.0", "3.25")) {
      var file = new GoldenFile().with("IDS606", mobility, "PersScore=" + right);
      assertThat(told(RuleRun.of(file.submission(), RULES))).as(right).isEmpty();
    }
    for (var wrong : List.of("3", "3.255", "3.", ".3")) {
      var file = new GoldenFile().with("IDS606", mobility, "PersScore=" + wrong);
      assertThat(told(RuleRun.of(file.submission(), RULES)))
          .as(wrong)
          .contains("IDS60615 IDS606.PersScore");
    }
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
