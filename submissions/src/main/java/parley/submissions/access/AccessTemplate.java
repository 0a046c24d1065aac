package parley.submissions.access;

import io.github.spannm.jackcess.Column;
import io.github.spannm.jackcess.DataType;
import io.github.spannm.jackcess.Database;
import io.github.spannm.jackcess.DatabaseBuilder;
import io.github.spannm.jackcess.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import parley.submissions.dataset.Dataset;
import parley.submissions.dataset.DatasetField;
import parley.submissions.dataset.DatasetTable;

/** Holds the official empty database against the definition of the data set. */
public final class AccessTemplate {

  private final Database database;
  private final List<Difference> differences = new ArrayList<>();

  private AccessTemplate(Database database) {
    this.database = database;
  }

  /**
   * Every difference, table by table and field by field.
   *
   * @return empty when the database is just as the definition says
   */
  public static List<Difference> differences(Dataset dataset, Path file) {
    if (!Files.isReadable(file)) {
      return List.of(new Difference("", "there is no such file, or it may not be read", false));
    }
    try (var database = new DatabaseBuilder(file).withReadOnly(true).open()) {
      var template = new AccessTemplate(database);
      template.compare(dataset);
      return List.copyOf(template.differences);
    } catch (IOException | IllegalStateException | IllegalArgumentException e) {
      return List.of(new Difference("", "it is no Access database that can be read", false));
    }
  }

  private void compare(Dataset dataset) throws IOException {
    var names = new HashSet<>(database.getTableNames());
    for (var table : dataset.tables()) {
      if (names.remove(table.name())) {
        compare(table, database.getTable(table.name()));
      } else {
        differ(table.name(), "the table is missing");
      }
    }
    names.stream().sorted().forEach(name -> pass(name, "a table that the data set has not"));
  }

  private void compare(DatasetTable definition, Table table) {
    if (table.getRowCount() > 0) {
      differ(definition.name(), "the table is not empty");
    }
    var columns =
        table.getColumns().stream().collect(Collectors.toMap(Column::getName, column -> column));
    for (var field : definition.fields()) {
      var place = definition.name() + "." + field.name();
      var column = columns.remove(field.name());
      if (column == null) {
        differ(place, "the field is missing");
      } else {
        compare(place, field, column);
      }
    }
    columns.keySet().stream()
        .sorted()
        .forEach(name -> differ(definition.name() + "." + name, "a field that it has not"));
    var order = definition.fields().stream().map(DatasetField::name).toList();
    var found = table.getColumns().stream().map(Column::getName).toList();
    if (!order.equals(found) && order.size() == found.size() && columns.isEmpty()) {
      pass(definition.name(), "the fields are in another order");
    }
  }

  private void compare(String place, DatasetField field, Column column) {
    var own = ColumnForm.of(field);
    var form = ColumnForm.of(column);
    if (!form.canHold(field.type())) {
      differ(place, "is " + column.getType() + ", which cannot hold " + own.type());
    } else if (form.type() != own.type()) {
      pass(place, "is " + column.getType() + " instead of " + own.type());
    } else if (form.type() == DataType.TEXT && form.characters() < own.characters()) {
      // Without a length of the data set's own, 255 is ours, not a demand.
      var what = "holds " + form.characters() + " characters, not " + own.characters();
      differences.add(new Difference(place, what, field.maxLength().isEmpty()));
    } else if (form.type() == DataType.TEXT && form.characters() > own.characters()) {
      pass(place, "holds " + form.characters() + " characters, not " + own.characters());
    }
    if (form.type() == DataType.TEXT && !column.isVariableLength()) {
      differ(place, "pads what is written with spaces; the reissued database does not");
    }
  }

  private void differ(String place, String what) {
    differences.add(new Difference(place, what, false));
  }

  private void pass(String place, String what) {
    differences.add(new Difference(place, what, true));
  }
}
