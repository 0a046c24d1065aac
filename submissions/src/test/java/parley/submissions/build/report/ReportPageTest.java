package parley.submissions.build.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import parley.submissions.build.BuildOrder;
import parley.submissions.build.BuildSummary;
import parley.submissions.build.Counts;
import parley.submissions.build.GuardShares;
import parley.submissions.build.SubmissionType;
import parley.submissions.dataset.Dataset;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.quality.DataQuality;
import parley.submissions.rule.Registers;
import parley.submissions.rule.Row;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.Submission;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ViewJson;
import parley.terminology.scale.Scales;

/** The report names what is wrong by rule, row, field and resource, and shows no value. */
class ReportPageTest {

  private static final Dataset DATASET = Dataset.iapt21();
  private static final String HOSTILE = "\"><script>a'&b";
  private static final SubmissionFacts FACTS =
      new SubmissionFacts(
          "RZ9",
          "RZ9",
          LocalDate.parse("2026-10-01"),
          LocalDate.parse("2026-10-31"),
          LocalDateTime.parse("2026-11-20T10:00:00"));

  @TempDir Path folder;

  @Test
  void thePageIsWellFormedAndEscapesWhatComesFromOutside()
      throws IOException, SAXException, ParserConfigurationException {
    var page = page(report(Optional.of("https://parley.example/fhir/")));
    assertThat(page).doesNotContain("<script").contains("&quot;&gt;&lt;script&gt;a&#39;&amp;b");
    var factory = DocumentBuilderFactory.newInstance();
    var document = factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    assertThat(document.getDocumentElement().getAttribute("lang")).isEqualTo("en-GB");
    assertThat(document.getElementsByTagName("script").getLength()).isZero();
    assertThat(document.getElementsByTagName("h1").getLength()).isEqualTo(1);
    var tables = document.getElementsByTagName("table").getLength();
    assertThat(tables).isEqualTo(4);
    assertThat(document.getElementsByTagName("caption").getLength()).isEqualTo(tables);
    assertThat(page).contains("The national system would reject this file");
  }

  @Test
  void aFindingLinksToItsResourceAndSaysHowToMendIt() throws IOException {
    assertThat(page(report(Optional.of("https://parley.example/fhir/"))))
        .contains("<a href=\"https://parley.example/fhir/Encounter/e1\">Encounter/e1</a>")
        .contains("Record AppType.");
    assertThat(page(report(Optional.of("javascript:alert(1)//"))))
        .doesNotContain("javascript:")
        .contains("<td>Encounter/e1</td>");
    assertThat(page(report(Optional.empty()))).contains("<td>Encounter/e1</td>");
  }

  @Test
  void noFormOfTheReportShowsAValue() throws IOException {
    var report = report(Optional.empty());
    ReportTable.write(report, folder.resolve("report.csv"));
    ReportJson.write(report, folder.resolve("report.json"));
    for (var text :
        List.of(
            page(report),
            Files.readString(folder.resolve("report.csv")),
            Files.readString(folder.resolve("report.json")))) {
      assertThat(text)
          .contains("IDS20154", "Encounter/e1", "C1")
          .doesNotContain("9990000000")
          .doesNotContain("1066-01-01")
          .doesNotContain("NOWHERE");
    }
  }

