package parley.submissions.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.dataset.Dataset;
import parley.submissions.view.ResourceText;
import parley.submissions.view.ViewJson;

/** Whole builds of the golden record. */
class SubmissionBuilderTest {

  private static final Dataset DATASET = Dataset.iapt21();

  @TempDir Path folder;

  @Test
  void aPackageHoldsEveryTableInEachFormTheReportAndTheManifest() throws IOException {
    var built = built(MadeOrders.october(), folder.resolve("october"));
    var expected = new ArrayList<String>();
    for (var table : DATASET.tables()) {
      expected.add("csv/IDENTIFIABLE-" + table.name() + "-2026-10.csv");
      expected.add("parquet/IDENTIFIABLE-" + table.name() + "-2026-10.parquet");
    }
    expected.addAll(
        List.of(
            "IDENTIFIABLE-IAPT-RZ9-primary-2026-10.accdb",
            "IDENTIFIABLE-manifest-2026-10.json",
            "IDENTIFIABLE-measures-2026-10.csv",
            "IDENTIFIABLE-measures-2026-10.ndjson",
            "IDENTIFIABLE-report-2026-10.csv",
            "IDENTIFIABLE-report-2026-10.html",
            "IDENTIFIABLE-report-2026-10.json"));
    assertThat(files(built.folder()).keySet()).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(Files.list(folder)).containsExactly(built.folder());
    assertThat(built.summary().counts().referrals()).isEqualTo(2);
    assertThat(Counts.ofJson(built.summary().counts().json())).isEqualTo(built.summary().counts());
    assertThat(
            Files.readString(
                built.folder().resolve("csv/IDENTIFIABLE-IDS601MedHistPrevDiag-2026-10.csv")))
        .startsWith("LocalPatientId,DiagSchemeInUse,PrevDiag,DiagDate\r\n");
    assertThat(
            Files.readString(
                built.folder().resolve("csv/IDENTIFIABLE-IDS803CareCluster-2026-10.csv")))
        .startsWith("LocalPatientId,AMHCareClustCodeFin,");
  }

  @Test
  void theSameDataGiveTheSameBytes() throws IOException {
    var lines = MadeOrders.onePerson();
    var first = files(built(MadeOrders.october(), folder.resolve("first")).folder());
    Collections.shuffle(lines, new Random(7));
    var result =
        MadeOrders.BUILDER.build(
            MadeOrders.record(lines), MadeOrders.october(), folder.resolve("second"));
    var second = files(((BuildResult.Built) result).folder());
    for (var file : first.entrySet()) {
      if (!file.getKey().endsWith(".accdb")
          && !file.getKey().equals("IDENTIFIABLE-manifest-2026-10.json")) {
        assertThat(second.get(file.getKey()))
            .as(file.getKey())
            .hasSameBinaryContentAs(file.getValue());
      }
    }
    assertThat(manifest("second").path("inputs")).isEqualTo(manifest("first").path("inputs"));
    assertThat(manifest("second").path("definitions"))
        .isEqualTo(manifest("first").path("definitions"));
  }

  /**
   * With the moment given nothing of it tells when it was built, and the manifest has every hash.
   */
  @Test
  void theSameDataAndMomentGiveTheSameBytesWheneverTheyAreBuilt() throws IOException {
    var order = MadeOrders.october().ofGivenMoment();
    var first = files(built(order, folder.resolve("first")).folder());
    var later =
        MadeOrders.builder(Clock.fixed(Instant.parse("2027-03-01T08:15:30Z"), ZoneOffset.UTC))
            .build(MadeOrders.record(MadeOrders.onePerson()), order, folder.resolve("later"));
    var second = files(((BuildResult.Built) later).folder());
    assertThat(second.keySet()).isEqualTo(first.keySet());
    for (var file : first.entrySet()) {
      assertThat(second.get(file.getKey()))
          .as(file.getKey())
          .hasSameBinaryContentAs(file.getValue());
    }
    assertThat(manifest("later").path("created").asText()).isEqualTo("2026-11-20T10:00");
    built(MadeOrders.october(), folder.resolve("told"));
    assertThat(manifest("told").path("built").asText()).isEqualTo("2026-11-20T10:00:00Z");
  }

