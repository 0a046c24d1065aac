package parley.submissions.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.submissions.dataset.Dataset;
import parley.submissions.dataset.DatasetField;
import parley.submissions.engine.DatasetTables;
import parley.submissions.engine.TablesResult;
import parley.submissions.rule.Finding;
import parley.submissions.rule.Registers;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.Submission;
import parley.submissions.view.ViewReader;
import parley.terminology.scale.Scales;

/** What the program makes of the golden service is what was worked out by hand. */
class GoldenServiceTest {

  private static final DatasetTables TABLES = new DatasetTables(new ViewReader());
  private static final Submission MADE = make(GoldenService.lines());

  @TestFactory
  Stream<DynamicTest> everyTableIsAsWorkedOutByHand() {
    return Dataset.iapt21().tables().stream()
        .map(
            table ->
                DynamicTest.dynamicTest(
                    table.name(),
                    () -> {
                      assertThat(GoldenService.header(table.name()))
                          .isEqualTo(table.fields().stream().map(DatasetField::name).toList());
                      assertThat(rows(MADE, table.number()))
                          .containsExactlyInAnyOrderElementsOf(
                              GoldenService.expected(table.name()));
                    }));
  }

  @Test
  void noTableIsEmpty() {
    assertThat(Dataset.iapt21().tables()).allMatch(table -> !MADE.rows(table.number()).isEmpty());
    assertThat(MADE.rows("IDS101")).hasSize(32);
  }

  @Test
  void theFindingsAreThoseWorkedOutByHand() {
    var report = RuleRun.of(MADE, RuleBook.strict(Scales.packaged(), Registers.none(), Set.of()));
    assertThat(report.findings().stream().map(GoldenServiceTest::text))
        .containsExactlyInAnyOrderElementsOf(GoldenService.findings());
    assertThat(report.accepted()).isTrue();
    assertThat(report.dropped()).hasSize(5);
  }

  @Test
  void theOrderOfTheRecordDecidesNothing() {
    var lines = new ArrayList<>(GoldenService.lines());
    for (int seed = 1; seed <= 3; seed++) {
      Collections.shuffle(lines, new Random(seed));
      var again = make(lines);
      for (var table : Dataset.iapt21().tables()) {
        assertThat(rows(again, table.number())).isEqualTo(rows(MADE, table.number()));
      }
    }
  }

  /** The record grows month by month; what a file said of something names it for ever. */
  @Test
  void theKeysOfAThingAreTheSameInEveryMonth() {
    var september = make(GoldenService.lines(), 9);
    var november = make(GoldenService.lines(), 11);
    assertThat(september.rows("IDS101")).isNotEmpty();
    assertThat(november.rows("IDS101")).isNotEmpty();
    for (var month : List.of(september, november)) {
      for (var row : month.rows("IDS101")) {
        MADE.byKey("IDS101", row.value("ServiceRequestId"))
            .ifPresent(
                same ->
                    assertThat(same.value("ReferralRequestReceivedDate"))
                        .isEqualTo(row.value("ReferralRequestReceivedDate")));
      }
    }
    var contacts = new HashSet<>(rows(september, "IDS201", 0));
    contacts.retainAll(rows(MADE, "IDS201", 0));
    assertThat(contacts).as("a contact is in one month").isEmpty();
  }

  /** One of 30 September was given for a contact of 1 October: it is September's alone. */
  @Test
  void aScoreIsSentInOneMonth() {
    var september = scores(make(GoldenService.lines(), 9));
    var november = scores(make(GoldenService.lines(), 11));
    assertThat(september).contains("Observation/s1907").doesNotContainAnyElementsOf(scores(MADE));
    assertThat(november).doesNotContainAnyElementsOf(scores(MADE));
    assertThat(scores(MADE)).hasSizeGreaterThan(50).doesNotHaveDuplicates();
  }

  private static List<String> scores(Submission submission) {
    return Stream.of("IDS606", "IDS607")
        .flatMap(table -> submission.rows(table).stream())
        .map(row -> row.resource().orElseThrow())
        .toList();
  }

  /** Whoever had no NHS number still has none, and a source is still missing; nothing else is. */
  @Test
  void otherMonthsHaveOnlyWhatIsStillWrong() {
    for (int month = 5; month <= 8; month++) {
      assertThat(findings(month)).as("month " + month).isEmpty();
    }
    assertThat(findings(9)).containsExactly("IDS00111|WARNING|IDS001|P-26|NHSNumber|no");
    assertThat(findings(11))
        .containsExactlyInAnyOrder(
            "IDS00111|WARNING|IDS001|P-26|NHSNumber|no",
            "IDS00123|WARNING|IDS001|P-23|Postcode|no",
            "PARLEY10181|ERROR|IDS101|R-30|SourceOfReferralIAPT|no");
  }

  @Test
  void openReferralsAreCarriedFromMonthToMonth() {
    var november = rows(make(GoldenService.lines(), 11), "IDS101", 0);
    assertThat(november)
        .containsExactlyInAnyOrder(
            "R-01", "R-02", "R-09", "R-10", "R-11", "R-12", "R-14", "R-15", "R-17", "R-19", "R-22",
            "R-23", "R-24", "R-25", "R-26", "R-27", "R-28", "R-30", "R-33", "R-36");
  }

  private static Submission make(List<String> lines) {
    return make(lines, 10);
  }

  private static Submission make(List<String> lines, int month) {
    var made = TABLES.make(GoldenService.resources(lines), GoldenService.order(month));
    assertThat(made).isInstanceOf(TablesResult.Made.class);
    return ((TablesResult.Made) made).submission();
  }

  private static List<String> findings(int month) {
    var rules = RuleBook.strict(Scales.packaged(), Registers.none(), Set.of());
    return RuleRun.of(make(GoldenService.lines(), month), rules).findings().stream()
        .map(GoldenServiceTest::text)
        .toList();
  }

  private static List<String> rows(Submission submission, String table) {
    return submission.rows(table).stream().map(row -> String.join("|", row.values())).toList();
  }

  private static List<String> rows(Submission submission, String table, int column) {
    return submission.rows(table).stream().map(row -> row.values()[column]).toList();
  }

  private static String text(Finding finding) {
    return String.join(
        "|",
        finding.rule().code(),
        finding.rule().severity().name(),
        finding.rule().table(),
        finding.row().map(row -> row.values()[0]).orElse(""),
        finding.field().orElse(""),
        finding.consequence() ? "yes" : "no");
  }
}
