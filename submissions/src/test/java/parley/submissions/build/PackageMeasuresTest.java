package parley.submissions.build;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.dataset.Dataset;
import parley.submissions.engine.DatasetTables;
import parley.submissions.engine.TablesResult;
import parley.submissions.golden.GoldenService;
import parley.submissions.measure.FigureCsv;
import parley.submissions.measure.FigureReports;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureBuilder;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.measure.MeasureResult;
import parley.submissions.view.ViewJson;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/** The package of the golden service holds the measures of its month. */
class PackageMeasuresTest {

  private static final Path SHIPPED = Path.of("src/main/resources/parley/submissions");
  private static final ViewResources RECORD = GoldenService.resources(GoldenService.lines());
  private static final List<String> ASKED = Collections.synchronizedList(new ArrayList<>());

  @TempDir static Path folder;
  private static Path built;

  @BeforeAll
  static void build() {
    var order =
        BuildOrder.of(GoldenService.order(10), SubmissionType.PRIMARY, "A. Tester").asDryRun();
    var result =
        MadeOrders.BUILDER.build(
            type -> {
              ASKED.add(type);
              return RECORD.ofType(type);
            },
            order,
            folder.resolve("october"));
    assertThat(result).isInstanceOf(BuildResult.Built.class);
    built = ((BuildResult.Built) result).folder();
  }

  @Test
  void theRecordIsReadOnceForTablesAndMeasures() {
    assertThat(ASKED).doesNotHaveDuplicates();
    assertThat(ASKED).contains("Observation", "Encounter", "Procedure", "PractitionerRole");
  }

  @Test
  void theFiguresAreThoseCountedByHand() throws IOException {
    var values = new HashMap<String, String>();
    for (var line : Files.readAllLines(built.resolve("IDENTIFIABLE-measures-2026-10.csv"))) {
      var cells = line.split(",", -1);
      if (cells[4].equals("provider") && cells[6].equals("total")) {
        values.put(cells[0], cells[10]);
      }
    }
    var byHand = GoldenService.measures();
    assertThat(byHand).hasSizeGreaterThanOrEqualTo(58);
    for (var expected : byHand.values()) {
      assertThat(values).containsKey(expected.get(0));
      assertThat(number(values.get(expected.get(0))))
          .as(expected.get(0))
          .isEqualByComparingTo(number(expected.get(1)));
    }
  }

  @Test
  void bothFilesAreWhatTheMeasuresAreByThemselves() throws IOException {
    var figures = figures();
    var csv = new ByteArrayOutputStream();
    FigureCsv.write(figures, csv);
    var reports = new ByteArrayOutputStream();
    FigureReports.write(figures, reports);
    assertThat(built.resolve("IDENTIFIABLE-measures-2026-10.csv"))
        .hasBinaryContent(csv.toByteArray());
    assertThat(built.resolve("IDENTIFIABLE-measures-2026-10.ndjson"))
        .hasBinaryContent(reports.toByteArray());
  }

  @Test
  void eachMeasureIsAReportOfTheMonth() throws IOException {
    var parser = FhirContext.forR4Cached().newJsonParser();
    var reports =
        Files.readAllLines(built.resolve("IDENTIFIABLE-measures-2026-10.ndjson")).stream()
            .map(line -> parser.parseResource(MeasureReport.class, line))
            .toList();
    assertThat(reports).hasSameSizeAs(MeasureFolder.packaged());
    for (var report : reports) {
      assertThat(report.getPeriod().getStartElement().getValueAsString()).isEqualTo("2026-10-01");
      assertThat(report.getPeriod().getEndElement().getValueAsString()).isEqualTo("2026-10-31");
      assertThat(report.getReporter().getIdentifier().getValue()).isEqualTo("RZ9");
    }
  }

  @Test
  void theTablesAreWhatTheyAreByThemselves() throws IOException {
    var whole = folder.resolve("whole");
    var order = BuildOrder.of(GoldenService.order(10), SubmissionType.PRIMARY, "A. Tester");
    assertThat(MadeOrders.BUILDER.build(RECORD, order, whole))
        .isInstanceOf(BuildResult.Built.class);
    var alone =
        ((TablesResult.Made) new DatasetTables(new ViewReader()).make(RECORD, order.order()))
            .submission();
    for (var table : Dataset.iapt21().tables()) {
      var file = folder.resolve(table.name() + ".csv");
      CsvFile.write(table, alone.rows(table.number()), file);
      assertThat(whole.resolve("csv/IDENTIFIABLE-" + table.name() + "-2026-10.csv"))
          .hasSameBinaryContentAs(file);
    }
    for (var name :
        List.of("IDENTIFIABLE-measures-2026-10.csv", "IDENTIFIABLE-measures-2026-10.ndjson")) {
      assertThat(whole.resolve(name)).hasSameBinaryContentAs(built.resolve(name));
    }
  }

  /** A measure, or the SQL below it, that is not in the manifest could change unseen. */
  @Test
  void theManifestNamesEveryDefinitionAndBothFiles() throws IOException {
    var manifest =
        ViewJson.tree(Files.readString(built.resolve("IDENTIFIABLE-manifest-2026-10.json")));
    var named = manifest.path("definitions").path("files");
    try (var shipped = Files.walk(SHIPPED.resolve("measures"))) {
      for (var file : shipped.filter(Files::isRegularFile).toList()) {
        var name = SHIPPED.relativize(file).toString().replace('\\', '/');
        assertThat(named.path(name).asText()).as(name).isEqualTo(Hashes.of(file));
      }
    }
    for (var name :
        List.of("IDENTIFIABLE-measures-2026-10.csv", "IDENTIFIABLE-measures-2026-10.ndjson")) {
      assertThat(manifest.path("files").path(name).path("sha256").asText())
          .isEqualTo(Hashes.of(built.resolve(name)));
    }
  }

  private static Figures figures() {
    var result = MeasureBuilder.packaged().build(RECORD, GoldenService.order(10));
    return ((MeasureResult.Made) result).figures();
  }

  /** A figure that is none, of nobody, is written by hand as -1. */
  private static BigDecimal number(String text) {
    return new BigDecimal(text.isEmpty() ? "-1" : text);
  }
}
