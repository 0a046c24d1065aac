package parley.submissions.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.spannm.jackcess.ColumnBuilder;
import io.github.spannm.jackcess.DataType;
import io.github.spannm.jackcess.Database;
import io.github.spannm.jackcess.DatabaseBuilder;
import io.github.spannm.jackcess.IndexBuilder;
import io.github.spannm.jackcess.TableBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.dataset.Dataset;
import parley.submissions.dataset.DatasetTable;

/** Databases that are nearly the official one are found to be so, in each difference. */
class AccessTemplateTest {

  private static final Dataset DATASET = Dataset.iapt21();
  private static final UnaryOperator<ColumnBuilder> AS_IT_IS = column -> column;

  @TempDir Path folder;

  @Test
  void ourOwnDefinitionHasNoDifference() throws IOException {
    assertThat(AccessTemplate.differences(DATASET, template(Map.of(), List.of()))).isEmpty();
  }

  @Test
  void whatIsMissingOrTooMuchIsNamed() throws IOException {
    var file = template(Map.of(), List.of("IDS803CareCluster"));
    change(
        file,
        database -> {
          new TableBuilder("Lookup")
              .addColumn(new ColumnBuilder("Code", DataType.TEXT))
              .toTable(database);
          new ColumnBuilder("Extra", DataType.TEXT).addToTable(database.getTable("IDS002GP"));
          database.getTable("IDS007DisabilityType").addRow("P1", "04");
        });
    assertThat(AccessTemplate.differences(DATASET, file))
        .containsExactlyInAnyOrder(
            new Difference("IDS803CareCluster", "the table is missing", false),
            new Difference("Lookup", "a table that the data set has not", true),
            new Difference("IDS002GP.Extra", "a field that it has not", false),
            new Difference("IDS007DisabilityType", "the table is not empty", false));
  }

  @Test
  void fieldsThatCannotHoldTheirValuesAreNamed() throws IOException {
    var file =
        template(
            Map.of(
                "IDS101Referral.EndCode", column -> new ColumnBuilder("EndCode", DataType.LONG),
                "IDS101Referral.OnsetDate", column -> column.withLengthInUnits(6),
                "IDS101Referral.ServDischDate",
                    column ->
                        new ColumnBuilder("ServDischDate", DataType.TEXT).withLengthInUnits(10),
                "IDS105OnwardReferral.OnwardReferDate",
                    column -> new ColumnBuilder("OnwardReferDate", DataType.LONG),
                "IDS201CareContact.CareContactId", column -> column.withLengthInUnits(30),
                "IDS902CarePersQual.CarePersLocalId",
                    column -> new ColumnBuilder("CarePersonLocalId", DataType.TEXT)),
            List.of());
    assertThat(AccessTemplate.differences(DATASET, file))
        .containsExactlyInAnyOrder(
            new Difference("IDS101Referral.EndCode", "is LONG, which cannot hold TEXT", false),
            new Difference("IDS101Referral.OnsetDate", "holds 6 characters, not 7", false),
            new Difference(
                "IDS101Referral.ServDischDate", "is TEXT instead of SHORT_DATE_TIME", true),
            new Difference(
                "IDS105OnwardReferral.OnwardReferDate",
                "is LONG, which cannot hold SHORT_DATE_TIME",
                false),
            new Difference("IDS201CareContact.CareContactId", "holds 30 characters, not 20", true),
            new Difference("IDS902CarePersQual.CarePersLocalId", "the field is missing", false),
            new Difference(
                "IDS902CarePersQual.CarePersonLocalId", "a field that it has not", false));
  }

