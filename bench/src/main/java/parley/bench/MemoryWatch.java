package parley.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * The memory of a gateway process: what the kernel says it takes (Linux), and what its heap holds
 * alive, which {@code jcmd} of the JDK asks it.
 */
final class MemoryWatch {

  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** {@code garbage-first heap total 1048576K, used 345678K [...]}. */
  private static final Pattern USED = Pattern.compile("used (\\d+)K");

  private final String process;

  MemoryWatch(long process) {
    this.process = String.valueOf(process);
  }

  /** The most memory the process ever took, in MB; -1 where the system does not say. */
  long peak() throws IOException {
    var status = Path.of("/proc", process, "status");
    if (!Files.exists(status)) {
      return -1;
    }
    var found = PEAK.matcher(Files.readString(status));
    return found.find() ? Long.parseLong(found.group(1)) / 1024 : -1;
  }

  /**
   * What is alive on the heap, in MB, after a full collection, which costs the process part of a
   * second; -1 where the process does not answer.
   */
  long alive() throws IOException, InterruptedException {
    ask("GC.run");
    var found = USED.matcher(ask("GC.heap_info"));
    return found.find() ? Long.parseLong(found.group(1)) / 1024 : -1;
  }

  private String ask(String command) throws IOException, InterruptedException {
    var jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var asked = new ProcessBuilder(jcmd, process, command).redirectErrorStream(true).start();
    var answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    return answer;
  }
}
