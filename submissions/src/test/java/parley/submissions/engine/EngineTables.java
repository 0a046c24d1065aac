package parley.submissions.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import parley.submissions.course.CourseModel;
import parley.submissions.golden.GoldenService;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.view.ViewReader;

/**
 * Writes what SQL is run over, the SQL and what DuckDB makes of it, of the golden service, for
 * another engine to be compared with: {@code tables/<name>.parquet}, {@code steps/<nnn>.sql} in
 * order, {@code queries/<name>.sql} and {@code rows/<name>.parquet}.
 */
public final class EngineTables {

  private final Database database;
  private final Path folder;
  private int steps;

  private EngineTables(Database database, Path folder) {
    this.database = database;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws IOException, SQLException {
    var folder = Path.of(arguments[0]).toAbsolutePath();
    for (var part : List.of("tables", "steps", "queries", "rows")) {
      Files.createDirectories(folder.resolve(part));
    }
    try (var database = Database.open(EngineLimits.IN_MEMORY)) {
      new EngineTables(database, folder).write();
    }
  }

  private void write() throws IOException, SQLException {
    var record = new RecordTables(new ViewReader(), EngineLimits.IN_MEMORY);
    var order = GoldenService.order(10);
    record.views(database, GoldenService.resources(GoldenService.lines()), new HashMap<>());
    var views = new ArrayList<String>();
    database.read(
        "select table_name from information_schema.tables", row -> views.add(row.getString(1)));
    for (var view : views) {
      table(view);
    }
    record.period(database, order, LocalKeyRegister.none());
    var measures = MeasureFolder.packaged().stream().map(definition -> definition.query()).toList();
    new MeasureCounts(CourseModel.packaged()).of(database, order, measures);
    for (var made :
        List.of(
            "submission",
            "provider_code",
            "scale_code",
            "given_key",
            "course_fact",
            "contact_fact")) {
      table(made);
    }
    steps(RecordTables.FOLDER);
    steps(CourseFactTable.FOLDER);
    for (var table : tables()) {
      query(table, RecordTables.FOLDER.query(table));
    }
    for (var measure : measures) {
      query(measure.measure(), measure.sql());
    }
  }

  private static List<String> tables() {
    return RecordTables.FOLDER.texts().keySet().stream()
        .filter(name -> name.startsWith("sql/IDS"))
        .map(name -> name.substring("sql/".length(), name.length() - ".sql".length()))
        .toList();
  }

  private void steps(DefinitionFolder definitions) throws IOException {
    for (var step : definitions.steps()) {
      Files.writeString(folder.resolve("steps/%03d.sql".formatted(steps++)), step);
    }
  }

  private void table(String name) throws SQLException {
    copy("select * from " + name, folder.resolve("tables/" + name + ".parquet"));
  }

  private void query(String name, String sql) throws IOException, SQLException {
    Files.writeString(folder.resolve("queries/" + name + ".sql"), sql);
    copy(sql, folder.resolve("rows/" + name + ".parquet"));
  }

  private void copy(String sql, Path file) throws SQLException {
    database.execute(
        "copy (" + sql.strip().replaceAll(";$", "") + ") to '" + file + "' (format parquet)");
  }
}
