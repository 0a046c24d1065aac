package parley.submissions.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.submissions.agreement.AgreementReading;
import parley.submissions.agreement.Agreements;
import parley.submissions.canary.Canaries;
import parley.submissions.canary.CanaryKind;
import parley.submissions.canary.CanaryReport;
import parley.submissions.canary.CanaryScan;
import parley.submissions.engine.ParquetText;

/** Rows as Parquet: the same rows as in the CSV, and looked into by the scan. */
class ParquetReleaseTest {

  private static final MadePeople PEOPLE = new MadePeople(60);
  private static final String NUMBER = "9990000018";

  private static final Canaries CANARIES =
      new Canaries.Builder(Set.of())
          .add(CanaryKind.NHS_NUMBER, NUMBER)
          .addName(List.of("Zaphod"), "Beeblebrox")
          .build();

  @TempDir Path folder;

  private static String asked(String example) {
    return MadeOrders.example(example)
        .replace(
            "{\"name\": \"epoch\",",
            "{\"name\": \"format\", \"valueCode\": \"parquet\"},\n    {\"name\": \"epoch\",");
  }

  @Test
  void anAgreementMayNameParquetAndTheRowsAreThoseOfTheCsv() throws IOException {
    var order = MadeOrders.order(MadeOrders.agreement(asked("evaluation")), MadeOrders.nobody());
    var result = MadeOrders.builder().build(PEOPLE, order, folder.resolve("a"));
    var files = ((ReleaseResult.Released<?>) result).manifest().product().files();
    var parquet = files.stream().filter(file -> file.name().endsWith(".parquet")).toList();
    assertThat(parquet).hasSize(3).allMatch(file -> file.name().startsWith("PSEUDONYMISED-"));
    for (var file : parquet) {
      var csv = ReleasedFolder.rows(folder.resolve("a"), file.name().replace(".parquet", ".csv"));
      var text = text(folder.resolve("a").resolve(file.name()));
      assertThat(csv).hasSizeGreaterThan(10);
      assertThat(text.lines().toList())
          .containsAll(
              csv.subList(1, csv.size()).stream().map(row -> String.join(",", row)).toList())
          .containsAll(csv.get(0));
    }
    MadeOrders.builder().build(PEOPLE, order, folder.resolve("b"));
    assertThat(ReleasedFolder.files(folder.resolve("b")))
        .isEqualTo(ReleasedFolder.files(folder.resolve("a")));
  }

  @Test
  void itIsAFormatOfRowsAndOfNothingElse() {
    for (var wrong :
        List.of(asked("figures"), asked("evaluation").replace("\"parquet\"", "\"excel\""))) {
      assertThat(Agreements.read(wrong, MadeOrders.TODAY))
          .isInstanceOfSatisfying(
              AgreementReading.Refused.class,
              refused -> assertThat(refused.toString()).contains("format", "csv or parquet"));
    }
    var rows = "ANONYMOUS-referrals-2026-10.";
    assertThat(ReleasedRows.isOne("ANONYMOUS", rows + "csv")).isTrue();
    assertThat(ReleasedRows.isOne("ANONYMOUS", rows + "parquet")).isFalse();
  }

  /** Among ten thousand others, so that no page shows it unpacked. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "case when i = 7000 then '999 000 0018' else concat('row ', i) end as it |",
        "case when i = 7000 then 'Zaphod' else concat('row ', i) end as it |",
        "i as \"Zaphod BEEBLEBROX\" |",
        "i as it | , kv_metadata {note: 'of 9990000018'}",
        "case when i = 1 then 9990000018 else 9990000018 + i end as it |"
      })
  void theScanFindsAPersonInRowsNamesAndNotes(String column, String more)
      throws IOException, SQLException {
    var file = parquet(column, more == null ? "" : more);
    assertThat(scanned(file).hits()).isNotEmpty();
    assertThat(scanned(parquet("'row ' || i as it", "")).isClean()).isTrue();
  }

  @Test
  void whatCannotBeReadAsParquetIsOpaque() throws IOException, SQLException {
    var file = parquet("i as it", "");
    var bytes = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(bytes, bytes.length - 3));
    assertThat(scanned(file).opaque()).hasSize(1);
    assertThatThrownBy(() -> ParquetText.write(file, new ByteArrayOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot be read");
  }

  private Path parquet(String column, String more) throws SQLException {
    var file = folder.resolve("made.parquet");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement()) {
      statement.execute(
          "copy (select %s from range(10000) as r(i)) to '%s' (format parquet, compression zstd%s)"
              .formatted(column, file, more));
    }
    return file;
  }

  private static CanaryReport scanned(Path file) throws IOException {
    var bytes = new ByteArrayInputStream(Files.readAllBytes(file));
    return new CanaryScan(CANARIES)
        .packed("made.parquet", bytes, out -> ParquetText.write(file, out))
        .report();
  }

  private static String text(Path file) throws IOException {
    var out = new ByteArrayOutputStream();
    ParquetText.write(file, out);
    return out.toString(StandardCharsets.UTF_8);
  }
}
