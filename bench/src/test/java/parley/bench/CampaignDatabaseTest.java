package parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CampaignDatabaseTest {

  @TempDir private Path directory;

  @Test
  void dataOutlivesARestartAndDurabilityIsOn() throws IOException, SQLException {
    try (var database = new CampaignDatabase(directory.resolve("postgres"))) {
      try (var connection = connect(database);
          var statement = connection.createStatement()) {
        statement.execute("create table kept (id int)");
        statement.execute("insert into kept values (7)");
      }
      database.stop();
      database.startAgain();
      try (var connection = connect(database)) {
        assertThat(one(connection, "select id from kept")).isEqualTo("7");
        for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
          assertThat(one(connection, "show " + setting)).as(setting).isEqualTo("on");
        }
      }
    }
  }

  private static Connection connect(CampaignDatabase database) throws SQLException {
    var settings = database.environment();
    return DriverManager.getConnection(
        settings.get("PARLEY_DB_URL"),
        settings.get("PARLEY_DB_USER"),
        settings.get("PARLEY_DB_PASSWORD"));
  }

  private static String one(Connection connection, String query) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      rows.next();
      return rows.getString(1);
    }
  }
}
