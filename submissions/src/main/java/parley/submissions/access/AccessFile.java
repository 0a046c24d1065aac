package parley.submissions.access;

import io.github.spannm.jackcess.Column;
import io.github.spannm.jackcess.ConstraintViolationException;
import io.github.spannm.jackcess.Database;
import io.github.spannm.jackcess.DatabaseBuilder;
import io.github.spannm.jackcess.DateTimeType;
import io.github.spannm.jackcess.JackcessException;
import io.github.spannm.jackcess.Table;
import io.github.spannm.jackcess.TableBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import parley.submissions.dataset.DatasetTable;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Writes the tables of a submission into an Access database ({@code .accdb}). */
public final class AccessFile {

  private static final int BATCH = 5_000;

  /** How many values of a field no column could hold, by table and field. */
  private final Map<String, Long> unheld = new TreeMap<>();

  private final Submission submission;

  private AccessFile(Submission submission) {
    this.submission = submission;
  }

  /**
   * Writes a database of our own definition: the tables in their order, empty ones too, with
   * neither indexes nor relations, so that a file with faults can be looked at as well.
   *
   * @return how many values of which field could not be held, such as text that is too long or a
   *     date that is none; they are blank in the database and are found by rules anyway
   * @throws IOException when the disk fails
   */
  public static Map<String, Long> write(Submission submission, Path file) throws IOException {
    var writer = new AccessFile(submission);
    try (var database =
        new DatabaseBuilder(file)
            .withFileFormat(Database.FileFormat.V2010)
            .withAutoSync(false)
            .create()) {
      database.setDateTimeType(DateTimeType.LOCAL_DATE_TIME);
      for (var table : submission.dataset().tables()) {
        writer.fill(table, table(database, table));
      }
      writer.date(database);
    }
    return Collections.unmodifiableMap(writer.unheld);
  }

  /**
   * Writes into a copy of the official database, which has been looked at before.
   *
   * @return as {@link #write(Submission, Path)}
   * @throws KeyRefused when one of its keys does not take a row
   * @throws IOException when the disk fails
   */
  public static Map<String, Long> write(Submission submission, Path template, Path file)
      throws IOException {
    Files.copy(template, file);
    var writer = new AccessFile(submission);
    try (var database = new DatabaseBuilder(file).withAutoSync(false).open()) {
      database.setDateTimeType(DateTimeType.LOCAL_DATE_TIME);
      for (var table : submission.dataset().tables()) {
        writer.fill(table, database.getTable(table.name()));
      }
    }
    return Collections.unmodifiableMap(writer.unheld);
  }

  private static Table table(Database database, DatasetTable definition) throws IOException {
    var table = new TableBuilder(definition.name());
    for (var field : definition.fields()) {
      table.addColumn(ColumnForm.of(field).column(field.name()));
    }
    return table.toTable(database);
  }

  /**
   * The catalogue has the moment at which a table was made. It is that of the submission, so that
   * the same submission gives the same bytes.
   */
  private void date(Database database) throws IOException {
    var catalogue = database.getSystemTable("MSysObjects");
    var name = catalogue.getColumn("Name");
    var entries = catalogue.getDefaultCursor();
    entries.beforeFirst();
    while (entries.moveToNextRow()) {
      var table = String.valueOf(entries.getCurrentRowValue(name));
      if (submission.dataset().tables().stream().anyMatch(one -> one.name().equals(table))) {
        for (var moment : new String[] {"DateCreate", "DateUpdate"}) {
          entries.setCurrentRowValue(catalogue.getColumn(moment), submission.facts().submitted());
        }
      }
    }
  }

  private void fill(DatasetTable definition, Table table) throws IOException {
    var columns =
        definition.fields().stream().map(field -> (Column) table.getColumn(field.name())).toList();
    var forms = columns.stream().map(ColumnForm::of).toList();
    var batch = new ArrayList<@Nullable Object[]>(BATCH);
    for (var row : submission.rows(definition.number())) {
      batch.add(cells(row, columns, forms, table.getColumnCount()));
      if (batch.size() == BATCH) {
        add(definition, table, batch);
      }
    }
    add(definition, table, batch);
  }

  private static void add(DatasetTable definition, Table table, List<@Nullable Object[]> batch)
      throws IOException {
    try {
      table.addRows(batch);
    } catch (JackcessException e) {
      throw withoutValues(definition.name(), e);
    }
    batch.clear();
  }

  /**
   * Jackcess tells the row that it could not add; neither its text nor its chain may be passed on.
   */
  private static IOException withoutValues(String table, JackcessException refused) {
    Throwable root = refused;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root instanceof ConstraintViolationException) {
      return new KeyRefused(table);
    }
    return root instanceof JackcessException || !(root instanceof IOException)
        ? new IOException(table + " was not taken: " + root.getClass().getSimpleName())
        : new IOException(root.getMessage());
  }

  private @Nullable Object[] cells(
      Row row, List<Column> columns, List<ColumnForm> forms, int width) {
    var cells = new @Nullable Object[width];
    Arrays.fill(cells, null);
    for (int at = 0; at < columns.size(); at++) {
      var value = row.values()[at];
      var field = row.table().fields().get(at);
      if (!value.isEmpty()) {
        var held = forms.get(at).held(field.type(), value);
        if (held.isPresent()) {
          cells[columns.get(at).getColumnIndex()] = held.get();
        } else {
          unheld.merge(row.table().name() + "." + field.name(), 1L, Long::sum);
        }
      }
    }
    return cells;
  }

  /** A key of the template does not take a row: it is blank, or another row has it already. */
  public static final class KeyRefused extends IOException {

    private final String table;

    KeyRefused(String table) {
      super("a key of " + table + " does not take a row");
      this.table = table;
    }

    public String table() {
      return table;
    }
  }
}
