package parley.server.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import parley.server.settings.GatewaySettings;

/** The connection pool, over a schema brought up to date before anything else uses it. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {

  /** How long a caller waits for a connection before the store counts as away. */
  private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

  /** One holds the lock, the others serve HAPI's migration and Flyway. */
  private static final int MIGRATION_CONNECTIONS = 5;

  /**
   * The embedded PostgreSQL, or nothing to close when a database is given. Closed after the pool,
   * because the pool depends on it.
   */
  @Bean(destroyMethod = "close")
  DatabaseServer databaseServer(GatewaySettings settings) {
    return settings.database().embedded()
        ? EmbeddedDatabase.start(settings.data())
        : DatabaseServer.given(settings.database());
  }

  @Bean(destroyMethod = "close")
  DataSource dataSource(DatabaseServer server, GatewaySettings settings) {
    var pool = new HikariDataSource();
    pool.setPoolName("parley");
    pool.setJdbcUrl(server.url());
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaximumPoolSize(settings.database().connections());
    pool.setConnectionTimeout(CONNECTION_TIMEOUT_MILLIS);
    pool.addDataSourceProperty("reWriteBatchedInserts", "true");
    pool.addDataSourceProperty("ApplicationName", "parley");
    // A peer that vanished without a reset must not hold a worker for the kernel's two hours.
    pool.addDataSourceProperty("tcpKeepAlive", "true");
    pool.addDataSourceProperty("socketTimeout", "60");
    try (var migration = migrationPool(server)) {
      Schema.bringUpToDate(migration);
    }
    return pool;
  }

  /**
   * Without time limits, because an index over years of data takes as long as it takes. HAPI's
   * migration commits a row for each of its hundreds of tasks; not waiting for the disk each time
   * loses at most the last of them, together with what they recorded, and they are then run again.
   */
  static HikariDataSource migrationPool(DatabaseServer server) {
    var pool = new HikariDataSource();
    pool.setPoolName("parley-migration");
    pool.setJdbcUrl(server.url());
    pool.setUsername(server.user());
    pool.setPassword(server.password());
    pool.setMaximumPoolSize(MIGRATION_CONNECTIONS);
    pool.setMinimumIdle(0);
    pool.setConnectionInitSql("set synchronous_commit = off");
    return pool;
  }
}
