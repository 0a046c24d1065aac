package parley.server.practice.workforce;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.MeasureReport;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportGroupStratifierComponent;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportStatus;
import org.hl7.fhir.r4.model.MeasureReport.MeasureReportType;
import org.hl7.fhir.r4.model.Quantity;
import parley.server.practice.workforce.Census.Figure;
import parley.server.practice.workforce.Census.Row;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFile;
import parley.submissions.product.ProductFolder;
import parley.submissions.product.ProductManifest;
import parley.terminology.Systems;

/** The census as CSV and as a FHIR MeasureReport: the same rows, and nobody's record. */
final class CensusFiles {

  private static final String WHAT = "workforce";
  private static final ObjectWriter JSON =
      JsonMapper.builder().build().writerWithDefaultPrettyPrinter();
  private static final String FIGURE = Systems.codeSystem("workforce-figure");
  private static final String POPULATION =
      "http://terminology.hl7.org/CodeSystem/measure-population";
  private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

  private CensusFiles() {}

  /** RFC 4180; {@code *} is a figure that is hidden, an empty cell one that is not known. */
  static String csv(List<Row> rows, LocalDate day) {
    var csv = new StringBuilder("as_of,figure,code,name,training,staff,wte\r\n");
    for (var row : rows) {
      csv.append(
          String.join(
              ",",
              day.toString(),
              row.figure().code(),
              row.group().getCode(),
              quoted(row.group().getDisplay()),
              row.training(),
              row.staff().map(String::valueOf).orElse("*"),
              row.masked() ? "*" : row.wte().map(String::valueOf).orElse("")));
      csv.append("\r\n");
    }
    return csv.toString();
  }

  /** Where a census of a day is written: whoever may have it, anyone. */
  static ProductFolder<Product.Anonymous> folder(Path folder, LocalDate day) {
    return new ProductFolder<>(Product.Anonymous.KIND, folder, day.toString());
  }

  /** Where it is: its rows, its report and its manifest. */
  static List<Path> places(ProductFolder<Product.Anonymous> folder) {
    return List.of(
        folder.place(WHAT, "csv"),
        folder.place(WHAT, "json"),
        folder.place(WHAT + "-manifest", "json"));
  }

  /**
   * Writes all files or none: each under another name first, because one alone would stand for a
   * census of the day and keep the next attempt from being made.
   *
   * @throws IOException when one cannot be written, or is there already
   */
  static void write(ProductFolder<Product.Anonymous> folder, String rows, String report)
      throws IOException {
    var places = places(folder);
    var texts = List.of(rows, report, manifest(folder.product(), places, List.of(rows, report)));
    var moved = new ArrayList<Path>();
    try {
      for (var at = 0; at < places.size(); at++) {
        Files.writeString(part(places.get(at)), texts.get(at));
      }
      for (var place : places) {
        Files.move(part(place), place);
        moved.add(place);
      }
    } catch (IOException e) {
      for (var place : moved) {
        Files.deleteIfExists(place);
      }
      throw e;
    } finally {
      for (var place : places) {
        Files.deleteIfExists(part(place));
      }
    }
  }

  /** Kind of product, and each file with its hash; there is neither agreement nor key. */
  private static String manifest(Product.Anonymous product, List<Path> places, List<String> texts)
      throws IOException {
    var files = new ArrayList<ProductFile<Product.Anonymous>>();
    for (var at = 0; at < texts.size(); at++) {
      var bytes = new ByteArrayInputStream(texts.get(at).getBytes(StandardCharsets.UTF_8));
      files.add(ProductFile.of(product, places.get(at).getFileName().toString(), bytes));
    }
    var content = new ProductManifest<>(product, "none", "none", files).content();
    return JSON.writeValueAsString(content) + '\n';
  }

  private static Path part(Path file) {
    return file.resolveSibling("." + file.getFileName() + ".part");
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\"\"") + '"';
  }

  /** A summary report: counts alone, no subjects. */
  static MeasureReport report(List<Row> rows, LocalDate day, Instant made) {
    var report = new MeasureReport();
    report.setStatus(MeasureReportStatus.COMPLETE);
    report.setType(MeasureReportType.SUMMARY);
    report.setMeasure(Systems.PARLEY + "Measure/workforce-census|1.0.0");
    report.setDate(Date.from(made));
    report.getPeriod().setStartElement(new DateTimeType(day.toString()));
    report.getPeriod().setEndElement(new DateTimeType(day.toString()));
    for (var figure : Figure.values()) {
      var group = report.addGroup().setCode(concept(figure.code()));
      var dimension = figure == Figure.STAFF ? "role" : "qualification";
      var stratifier = group.addStratifier().addCode(concept(dimension + "-training"));
      for (var row : rows) {
        if (row.figure() == figure) {
          add(group, stratifier, row, dimension);
        }
      }
    }
    return report;
  }

  private static void add(
      MeasureReportGroupComponent group,
      MeasureReportGroupStratifierComponent stratifier,
      Row row,
      String dimension) {
    if (row.group().equalsShallow(Census.TOTAL)) {
      group.addPopulation().setCode(population()).setCountElement(count(row.staff()));
      wte(row).ifPresent(group::setMeasureScore);
      return;
    }
    var stratum = stratifier.addStratum();
    stratum
        .addComponent()
        .setCode(concept(dimension))
        .setValue(new CodeableConcept(row.group().copy()));
    stratum.addComponent().setCode(concept("training")).setValue(concept(row.training()));
    stratum.addPopulation().setCode(population()).setCountElement(count(row.staff()));
    wte(row).ifPresent(stratum::setMeasureScore);
  }

  private static IntegerType count(Optional<Integer> staff) {
    var count = staff.map(IntegerType::new).orElseGet(IntegerType::new);
    if (staff.isEmpty()) {
      count.addExtension(ABSENT, new CodeType("masked"));
    }
    return count;
  }

  private static Optional<Quantity> wte(Row row) {
    if (row.masked()) {
      var masked = new Quantity();
      masked.addExtension(ABSENT, new CodeType("masked"));
      return Optional.of(masked);
    }
    return row.wte().map(wte -> new Quantity().setValue(wte).setUnit("whole-time equivalents"));
  }

  private static CodeableConcept population() {
    return new CodeableConcept(new Coding().setSystem(POPULATION).setCode("measure-population"));
  }

  private static CodeableConcept concept(String code) {
    return new CodeableConcept(new Coding().setSystem(FIGURE).setCode(code));
  }
}
