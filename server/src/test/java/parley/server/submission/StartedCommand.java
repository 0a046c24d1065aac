package parley.server.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway started as a program of its own, with a command. */
final class StartedCommand {

  private StartedCommand() {}

  /** The exit code; what it says goes to a file. */
  static int run(Path data, Path log, Object... words) throws IOException, InterruptedException {
    var line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                "parley.server.GatewayApplication"));
    for (var word : words) {
      line.add(word.toString());
    }
    var builder = new ProcessBuilder(line);
    builder.environment().put("PARLEY_DATA", data.toString());
    var process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(3, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
    return process.waitFor();
  }
}
