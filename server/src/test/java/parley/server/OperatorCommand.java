package parley.server;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the launcher that needs the database, run by an operator with settings. */
public final class OperatorCommand {

  private final Map<String, String> settings;

  /** What it printed, to either stream, and how it ended. */
  public record Result(int code, String output) {}

  /** A command that is given its streams and answers with its exit code. */
  @FunctionalInterface
  public interface Command {
    int run(PrintStream out, PrintStream err) throws InterruptedException;
  }

  /** Commands with these {@code PARLEY_} settings. */
  public OperatorCommand(Map<String, String> settings) {
    this.settings = Map.copyOf(settings);
  }

  /** Commands on a data folder, whose gateway is stopped. */
  public static OperatorCommand on(Path data) {
    return new OperatorCommand(Map.of("PARLEY_DATA", data.toAbsolutePath().toString()));
  }

  /** Begins one in a process of its own, which takes ten seconds to start. */
  public Process begin(Path log, String... words) throws IOException {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "parley.server.GatewayApplication"));
    line.addAll(List.of(words));
    var builder = new ProcessBuilder(line);
    builder.environment().putAll(settings);
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  /** Runs one in a process of its own. */
  public Result run(String... words) throws IOException, InterruptedException {
    var log = Files.createTempFile("command-", ".log");
    try {
      var process = begin(log, words);
      if (!process.waitFor(5, TimeUnit.MINUTES)) {
        process.destroyForcibly();
      }
      return new Result(process.waitFor(), Files.readString(log));
    } finally {
      Files.delete(log);
    }
  }

  /** Runs one in this process, for what does not depend on how it was started. */
  public Result here(Command command) throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    settings.forEach(System::setProperty);
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      var code = command.run(out, out);
      return new Result(code, bytes.toString(StandardCharsets.UTF_8));
    } finally {
      settings.keySet().forEach(System::clearProperty);
    }
  }
}
