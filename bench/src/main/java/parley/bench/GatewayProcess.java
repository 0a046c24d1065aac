package parley.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A gateway process that can be killed and started again. */
final class GatewayProcess implements AutoCloseable {

  private static final Duration START = Duration.ofMinutes(3);
  private static final int STOP_SECONDS = 45;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String command;
  private final Map<String, String> environment;
  private final URI base;
  private final Path log;
  private Process process;

  private GatewayProcess(
      String command, Map<String, String> environment, URI base, Path log, Process process) {
    this.command = command;
    this.environment = Map.copyOf(environment);
    this.base = base;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param command a shell command that becomes the gateway
   * @param environment its PARLEY_ settings
   * @param base where its HTTP port will be
   * @param log file that its output is appended to
   */
  static GatewayProcess start(String command, Map<String, String> environment, URI base, Path log)
      throws IOException {
    return new GatewayProcess(command, environment, base, log, launch(command, environment, log));
  }

  private static Process launch(String command, Map<String, String> environment, Path log)
      throws IOException {
    // exec: the process that is killed is the gateway itself, not a shell around it.
    var builder = new ProcessBuilder("sh", "-c", "exec " + command);
    builder.environment().putAll(environment);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return builder.start();
  }

  URI base() {
    return base;
  }

  long pid() {
    return process.pid();
  }

  /**
   * Waits for readiness.
   *
   * @return seconds waited
   * @throws IOException when it ends or is not ready in time
   */
  double awaitReady() throws IOException, InterruptedException {
    var began = System.nanoTime();
    while (System.nanoTime() - began < START.toNanos()) {
      if (!process.isAlive()) {
        throw new IOException("the gateway ended with " + process.exitValue() + ", see " + log);
      }
      if (ready()) {
        return (System.nanoTime() - began) / 1e9;
      }
      Thread.sleep(100);
    }
    throw new IOException("the gateway is not ready, see " + log);
  }

  private boolean ready() throws InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** SIGKILL, and wait until the process is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void startAgain() throws IOException {
    process = launch(command, environment, log);
  }

  /**
   * SIGTERM, and wait until the process is gone.
   *
   * @return its exit code
   * @throws IOException when it has not gone after 45 seconds
   */
  int stop() throws IOException, InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the gateway does not stop, see " + log);
    }
    return process.exitValue();
  }

  /** SIGTERM; SIGKILL when it has not gone after 45 seconds. */
  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
