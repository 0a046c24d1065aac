package parley.submissions.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/** A database of DuckDB for one run; its files are deleted when it is closed. */
final class Database implements AutoCloseable {

  private final Optional<Path> folder;
  private final DuckDBConnection connection;

  private Database(Optional<Path> folder, Connection connection) throws SQLException {
    this.folder = folder;
    this.connection = connection.unwrap(DuckDBConnection.class);
  }

  static Database open(EngineLimits limits) throws SQLException {
    var folder = limits.scratch().map(Database::newFolder);
    var properties = new Properties();
    // A result is read while it is made, not gathered first.
    properties.setProperty(DuckDBDriver.JDBC_STREAM_RESULTS, "true");
    properties.setProperty("preserve_insertion_order", "false");
    properties.setProperty("threads", String.valueOf(limits.threads()));
    if (limits.megabytes() > 0) {
      properties.setProperty("memory_limit", limits.megabytes() + "MB");
    }
    folder.ifPresent(
        at -> properties.setProperty("temp_directory", at.resolve("spill").toString()));
    var place = folder.map(at -> at.resolve("tables.duckdb").toString()).orElse("");
    return new Database(folder, DriverManager.getConnection("jdbc:duckdb:" + place, properties));
  }

  private static Path newFolder(Path scratch) {
    try {
      Files.createDirectories(scratch);
      return Files.createTempDirectory(scratch, "engine-");
    } catch (IOException e) {
      throw new TablesNotMade(e);
    }
  }

  DuckDBConnection connection() {
    return connection;
  }

  /** Another connection to the same tables, for another thread or another result. */
  Connection another() throws SQLException {
    return connection.duplicate();
  }

  void execute(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Gives each row of a result to a reader. */
  void read(String sql, RowReader reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        var result = statement.executeQuery(sql)) {
      while (result.next()) {
        reader.row(result);
      }
    }
  }

  /** Reads the row that a result stands at. */
  interface RowReader {
    void row(ResultSet result) throws SQLException;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
    folder.ifPresent(Database::delete);
  }

  private static void delete(Path folder) {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new TablesNotMade(e);
    }
  }
}
