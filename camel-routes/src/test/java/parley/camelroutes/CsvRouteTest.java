package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import parley.mappings.Mappings;
import parley.mappings.RecordBundle;
import parley.mappings.Sender;
import parley.mappings.Transport;
import parley.mappings.csv.CsvCase;
import parley.mappings.csv.CsvColumns;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

/** CSV files in a folder: rows along the spine, and the result file. */
@Timeout(180)
class CsvRouteTest {

  private static final String HEADER = "Reference,NHS Number,Surname,Notes";
  private static final MessageMapper MAPPER =
      MessageMapper.of(new Mappings(PackagedTerminology.packaged()));

  @TempDir Path inbox;
  private Gateway gateway;

  @BeforeEach
  void open() throws Exception {
    open(List.of(sender("clinic", StandardCharsets.UTF_8)));
  }

  private void open(List<Sender> senders) throws Exception {
    var inlet = new Inlet.Folder("csv", inbox, senders);
    gateway = new Gateway(List.of(inlet), Gateway.LIMITS, Duration.ofMinutes(5), MAPPER);
  }

  private static Sender sender(String id, Charset charset) {
    return new Sender(
        id,
        List.of(new Sender.Origin(id, "*")),
        charset,
        Map.of(),
        Map.of(CsvColumns.CONCEPT_MAP, Systems.conceptMap("csv-referral")),
        Map.of());
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void rowsAreAnsweredOneByOneUnderTheirNumberInASpreadsheet() throws Exception {
    drop(
        "a.csv",
        HEADER + "\r\nT1,9990001014,Fenby,\r\n\r\n,,,\r\nT2,,Nobody,\r\nT3,9990001022,Garrowby,x");
    assertThat(result("failed", "a.csv"))
        .containsExactly(
            "row,reference,outcome,field,rule,remedy",
            "2,T1,accepted,,,",
            "5,T2,refused,NHS Number,...",
            "6,T3,accepted,,,");
    assertThat(gateway.store.applied()).hasSize(2);
    var entry = gateway.store.entries().get(0);
    assertThat(entry.controlId()).startsWith("T1#");
    assertThat(entry.type()).isEqualTo("CSV^referral");
    assertThat(entry.sender()).isEqualTo("clinic");
    assertThat(entry.transport().get(Transport.Fact.FILE)).contains("a.csv");
    assertThat(entry.transport().get(Transport.Fact.ROW)).contains("2");
    assertThat(Texts.text(entry.bytes())).isEqualTo(HEADER + "\r\nT1,9990001014,Fenby,");
  }

  @Test
  void theSameFileAgainChangesNothingAndACorrectedRowIsAnUpdate() throws Exception {
    var file = HEADER + "\nT1,9990001014,Fenby,\nT2,9990001022,Garrowby,\n";
    drop("a.csv", file);
    var first = result("done", "a.csv");
    drop("again.csv", file);
    assertThat(result("done", "again.csv")).isEqualTo(first);
    assertThat(gateway.store.applied()).hasSize(2);
    drop("corrected.csv", file.replace("Garrowby", "Garroby"));
    assertThat(result("done", "corrected.csv")).isEqualTo(first);
    assertThat(gateway.store.applied()).hasSize(3);
    var last = gateway.store.bundles().get(2);
    // Rows of different people are decided side by side, in any order.
    assertThat(gateway.store.bundles().subList(0, 2))
        .anyMatch(bundle -> ids(bundle).equals(ids(last)));
    assertThat(patient(last).getNameFirstRep().getFamily()).isEqualTo("Garroby");
  }

  @Test
  void aBrokenRowTakesNoOtherWithIt() throws Exception {
    drop(
        "a.csv",
        HEADER
            + "\nT1,9990001014,\"Fenby,never closed\nT2,9990001022,Garrowby,\"two\nlines\"\n"
            + "T3,9990001030,\"Quarrie\" x,\nT4,9990001049,Rookdale,\n");
    assertThat(result("failed", "a.csv"))
        .containsExactly(
            "row,reference,outcome,field,rule,remedy",
            "2,,refused,row,...",
            "3,T2,accepted,,,",
            "4,,refused,row,...",
            "5,T4,accepted,,,");
  }

  @Test
  void whatASpreadsheetWouldTakeForAFormulaIsHarmless() throws Exception {
    var references = List.of("=1+1", "+1", "-1", "@SUM(A1)");
    var rows = new StringBuilder("Reference,NHS Number,=cmd|x,\"a \"\"b\"\"\"\n");
    references.forEach(reference -> rows.append(reference).append(",9990001014,,\n"));
    drop("a.csv", rows.toString());
    var lines = result("done", "a.csv");
    assertThat(lines)
        .contains("2,\"'=1+1\",accepted,,,", "3,\"'+1\",accepted,,,", "5,\"'@SUM(A1)\",accepted,,,")
        .contains("1,,accepted,\"'=cmd|x\",...", "1,,accepted,\"a \"\"b\"\"\",...");
    assertThat(String.join("\n", lines)).doesNotContainPattern("(?m)(^|,)\"?[=+@-]");
  }

  @Test
  void aHeaderThatCannotBeReadTakesNoRow() throws Exception {
    drop("a.csv", "T1,9990001014,Fenby\nT2,9990001022,Garrowby\n");
    assertThat(result("failed", "a.csv"))
        .containsExactly("row,reference,outcome,field,rule,remedy", "1,,refused,header,...");
    drop("b.csv", "\n");
    assertThat(result("failed", "b.csv")).hasSize(2);
    drop("c.csv", "Reference,NHS Number,Reference\nT1,9990001014,T1\n");
    assertThat(result("failed", "c.csv").get(1)).startsWith("1,,refused,Reference,");
    assertThat(gateway.store.entries()).isEmpty();
  }

  @Test
  void eachSenderHasItsCharacterSet() throws Exception {
    gateway.close();
    open(List.of(sender("clinic", Charset.forName("windows-1252"))));
    Texts.drop(
        inbox,
        "a.csv",
        (HEADER.replace(',', ';') + "\r\n\"T1\";9990001014;M\u00fcllerby;\u20ac\r\n")
            .getBytes(Charset.forName("windows-1252")));
    assertThat(result("done", "a.csv")).contains("2,T1,accepted,,,");
    var stored = patient(gateway.store.bundles().get(0));
    assertThat(stored.getNameFirstRep().getFamily()).isEqualTo("M\u00fcllerby");
  }

  @Test
  void aFolderOfSeveralCsvSendersCannotTellWhoseAFileIs() throws Exception {
    gateway.close();
    open(List.of(sender("a", StandardCharsets.UTF_8), sender("b", StandardCharsets.UTF_8)));
    drop("a.csv", HEADER + "\nT1,9990001014,Fenby,\n");
    assertThat(result("failed", "a.csv")).last().asString().startsWith(",,refused,file,");
    assertThat(gateway.store.entries()).isEmpty();
  }

  @Test
  void aFolderForAnyoneTakesTheUsualColumns() throws Exception {
    gateway.close();
    open(List.of());
    drop("a.CSV", HEADER + "\nT1,9990001014,Fenby,\n");
    assertThat(result("done", "a.CSV")).contains("2,T1,accepted,,,");
  }

  /** Every golden row through a folder and from a sender of its own, as a file of its own. */
  @Test
  void goldenRows() throws Exception {
    gateway.close();
    var inlets = new ArrayList<Inlet>();
    for (var golden : CsvCase.all()) {
      var folder = Files.createDirectories(inbox.resolve(golden.name()));
      Texts.drop(folder, "in.csv", golden.bytes());
      var sender = sender(golden.name(), golden.sender().charset());
      inlets.add(new Inlet.Folder(golden.name(), folder, List.of(sender)));
    }
    gateway = new Gateway(inlets, Gateway.LIMITS, Duration.ofMinutes(5), MAPPER);
    for (var golden : CsvCase.all()) {
      var refused = golden.problems().isPresent();
      var folder = inbox.resolve(golden.name()).resolve(refused ? "failed" : "done");
      Texts.await(folder.resolve("in.csv"));
      var rows =
          gateway.store.entries().stream()
              .filter(entry -> entry.inlet().equals(golden.name()))
              .toList();
      assertThat(rows.stream().filter(row -> row.state() == JournalEntry.State.APPLIED))
          .as(golden.name())
          .hasSize(refused ? 0 : 1);
      var problems =
          rows.stream()
              .flatMap(entry -> entry.problems().stream())
              .map(problem -> problem.code().name())
              .toList();
      var expected =
          golden.problems().orElse(golden.warnings()).stream().map(each -> each.code()).toList();
      // A row whose marks do not come out even is not journalled.
      assertThat(golden.name().equals("bad-quotation-marks") ? expected : problems)
          .as(golden.name())
          .isEqualTo(expected);
    }
  }

  private static List<String> ids(RecordBundle bundle) {
    return bundle.entries().stream()
        .filter(RecordBundle.Write.class::isInstance)
        .map(entry -> ((RecordBundle.Write) entry).resource())
        .filter(resource -> !resource.fhirType().equals("Provenance"))
        .map(resource -> resource.fhirType() + resource.getIdPart())
        .toList();
  }

  private static Patient patient(RecordBundle bundle) {
    return bundle.entries().stream()
        .filter(RecordBundle.Write.class::isInstance)
        .map(entry -> ((RecordBundle.Write) entry).resource())
        .filter(Patient.class::isInstance)
        .map(Patient.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private void drop(String name, String text) throws Exception {
    Texts.drop(inbox, name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** The lines of a result file, rule and remedy left out where there are any. */
  private List<String> result(String folder, String name) throws Exception {
    var moved = inbox.resolve(folder).resolve(name);
    Texts.await(moved);
    var lines = new ArrayList<String>();
    for (var line : Files.readAllLines(moved.resolveSibling(name + ".result.csv"))) {
      var parts = line.split(",", 5);
      lines.add(
          parts[0].equals("row") || parts[4].equals(",")
              ? line
              : String.join(",", List.of(parts).subList(0, 4)) + ",...");
    }
    return lines;
  }
}