  @Test
  void jsonAndCsvHaveEveryFinding() throws IOException {
    var report = report(Optional.empty());
    ReportTable.write(report, folder.resolve("report.csv"));
    ReportJson.write(report, folder.resolve("report.json"));
    var json = ViewJson.tree(Files.readString(folder.resolve("report.json")));
    var csv = Files.readAllLines(folder.resolve("report.csv"));
    assertThat(json.path("findings")).hasSize(report.findings().findings().size());
    assertThat(csv).hasSize(report.findings().findings().size() + 1);
    assertThat(json.path("accepted").asBoolean()).isFalse();
    assertThat(json.path("quality")).hasSize(140);
    assertThat(csv.get(0)).startsWith("rule,severity,table,key_field,key,field,resource,link");
    assertThat(json.path("findings"))
        .anySatisfy(
            finding -> {
              assertThat(finding.path("table").asText()).isEqualTo("IDS201CareContact");
              assertThat(finding.path("keyField").asText()).isEqualTo("CareContactId");
              assertThat(finding.path("key").asText()).isEqualTo("C1");
              assertThat(finding.path("resource").asText()).isEqualTo("Encounter/e1");
              assertThat(finding.path("remedy").asText()).isNotEmpty();
            });
  }

  @Test
  void rowsThatFallWithOthersAreTold() throws IOException {
    var report =
        report(
            Map.of(
                "IDS201", List.of(row("IDS201", Map.of("CareContactId", "C1"))),
                "IDS202", List.of(row("IDS202", Map.of("CareActId", "A1", "CareContactId", "C1")))),
            Optional.empty());
    assertThat(report.dropped()).containsEntry("IDS201", 1L).containsEntry("IDS202", 1L);
    assertThat(report.droppedWithOthers()).containsExactly(Map.entry("IDS202", 1L));
    assertThat(page(report))
        .contains("Nothing is wrong with this row: mend the one that it hangs on");
  }

  @Test
  void aKeyIsNoFormulaForASpreadsheet() throws IOException {
    var rows = Map.of("IDS201", List.of(row("IDS201", Map.of("CareContactId", "=1+1"))));
    ReportTable.write(report(rows, Optional.empty()), folder.resolve("report.csv"));
    assertThat(Files.readString(folder.resolve("report.csv"))).contains(",'=1+1,");
  }

  private String page(BuildReport report) throws IOException {
    var file = folder.resolve("report.html");
    ReportPage.write(report, file);
    return Files.readString(file);
  }

  private static BuildReport report(Optional<String> base) {
    return report(
        Map.of(
            "IDS001",
            List.of(
                row(
                    "IDS001",
                    Map.of(
                        "LocalPatientId", HOSTILE,
                        "NHSNumber", "9990000000",
                        "PersonBirthDate", "1066-01-01",
                        "Postcode", "NOWHERE"))),
            "IDS201",
            List.of(row("IDS201", Map.of("CareContactId", "C1", "ServiceRequestId", "R1")))),
        base);
  }

  private static BuildReport report(Map<String, List<Row>> rows, Optional<String> base) {
    var submission = new Submission(DATASET, FACTS, rows);
    var findings = RuleRun.of(submission, RuleBook.iapt21(Scales.packaged(), Registers.none()));
    var rules = new HashMap<String, Long>();
    findings.findings().forEach(found -> rules.merge(found.rule().code(), 1L, Long::sum));
    var counts =
        new Counts(Map.of("IDS001", 1L, "IDS201", 1L), 0, DataQuality.of(submission, findings));
    var summary =
        new BuildSummary(
            counts,
            findings.accepted(),
            Map.of(),
            rules,
            findings.dropped().size(),
            List.of(),
            List.of());
    var order =
        new BuildOrder(
            new SubmissionOrder(FACTS, "PARLEY"),
            SubmissionType.PRIMARY,
            Optional.empty(),
            false,
            Optional.empty(),
            Set.of(),
            GuardShares.DEFAULT,
            Optional.empty(),
            "A. Tester",
            false,
            base);
    return new BuildReport(submission, findings, summary, order);
  }

  private static Row row(String table, Map<String, String> values) {
    var definition = DATASET.table(table).orElseThrow();
    var cells = new String[definition.fields().size()];
    Arrays.fill(cells, "");
    values.forEach((field, value) -> cells[definition.position(field)] = value);
    return new Row(
        definition, cells, Optional.of(table.equals("IDS201") ? "Encounter/e1" : "Patient/p1"));
  }
}
