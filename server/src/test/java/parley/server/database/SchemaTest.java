package parley.server.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
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

  /**
   * The server's user reads every file of the gateway's account, so that nobody else may be it: not
   * on new files, not on those of a release that asked for no password, not without the file.
   */
  @Test
  void nobodyConnectsWithoutThePasswordOfTheGatewaysAccount() throws IOException {
    var data = RunningGateway.temporary();
    var password = data.resolve("postgres.password");
    var rules = data.resolve("postgres/pg_hba.conf");
    try (var server = EmbeddedDatabase.start(data)) {
      assertPasswordIsAsked(server, data);
      new JdbcTemplate(source(server)).execute("create table kept (one int)");
      new JdbcTemplate(source(server)).execute("alter role postgres password null");
    }
    Files.delete(password);
    Files.writeString(rules, "local all all trust\nhost all all 127.0.0.1/32 trust\n");
    try (var server = EmbeddedDatabase.start(data)) {
      assertPasswordIsAsked(server, data);
      assertThat(count(new JdbcTemplate(source(server)), "kept")).isZero();
    }
  }

  private static void assertPasswordIsAsked(DatabaseServer server, Path data) throws IOException {
    assertThat(Files.readAllLines(data.resolve("postgres/pg_hba.conf")))
        .filteredOn(line -> !line.isBlank() && !line.startsWith("#"))
        .isNotEmpty()
        .allMatch(line -> line.endsWith("scram-sha-256"));
    assertThat(Files.getPosixFilePermissions(data.resolve("postgres.password")))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    assertThat(server.url()).doesNotContain(server.password());
    for (var wrong : List.of("", "postgres")) {
      assertThatThrownBy(() -> DriverManager.getConnection(server.url(), server.user(), wrong))
          .as("password '%s'", wrong)
          .isInstanceOf(SQLException.class);
    }
    assertThat(
            new JdbcTemplate(source(server))
                .queryForObject("show unix_socket_directories", String.class))
        .isEmpty();
  }

  private static DataSource source(DatabaseServer server) {
    var source = new PGSimpleDataSource();
    source.setUrl(server.url());
    source.setUser(server.user());
    source.setPassword(server.password());
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
