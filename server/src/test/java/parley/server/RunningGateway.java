package parley.server;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/** A gateway in this process, on its embedded PostgreSQL and free ports. */
public final class RunningGateway implements AutoCloseable {

  private static RunningGateway shared;

  private final ConfigurableApplicationContext context;
  private final Path data;
  private final int mllpPort;

  private RunningGateway(ConfigurableApplicationContext context, Path data, int mllpPort) {
    this.context = context;
    this.data = data;
    this.mllpPort = mllpPort;
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
    var end = Instant.now().plus(Duration.ofMinutes(2));
    var stored = "select count(*) from hfj_resource where res_type = 'ImplementationGuide'";
    while (jdbc().queryForObject(stored, Integer.class) == 0) {
      if (Instant.now().isAfter(end)) {
        throw new IllegalStateException("the definitions are not stored within two minutes");
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
    all.putAll(settings);
    var application = new SpringApplication(GatewayApplication.class);
    application.setDefaultProperties(all);
    return new RunningGateway(application.run(), data, mllpPort);
  }

  public static Path temporary() {
    try {
      return Files.createTempDirectory(Files.createDirectories(Path.of("target")), "gateway-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  public Path data() {
    return data;
  }

  @Override
  public void close() {
    context.close();
  }
}
