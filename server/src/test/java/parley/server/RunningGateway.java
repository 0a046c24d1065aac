package parley.server;

import ca.uhn.fhir.context.FhirContext;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A gateway in this process, on its embedded PostgreSQL and free ports. */
public final class RunningGateway implements AutoCloseable {

  private static RunningGateway shared;

  private final Map<String, Object> settings;
  private final Path data;
  private final int mllpPort;
  private ConfigurableApplicationContext context;

  private RunningGateway(Map<String, Object> settings, Path data, int mllpPort) {
    this.settings = Map.copyOf(settings);
    this.data = data;
    this.mllpPort = mllpPort;
    this.context = run();
  }

  /** One gateway for every test class of this JVM, because each start takes half a minute. */
  public static synchronized RunningGateway shared() {
    if (shared == null) {
      shared = start(temporary(), Map.of());
      shared.awaitDefinitions();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  /** Waits until Parley's own definitions are stored, which happens after the start. */
  public void awaitDefinitions() {
    var end = Instant.now().plus(Duration.ofMinutes(5));
    var stored = "select count(*) from hfj_resource where res_type = 'ImplementationGuide'";
    while (jdbc().queryForObject(stored, Integer.class) == 0) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("the definitions are not stored within five minutes");
      }
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }

  /** A gateway of its own on a data folder. */
  public static RunningGateway start(Path data, Map<String, Object> settings) {
    var mllpPort = freePort();
    var httpPort = freePort();
    var all = new HashMap<String, Object>();
    all.put("PARLEY_DATA", data.toString());
    all.put("PARLEY_HTTP_PORT", httpPort);
    all.put("PARLEY_MLLP_PORT", mllpPort);
    // Exports take several steps; nobody here has any use for waiting between them.
    all.put("parley.export.step", "200ms");
    all.putAll(settings);
    return new RunningGateway(all, data, mllpPort);
  }

  private ConfigurableApplicationContext run() {
    var application = new SpringApplication(GatewayApplication.class);
    application.setDefaultProperties(settings);
    return application.run();
  }

  /** Stops it and starts it again on the same data, settings and ports. */
  public void restart() {
    context.close();
    context = run();
  }

  public static Path temporary() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "gateway-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A port that nobody listens on, and that no other test is told of. */
  public static int freePort() {
    return FreePorts.next();
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public <T> T bean(String name, Class<T> type) {
    return context.getBean(name, type);
  }

  public JdbcTemplate jdbc() {
    return bean(JdbcTemplate.class);
  }

  public FhirContext fhir() {
    return bean(FhirContext.class);
  }

  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  public int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  public int mllpPort() {
    return mllpPort;
  }

  /** Settings of another process that uses the same PostgreSQL as one given to it. */
  public Map<String, String> databaseSettings() {
    return Map.of(
        "PARLEY_DATA", temporary().toString(),
        "PARLEY_DB_URL", pool().getJdbcUrl(),
        "PARLEY_DB_USER", pool().getUsername(),
        "PARLEY_DB_PASSWORD", pool().getPassword());
  }

  /** Its connections. */
  HikariDataSource pool() {
    if (bean(DataSource.class) instanceof HikariDataSource pool) {
      return pool;
    }
    throw new IllegalStateException("the pool of the gateway is another");
  }

  public Path data() {
    return data;
  }

  @Override
  public void close() {
    context.close();
  }
}