  @Test
  void theManifestSaysOfWhatAndByWhatItWasMadeAndWhatIsInIt() throws IOException {
    var order = MadeOrders.october();
    var built = built(order, folder.resolve("october"));
    var manifest = manifest("october");
    var files = files(built.folder());
    files.remove("IDENTIFIABLE-manifest-2026-10.json");
    var named = new ArrayList<String>();
    manifest.path("files").fieldNames().forEachRemaining(named::add);
    assertThat(named).containsExactlyElementsOf(files.keySet());
    for (var file : files.entrySet()) {
      var said = manifest.path("files").path(file.getKey());
      assertThat(said.path("sha256").asText()).isEqualTo(Hashes.of(file.getValue()));
      assertThat(said.path("bytes").asLong()).isEqualTo(Files.size(file.getValue()));
    }
    assertThat(manifest.path("software").asText()).isEqualTo("Parley 0.test");
    assertThat(manifest.path("product").asText()).isEqualTo("IDENTIFIABLE");
    assertThat(manifest.path("orderedBy").asText()).isEqualTo("A. Tester");
    assertThat(manifest.path("result").path("rows").path("IDS101").asLong()).isEqualTo(2);
    assertThat(manifest.path("inputs").path("resources").path("Patient").asLong()).isEqualTo(3);
    assertThat(manifest.path("definitions").path("files").path("sql/IDS101Referral.sql").asText())
        .matches("[0-9a-f]{64}");
    assertThat(manifest.path("definitions").path("files").path("rules.json").asText())
        .matches("[0-9a-f]{64}");
    assertThat(manifest.has("confirmation")).isFalse();
    var rules = new TreeMap<String, Long>();
    manifest
        .path("result")
        .path("rules")
        .fields()
        .forEachRemaining(rule -> rules.put(rule.getKey(), rule.getValue().asLong()));
    var found = new TreeMap<String, Long>();
    ViewJson.tree(Files.readString(built.folder().resolve("IDENTIFIABLE-report-2026-10.json")))
        .path("findings")
        .forEach(finding -> found.merge(finding.path("rule").asText(), 1L, Long::sum));
    assertThat(rules).isNotEmpty().isEqualTo(found);
    var text = Files.readString(built.folder().resolve("IDENTIFIABLE-manifest-2026-10.json"));
    var release = new ReleasedManifest.Release(7, "Zo\u00eb", Instant.EPOCH, "\"read\" & right");
    var released = ReleasedManifest.of(text, release);
    assertThat(ViewJson.tree(released).path("released").path("by").asText()).isEqualTo("Zo\u00eb");
    assertThat(ReleasedManifest.asBuilt(released)).isEqualTo(text);
    assertThat(ReleasedManifest.builtHash(released))
        .isEqualTo(Hashes.of(text))
        .isEqualTo(ViewJson.tree(released).path("released").path("builtManifestSha256").asText());
  }

  @Test
  void anotherInputHasAnotherHash() throws IOException {
    built(MadeOrders.october(), folder.resolve("october"));
    var lines = new ArrayList<>(MadeOrders.onePerson());
    lines.set(0, lines.get(0).replaceFirst("}$", " }"));
    MadeOrders.BUILDER.build(
        MadeOrders.record(lines), MadeOrders.october(), folder.resolve("other"));
    assertThat(manifest("other").path("inputs").path("sha256").asText())
        .hasSize(64)
        .isNotEqualTo(manifest("october").path("inputs").path("sha256").asText());
  }

