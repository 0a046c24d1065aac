package parley.submissions.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.spannm.jackcess.DataType;
import io.github.spannm.jackcess.DatabaseBuilder;
import io.github.spannm.jackcess.DateTimeType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.dataset.Dataset;
import parley.submissions.dataset.FieldType;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** What was written is read back by Jackcess, which wrote it, and by mdbtools, which did not. */
class AccessFileTest {

  private static final Dataset DATASET = Dataset.iapt21();

  @TempDir Path folder;

  @Test
  void jackcessReadsBackEveryTableFieldTypeAndRow() throws IOException {
    var submission = MadeSubmission.awkward();
    var file = folder.resolve("made.accdb");
    assertThat(AccessFile.write(submission, file)).isEmpty();

    try (var database = new DatabaseBuilder(file).withReadOnly(true).open()) {
      database.setDateTimeType(DateTimeType.LOCAL_DATE_TIME);
      assertThat(database.getTableNames())
          .containsExactlyInAnyOrderElementsOf(
              DATASET.tables().stream().map(table -> table.name()).toList());
      for (var definition : DATASET.tables()) {
        var table = database.getTable(definition.name());
        assertThat(table.getColumns()).hasSameSizeAs(definition.fields());
        for (int at = 0; at < definition.fields().size(); at++) {
          var field = definition.fields().get(at);
          var column = table.getColumns().get(at);
          assertThat(column.getName()).isEqualTo(field.name());
          assertThat(column.getType()).as(field.name()).isEqualTo(type(field.type()));
          if (column.getType() == DataType.TEXT) {
            assertThat((int) column.getLengthInUnits()).isEqualTo(field.maxLength().orElse(255));
          }
        }
        var rows = new ArrayList<List<String>>();
        for (var row : table) {
          rows.add(
              definition.fields().stream().map(f -> text(f.type(), row.get(f.name()))).toList());
        }
        assertThat(rows).as(definition.name()).isEqualTo(texts(submission, definition.number()));
      }
    }
  }

  @Test
  void mdbtoolsReadsBackEveryTableFieldTypeAndRow() throws IOException, InterruptedException {
    assumeTrue(
        Mdbtools.isInstalled(),
        "mdbtools is not on this machine; install the package to read the file back by it");
    var submission = MadeSubmission.awkward();
    var file = folder.resolve("made.accdb");
    AccessFile.write(submission, file);

    assertThat(Mdbtools.tables(file))
        .containsExactlyInAnyOrderElementsOf(
            DATASET.tables().stream().map(table -> table.name()).toList());
    for (var definition : DATASET.tables()) {
      var expectedTypes = new LinkedHashMap<String, String>();
      for (var field : definition.fields()) {
        expectedTypes.put(
            field.name(),
            switch (field.type()) {
              case TEXT -> "Text (" + field.maxLength().orElse(255) + ")";
              case WHOLE_NUMBER -> "Long Integer";
              case DATE, TIME, DATE_TIME -> "DateTime";
            });
      }
      assertThat(Mdbtools.types(file, definition.name())).isEqualTo(expectedTypes);
      var records = Mdbtools.records(file, definition.name());
      assertThat(records.get(0))
          .isEqualTo(definition.fields().stream().map(field -> field.name()).toList());
      var rows = new ArrayList<List<String>>();
      for (var read : records.subList(1, records.size())) {
        var row = new ArrayList<String>();
        for (int at = 0; at < read.size(); at++) {
          row.add(fromMdbtools(definition.fields().get(at).type(), read.get(at)));
        }
        rows.add(row);
      }
      assertThat(rows).as(definition.name()).isEqualTo(texts(submission, definition.number()));
    }
  }

  @Test
  void whatAColumnCannotHoldIsBlankAndCounted() throws IOException {
    var submission =
        MadeSubmission.with(
            "IDS001",
            Map.of("LocalPatientId", "P".repeat(21), "PersonBirthDate", "1990-05", "Gender", "1"));
    var file = folder.resolve("made.accdb");
    assertThat(AccessFile.write(submission, file))
        .isEqualTo(Map.of("IDS001MPI.LocalPatientId", 1L, "IDS001MPI.PersonBirthDate", 1L));
    try (var database = new DatabaseBuilder(file).withReadOnly(true).open()) {
      var row = database.getTable("IDS001MPI").iterator().next();
      assertThat(row.get("LocalPatientId")).isNull();
      assertThat(row.get("PersonBirthDate")).isNull();
      assertThat(row.get("Gender")).isEqualTo("1");
    }
  }

  @Test
  void moreRowsThanABatchKeepTheirOrder() throws IOException {
    var submission = MadeSubmission.contacts(12_001);
    var file = folder.resolve("made.accdb");
    AccessFile.write(submission, file);
    try (var database = new DatabaseBuilder(file).withReadOnly(true).open()) {
      var ids = new ArrayList<String>();
      database
          .getTable("IDS201CareContact")
          .forEach(row -> ids.add(row.getString("CareContactId")));
      assertThat(ids)
          .isEqualTo(
              submission.rows("IDS201").stream().map(row -> row.value("CareContactId")).toList());
    }
  }

  private static DataType type(FieldType type) {
    return switch (type) {
      case TEXT -> DataType.TEXT;
      case WHOLE_NUMBER -> DataType.LONG;
      case DATE, TIME, DATE_TIME -> DataType.SHORT_DATE_TIME;
    };
  }

  private static String text(FieldType type, Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof LocalDateTime moment) {
      return fromMdbtools(
          type, moment.toString().length() == 16 ? moment + ":00" : moment.toString());
    }
    return value.toString();
  }

  /** {@code 2026-10-05T10:00:00} as the CSV has a day, a time or both. */
  private static String fromMdbtools(FieldType type, String moment) {
    if (moment.isEmpty()) {
      return moment;
    }
    return switch (type) {
      case DATE -> {
        assertThat(moment).endsWith("T00:00:00");
        yield moment.substring(0, 10);
      }
      case TIME -> {
        assertThat(moment).startsWith("1899-12-30T");
        yield moment.substring(11);
      }
      case DATE_TIME, TEXT, WHOLE_NUMBER -> moment;
    };
  }

  private static List<List<String>> texts(Submission submission, String table) {
    return submission.rows(table).stream().map(Row::values).map(List::of).toList();
  }
}
