package parley.server.database;

import com.zaxxer.hikari.HikariDataSource;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import parley.server.settings.GatewaySettings;

/** The connection pool, over a schema brought up to date before anything else uses it. */
@Configuration(proxyBeanMethods = false)
public class DatabaseConfiguration {

  /** How long a caller waits for a connection before the store counts as away. */
  private static final long CONNECTION_TIMEOUT_MILLIS = 5_000;

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
    Schema.bringUpToDate(plain(server));
    return pool;
  }

  /** Without time limits: an index over years of data takes as long as it takes. */
  private static DataSource plain(DatabaseServer server) {
    var source = new PGSimpleDataSource();
    source.setUrl(server.url());
    source.setUser(server.user());
    source.setPassword(server.password());
    return source;
  }
}
