package parley.server.terminologyload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** {@code parley terminology load} in a process of its own, as an operator runs it. */
final class LoadProcess {

  private static final Pattern STORING = Pattern.compile("\\d+ of \\d+ concepts");

  /** What it printed and how it ended. */
  record Result(int code, String output) {}

  private final Path data;

  LoadProcess(Path data) {
    this.data = data;
  }

  Result load(Path zip) throws IOException, InterruptedException {
    var log = Files.createTempFile(data.getParent(), "load-", ".log");
    var process = start(zip, log);
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return new Result(process.waitFor(), Files.readString(log));
  }

  /** Killed without warning as soon as some concepts are stored and others are not. */
  String killedHalfWay(Path zip) throws IOException, InterruptedException {
    var log = Files.createTempFile(data.getParent(), "killed-", ".log");
    var process = start(zip, log);
    while (process.isAlive() && !STORING.matcher(Files.readString(log)).find()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    process.destroyForcibly().waitFor();
    return Files.readString(log);
  }

  private Process start(Path zip, Path log) throws IOException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx512m",
            "-cp",
            System.getProperty("java.class.path"),
            "parley.server.GatewayApplication",
            "terminology",
            "load",
            zip.toString());
    builder.environment().put("PARLEY_DATA", data.toString());
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }
}
