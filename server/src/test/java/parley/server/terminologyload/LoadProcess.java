package parley.server.terminologyload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import parley.server.OperatorCommand;
import parley.server.OperatorCommand.Result;

/** {@code parley terminology load}, as an operator runs it. */
final class LoadProcess {

  private static final Pattern STORING = Pattern.compile("\\d+ of \\d+ concepts");

  private final Path data;
  private final OperatorCommand operator;

  LoadProcess(Path data) {
    this.data = data;
    this.operator = OperatorCommand.on(data);
  }

  Result load(Path zip) throws InterruptedException {
    return operator.here(
        (out, err) -> new TerminologyLoadCommand(out, err).run("terminology", "load", "" + zip));
  }

  /**
   * In a process of its own that is killed without warning as soon as some concepts are stored and
   * others are not.
   */
  String killedHalfWay(Path zip) throws IOException, InterruptedException {
    var log = Files.createTempFile(data.getParent(), "killed-", ".log");
    var process = operator.begin(log, "terminology", "load", zip.toString());
    while (process.isAlive() && !STORING.matcher(Files.readString(log)).find()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    process.destroyForcibly().waitFor();
    return Files.readString(log);
  }
}
