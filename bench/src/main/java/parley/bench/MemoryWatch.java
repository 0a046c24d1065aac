package parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The memory of a gateway process: what the kernel says it takes (Linux), and what its collector
 * found alive, from the log that {@code -Xlog:gc:file=} writes.
 */
final class MemoryWatch {

  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");

  /** {@code [12.3s][info][gc] GC(7) Pause Young (Normal) ... 812M->301M(2048M) 9.1ms}. */
  private static final Pattern PAUSE = Pattern.compile("Pause .*?(\\d+)M->(\\d+)M\\(");

  private final Path status;
  private final Path log;

  MemoryWatch(long process, Path log) {
    this.status = Path.of("/proc", String.valueOf(process), "status");
    this.log = log;
  }

  /** The most memory the process ever took, in MB; -1 where the system does not say. */
  long peak() throws IOException {
    if (!Files.exists(status)) {
      return -1;
    }
    var found = PEAK.matcher(Files.readString(status));
    return found.find() ? Long.parseLong(found.group(1)) / 1024 : -1;
  }

  /** How many collections were logged so far; a place to begin {@link #alive} from. */
  int collections() throws IOException {
    return pauses().size();
  }

  /** MB left after each collection from one on, in order. */
  List<Integer> alive(int from) throws IOException {
    return pauses().stream().skip(from).toList();
  }

  private List<Integer> pauses() throws IOException {
    var left = new ArrayList<Integer>();
    if (Files.exists(log)) {
      for (var line : Files.readAllLines(log)) {
        var pause = PAUSE.matcher(line);
        if (pause.find()) {
          left.add(Integer.valueOf(pause.group(2)));
        }
      }
    }
    return left;
  }
}