  @Test
  void aTemplateInAnotherOrderAndWithDatesAsTextIsFilledByName() throws IOException {
    var file =
        template(
            Map.of(
                "IDS101Referral.ServDischDate",
                column -> new ColumnBuilder("ServDischDate", DataType.TEXT).withLengthInUnits(10)),
            List.of("IDS607CodedScoreAssessmentAct"));
    change(
        file,
        database ->
            new TableBuilder("IDS607CodedScoreAssessmentAct")
                .addColumn(new ColumnBuilder("PersScore", DataType.TEXT).withLengthInUnits(5))
                .addColumn(new ColumnBuilder("CareActId", DataType.TEXT).withLengthInUnits(20))
                .addColumn(
                    new ColumnBuilder("CodedAssToolType", DataType.TEXT).withLengthInUnits(18))
                .toTable(database));
    assertThat(AccessTemplate.differences(DATASET, file)).allMatch(Difference::harmless).hasSize(2);

    var written = folder.resolve("written.accdb");
    assertThat(AccessFile.write(MadeSubmission.awkward(), file, written)).isEmpty();
    try (var database = new DatabaseBuilder(written).withReadOnly(true).open()) {
      assertThat(database.getTable("IDS101Referral").iterator().next())
          .containsEntry("ServDischDate", "2026-10-30");
      assertThat(database.getTable("IDS607CodedScoreAssessmentAct").iterator().next())
          .containsEntry("CareActId", "A1")
          .containsEntry("PersScore", "9");
    }
    try (var database = new DatabaseBuilder(file).withReadOnly(true).open()) {
      assertThat(database.getTable("IDS101Referral").getRowCount()).isZero();
    }
  }

  @Test
  void aKeyThatDoesNotTakeARowIsSaid() throws IOException {
    var file = template(Map.of(), List.of());
    change(
        file,
        database ->
            new IndexBuilder("key")
                .withColumns("LocalPatientId")
                .withUnique()
                .addToTable(database.getTable("IDS001MPI")));
    var twice = MadeSubmission.patients("NOT-TO-BE-TOLD", "NOT-TO-BE-TOLD");
    assertThatThrownBy(() -> AccessFile.write(twice, file, folder.resolve("written.accdb")))
        .isInstanceOfSatisfying(
            AccessFile.KeyRefused.class,
            e -> {
              assertThat(e.table()).isEqualTo("IDS001MPI");
              assertThat(e).hasNoCause().hasMessageNotContaining("NOT-TO-BE");
            });
  }

  @Test
  void whatIsNoDatabaseIsSaid() throws IOException {
    var text = Files.writeString(folder.resolve("text.accdb"), "not a database".repeat(1_000));
    var empty = Files.createFile(folder.resolve("empty.accdb"));
    for (var file : List.of(text, empty)) {
      assertThat(AccessTemplate.differences(DATASET, file))
          .containsExactly(new Difference("", "it is no Access database that can be read", false));
    }
    assertThat(AccessTemplate.differences(DATASET, folder.resolve("away.accdb")))
        .containsExactly(new Difference("", "there is no such file, or it may not be read", false));
  }

  private Path template(Map<String, UnaryOperator<ColumnBuilder>> changed, List<String> without)
      throws IOException {
    var file = folder.resolve("template-" + changed.size() + without.size() + ".accdb");
    try (var database =
        new DatabaseBuilder(file)
            .withFileFormat(Database.FileFormat.V2010)
            .withAutoSync(false)
            .create()) {
      for (var table : DATASET.tables()) {
        if (!without.contains(table.name())) {
          new TableBuilder(table.name()).addColumns(columns(table, changed)).toTable(database);
        }
      }
    }
    return file;
  }

  private static List<ColumnBuilder> columns(
      DatasetTable table, Map<String, UnaryOperator<ColumnBuilder>> changed) {
    var columns = new ArrayList<ColumnBuilder>();
    for (var field : table.fields()) {
      var change = changed.getOrDefault(table.name() + "." + field.name(), AS_IT_IS);
      columns.add(change.apply(ColumnForm.of(field).column(field.name())));
    }
    return columns;
  }

  /** Changes a database. */
  private interface Change {
    void make(Database database) throws IOException;
  }

  private static void change(Path file, Change change) throws IOException {
    try (var database = new DatabaseBuilder(file).open()) {
      change.make(database);
    }
  }
}
