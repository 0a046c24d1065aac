package parley.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.RunningGateway;
import parley.server.settings.InvalidSettings;

/** The schema, and the embedded PostgreSQL under it. */
class SchemaTest {

  private static final String OLD_ROW =
      "insert into message_journal (inlet, sender, type, raw, sha256, received_at)"
          + " values ('old', 'old', 'REF^I12', 'MSH', 'x', now())";

  @Test
  void bringsAnOlderDatabaseUpToDateAndKeepsItsRows() {
    try (var server = EmbeddedDatabase.start(RunningGateway.temporary())) {
      var source = source(server);
      var jdbc = new JdbcTemplate(source);
      Flyway.configure()
          .dataSource(source)
          .table("parley_schema_history")
          .baselineOnMigrate(true)
          .baselineVersion("0")
          .target("1")
          .load()
          .migrate();
      jdbc.execute(OLD_ROW);

      bringUpToDate(server);
      bringUpToDate(server);

      assertThat(count(jdbc, "message_journal")).isEqualTo(1);
      assertThat(count(jdbc, "person_identifier")).isZero();
      assertThat(count(jdbc, "hfj_resource")).isZero();
    }
  }

  @Test
  void twoGatewaysMayStartOnAnEmptyDatabaseAtOnceAndOneMayHaveDiedBefore() {
    try (var server = EmbeddedDatabase.start(RunningGateway.temporary())) {
      var first = CompletableFuture.runAsync(() -> bringUpToDate(server));
      var second = CompletableFuture.runAsync(() -> bringUpToDate(server));
      CompletableFuture.allOf(first, second).join();
      var jdbc = new JdbcTemplate(source(server));
      jdbc.execute(
          "insert into \"FLY_HFJ_MIGRATION\" (\"installed_rank\", \"version\", \"description\","
              + " \"type\", \"script\", \"checksum\", \"installed_by\", \"installed_on\","
              + " \"execution_time\", \"success\") values (-100, 'x', 'left by a killed gateway',"
              + " 'x', 'x', 0, 'x', now(), 0, true)");

      bringUpToDate(server);

      assertThat(count(jdbc, "hfj_resource")).isZero();
    }
  }

  @Test
  void keepsASecondGatewayOffTheSameData() {
    Path data = RunningGateway.temporary();
    try (var server = EmbeddedDatabase.start(data)) {
      assertThat(server.url()).startsWith("jdbc:postgresql://");
      assertThatThrownBy(() -> EmbeddedDatabase.start(data))
          .isInstanceOf(InvalidSettings.class)
          .hasMessageContaining("another gateway is running");
    }
  }

  @Test
  void writesAreDurable() {
    try (var server = EmbeddedDatabase.start(RunningGateway.temporary())) {
      var jdbc = new JdbcTemplate(source(server));
      for (var setting : new String[] {"fsync", "synchronous_commit", "full_page_writes"}) {
        assertThat(jdbc.queryForObject("show " + setting, String.class))
            .as(setting)
            .isEqualTo("on");
      }
    }
  }

  private static DataSource source(DatabaseServer server) {
    var source = new PGSimpleDataSource();
    source.setUrl(server.url());
    source.setUser(server.user());
    return source;
  }

  private static void bringUpToDate(DatabaseServer server) {
    try (var pool = DatabaseConfiguration.migrationPool(server)) {
      Schema.bringUpToDate(pool);
    }
  }

  private static long count(JdbcTemplate jdbc, String table) {
    return jdbc.query("select count(*) from " + table, (row, index) -> row.getLong(1)).get(0);
  }
}
