package parley.server.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import parley.server.settings.InvalidSettings;

/**
 * PostgreSQL as a child process with its files under the data folder. A lock file keeps a second
 * gateway off the same folder; a server that outlived a killed gateway is stopped and taken over.
 */
final class EmbeddedDatabase implements DatabaseServer {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
  private static final String USER = "postgres";
  private static final Duration START_WAIT = Duration.ofSeconds(60);
  private static final long STOP_WAIT_SECONDS = 30;

  private final EmbeddedPostgres postgres;
  private final FileChannel lock;
  private final String password;

  private EmbeddedDatabase(EmbeddedPostgres postgres, FileChannel lock, String password) {
    this.postgres = postgres;
    this.lock = lock;
    this.password = password;
  }

  /**
   * Starts PostgreSQL, creating its files the first time.
   *
   * @param data the data folder, created when absent
   * @throws InvalidSettings when another gateway uses the folder
   */
  static EmbeddedDatabase start(Path data) {
    try {
      Files.createDirectories(data);
      var lock = lock(data);
      var files = data.toAbsolutePath().resolve("postgres");
      stopOrphan(files.resolve("postmaster.pid"));
      var access = EmbeddedAccess.of(data, files);
      if (!access.isFitting()) {
        setPassword(data, files, access);
      }
      var postgres = server(data, files, access).start();
      return new EmbeddedDatabase(postgres, lock, access.password());
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL could not be started", e);
    }
  }

  private static EmbeddedPostgres.Builder server(Path data, Path files, EmbeddedAccess access) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(files)
        .setCleanDataDirectory(false)
        .setOverrideWorkingDirectory(data.toAbsolutePath().resolve("postgres-bin").toFile())
        .setPGStartupWait(START_WAIT)
        // The library lets everybody in who is on this computer. What it calls locale are options
        // of initdb, of which the last counts.
        .setLocaleConfig("auth", EmbeddedAccess.METHOD)
        .setLocaleConfig("pwfile", access.file().toString())
        .setConnectConfig("password", access.password())
        // The library's own defaults trade durability for test speed; an acknowledged
        // message has to survive a power cut.
        .setServerConfig("fsync", "on")
        .setServerConfig("synchronous_commit", "on")
        .setServerConfig("full_page_writes", "on")
        .setServerConfig("listen_addresses", "127.0.0.1")
        // No socket in /tmp either.
        .setServerConfig("unix_socket_directories", "")
        .setServerConfig("max_connections", "200")
        .setServerConfig("shared_buffers", "256MB")
        .setServerConfig("max_wal_size", "1GB");
  }

  /** Stopping the server ends whoever connected before the password was asked for. */
  private static void setPassword(Path data, Path files, EmbeddedAccess access) throws IOException {
    LOG.info("The embedded PostgreSQL asks for a password from now on");
    access.open();
    try (var open = server(data, files, access).start();
        var connection = open.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("alter role " + USER + " password '" + access.password() + "'");
    } catch (SQLException e) {
      throw new IOException("the password of the embedded PostgreSQL could not be set", e);
    }
    access.shut();
  }

  private static FileChannel lock(Path data) throws IOException {
    var channel =
        FileChannel.open(
            data.resolve("gateway.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() == null) {
        throw inUse(channel, data);
      }
    } catch (OverlappingFileLockException e) {
      throw inUse(channel, data);
    }
    return channel;
  }

  private static InvalidSettings inUse(FileChannel channel, Path data) throws IOException {
    channel.close();
    return new InvalidSettings(
        "another gateway is running on the data folder " + data + "; stop it or set PARLEY_DATA");
  }

  /** The lock is ours, so a server still running on these files has lost its gateway. */
  private static void stopOrphan(Path pidFile) throws IOException {
    if (!Files.exists(pidFile)) {
      return;
    }
    var pid = Long.parseLong(Files.readAllLines(pidFile).get(0).strip());
    var process = ProcessHandle.of(pid).filter(EmbeddedDatabase::isPostgres);
    if (process.isEmpty()) {
      return;
    }
    LOG.info("Stopping the PostgreSQL that outlived an earlier gateway");
    process.get().destroy();
    try {
      process.get().onExit().get(STOP_WAIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("the PostgreSQL of an earlier gateway does not stop", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while an earlier PostgreSQL stopped", e);
    }
  }

  /** The process id may have gone to another program since the machine was restarted. */
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().map(command -> command.contains("postgres")).orElse(false);
  }

  @Override
  public String url() {
    return postgres.getJdbcUrl(USER, "postgres");
  }

  @Override
  public String user() {
    return USER;
  }

  @Override
  public String password() {
    return password;
  }

  @Override
  public void close() {
    try (lock) {
      postgres.close();
    } catch (IOException e) {
      LOG.warn("The embedded PostgreSQL did not stop cleanly; it recovers at the next start");
    }
  }
}
