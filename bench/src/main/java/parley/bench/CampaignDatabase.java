package parley.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/**
 * A PostgreSQL that outlives the gateway and can be stopped and started on the same data. Runs with
 * the durability of production: the embedded server's defaults turn it off.
 */
final class CampaignDatabase implements AutoCloseable {

  private static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

  private final Path directory;
  private final int port;
  private EmbeddedPostgres server;

  /**
   * Starts one.
   *
   * @param directory where its data is or will be
   */
  CampaignDatabase(Path directory) throws IOException {
    this.directory = directory;
    try (var free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    server = launch();
  }

  private EmbeddedPostgres launch() throws IOException {
    var builder =
        EmbeddedPostgres.builder()
            .setDataDirectory(directory)
            .setCleanDataDirectory(false)
            .setPort(port);
    DURABLE.forEach(builder::setServerConfig);
    return builder.start();
  }

  /** The settings by which a gateway uses it. */
  Map<String, String> environment() {
    return Map.of(
        "PARLEY_DB_URL", "jdbc:postgresql://127.0.0.1:" + port + "/postgres",
        "PARLEY_DB_USER", "postgres",
        "PARLEY_DB_PASSWORD", "postgres");
  }

  void stop() throws IOException {
    server.close();
  }

  void startAgain() throws IOException {
    server = launch();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