  @Test
  void parquetHoldsWhatTheCsvHolds() throws IOException, SQLException {
    var built = built(MadeOrders.october(), folder.resolve("october")).folder();
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      for (var table : DATASET.tables()) {
        var csv =
            Files.readAllLines(built.resolve("csv/IDENTIFIABLE-" + table.name() + "-2026-10.csv"));
        var read = new ArrayList<String>();
        try (var rows =
            statement.executeQuery(
                "select * from '"
                    + built.resolve("parquet/IDENTIFIABLE-" + table.name() + "-2026-10.parquet")
                    + "'")) {
          var names = new ArrayList<String>();
          for (int at = 1; at <= rows.getMetaData().getColumnCount(); at++) {
            names.add(rows.getMetaData().getColumnLabel(at));
          }
          read.add(String.join(",", names));
          while (rows.next()) {
            var values = new ArrayList<String>();
            for (int at = 1; at <= names.size(); at++) {
              values.add(Optional.ofNullable(rows.getString(at)).orElse(""));
            }
            read.add(String.join(",", values));
          }
        }
        assertThat(read).as(table.name()).isEqualTo(csv);
      }
    }
  }

  @Test
  void aDryRunHoldsReportAndMeasuresOnly() throws IOException {
    var built = built(MadeOrders.october().asDryRun(), folder.resolve("october"));
    assertThat(files(built.folder()).keySet())
        .containsExactly(
            "IDENTIFIABLE-manifest-2026-10.json",
            "IDENTIFIABLE-measures-2026-10.csv",
            "IDENTIFIABLE-measures-2026-10.ndjson",
            "IDENTIFIABLE-report-2026-10.csv",
            "IDENTIFIABLE-report-2026-10.html",
            "IDENTIFIABLE-report-2026-10.json");
    assertThat(manifest("october").path("dryRun").asBoolean()).isTrue();
  }

  @Test
  void aPackageIsNeverOverwritten() throws IOException {
    var place = folder.resolve("october");
    var before = files(built(MadeOrders.october(), place).folder());
    var manifest = Files.readString(place.resolve("IDENTIFIABLE-manifest-2026-10.json"));
    assertThat(build(MadeOrders.october(), place)).isInstanceOf(BuildResult.Failed.class);
    assertThat(files(place)).isEqualTo(before);
    assertThat(place.resolve("IDENTIFIABLE-manifest-2026-10.json")).hasContent(manifest);
  }

  @Test
  void aResourceThatCannotBeReadFailsTheBuildAndIsNamed() throws IOException {
    var lines = new ArrayList<>(MadeOrders.onePerson());
    lines.add("{\"resourceType\":\"Patient\",\"id\":\"broken\",\"extension\":[{\"url\":{}}]");
    var records = MadeOrders.record(MadeOrders.onePerson());
    var result =
        MadeOrders.BUILDER.build(
            type ->
                type.equals("Patient")
                    ? Stream.concat(
                        records.ofType(type),
                        Stream.of(
                            new ResourceText(Optional.of("broken"), lines.get(lines.size() - 1))))
                    : records.ofType(type),
            MadeOrders.october(),
            folder.resolve("october"));
    assertThat(result)
        .isInstanceOfSatisfying(
            BuildResult.Failed.class,
            failed -> {
              assertThat(failed.problems()).hasSize(1);
              assertThat(failed.problems().get(0).resource()).isPresent();
            });
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDiskThatFailsGivesOneLine() throws IOException {
    var notAFolder = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> build(MadeOrders.october(), notAFolder.resolve("october")))
        .isInstanceOf(PackageNotWritten.class)
        .satisfies(
            e -> assertThat(e.getMessage()).hasLineCount(1).contains("nothing of it is left"));
  }

  private BuildResult build(BuildOrder order, Path place) throws IOException {
    return MadeOrders.BUILDER.build(MadeOrders.record(MadeOrders.onePerson()), order, place);
  }

  private BuildResult.Built built(BuildOrder order, Path place) throws IOException {
    var result = build(order, place);
    assertThat(result).isInstanceOf(BuildResult.Built.class);
    return (BuildResult.Built) result;
  }

  private JsonNode manifest(String build) throws IOException {
    return ViewJson.tree(
        Files.readString(folder.resolve(build).resolve("IDENTIFIABLE-manifest-2026-10.json")));
  }

  private static TreeMap<String, Path> files(Path folder) throws IOException {
    var files = new TreeMap<String, Path>();
    try (var found = Files.walk(folder)) {
      found
          .filter(Files::isRegularFile)
          .forEach(file -> files.put(folder.relativize(file).toString(), file));
    }
    return files;
  }
}
