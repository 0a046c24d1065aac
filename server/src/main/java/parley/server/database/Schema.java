package parley.server.database;

import ca.uhn.fhir.jpa.migrate.DriverTypeEnum;
import ca.uhn.fhir.jpa.migrate.HapiMigrator;
import ca.uhn.fhir.jpa.migrate.SchemaMigrator;
import ca.uhn.fhir.jpa.migrate.tasks.HapiFhirJpaMigrationTasks;
import ca.uhn.fhir.util.VersionEnum;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema to this version: HAPI's tables by HAPI's own migration tasks, Parley's by
 * Flyway. Safe to run at every start, by two gateways at once, and after one was killed half-way.
 */
final class Schema {

  /** Any number that nothing else on the database uses for an advisory lock. */
  private static final long LOCK = 0x5041524c4559L;

  /** HAPI marks a running migration by a row with this rank. */
  private static final int HAPI_LOCK_RANK = -100;

  private Schema() {}

  static void bringUpToDate(DataSource dataSource) {
    try (var connection = dataSource.getConnection()) {
      connection.setAutoCommit(true);
      run(connection, "select pg_advisory_lock(" + LOCK + ")");
      try {
        migrateHapi(dataSource, connection);
        migrateParley(dataSource);
      } finally {
        run(connection, "select pg_advisory_unlock(" + LOCK + ")");
      }
    } catch (SQLException e) {
      throw new IllegalStateException("The database schema could not be brought up to date", e);
    }
  }

  private static void migrateHapi(DataSource dataSource, Connection connection)
      throws SQLException {
    var table = SchemaMigrator.HAPI_FHIR_MIGRATION_TABLENAME;
    var migrator = new HapiMigrator(table, dataSource, DriverTypeEnum.POSTGRES_9_4);
    migrator.createMigrationTableIfRequired();
    // We hold the advisory lock, so a lock row can only be left over from a killed gateway.
    run(connection, "delete from \"" + table + "\" where \"installed_rank\" = " + HAPI_LOCK_RANK);
    migrator.addTasks(new HapiFhirJpaMigrationTasks(Set.of()).getAllTasks(VersionEnum.values()));
    migrator.migrate();
  }

  private static void migrateParley(DataSource dataSource) {
    Flyway.configure()
        .dataSource(dataSource)
        .locations("classpath:db/migration")
        .table("parley_schema_history")
        // HAPI's tables are there before Parley's first migration.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
