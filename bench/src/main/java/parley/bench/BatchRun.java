package parley.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Drops one batch file twice into a gateway's inbox and checks what came of it. */
final class BatchRun {

  private static final List<String> TYPES =
      List.of(
          "Patient",
          "ServiceRequest",
          "EpisodeOfCare",
          "Task",
          "Encounter",
          "Appointment",
          "DocumentReference",
          "Observation",
          "QuestionnaireResponse",
          "Condition",
          "Organization",
          "Practitioner",
          "PractitionerRole",
          "Provenance");

  private final GatewayReader reader;
  private final MemoryWatch memory;
  private final Path inbox;
  private final PrintStream out;
  private final List<String> faults = new ArrayList<>();

  BatchRun(GatewayReader reader, MemoryWatch memory, Path inbox, PrintStream out) {
    this.reader = reader;
    this.memory = memory;
    this.inbox = inbox;
    this.out = out;
  }

  /**
   * Runs.
   *
   * @param file a batch file
   * @param messages how many it holds, all to be applied
   * @return what was not as it should be; empty when all was
   */
  List<String> run(Path file, int messages) throws IOException, InterruptedException {
    var seconds = drop(file, "first.hl7", messages);
    out.printf(
        Locale.ROOT,
        "%d messages in %.1f s: %.1f messages/s%n",
        messages,
        seconds,
        messages / seconds);
    out.println("memory of the process, at most: " + memory.peak() + " MB");
    var first = answers("first.hl7");
    expect("answers AA", messages, first.getOrDefault("AA", 0));
    out.println("answers: " + first);
    for (var state : List.of("received", "parked", "rejected")) {
      expect("journal rows " + state, 0, reader.inState(state));
    }
    expect("journal rows applied", messages, reader.inState("applied"));
    var counts = counts("");
    out.println("records: " + counts);

    var again = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    var repeated = drop(file, "second.hl7", messages);
    out.printf(
        Locale.ROOT, "second drop: %.1f s, %.1f messages/s%n", repeated, messages / repeated);
    expect("journal rows applied after the second drop", messages, reader.inState("applied"));
    if (!counts("").equals(counts)) {
      faults.add("the second drop changed how many records there are");
    }
    counts("&_lastUpdated=gt" + again)
        .forEach((type, count) -> expect(type + " changed", 0, count));
    if (Files.mismatch(done("first.hl7.ack"), done("second.hl7.ack")) >= 0) {
      faults.add("the second drop was answered otherwise");
    }
    return List.copyOf(faults);
  }

  /** The file is copied under a name that is passed over and renamed, as a sender should do. */
  private double drop(Path file, String name, int messages)
      throws IOException, InterruptedException {
    Files.createDirectories(inbox);
    var part = inbox.resolve(name + ".part");
    Files.copy(file, part, StandardCopyOption.REPLACE_EXISTING);
    var began = System.nanoTime();
    Files.move(part, inbox.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    var shown = 0L;
    while (!Files.exists(done(name)) && !Files.exists(inbox.resolve("failed").resolve(name))) {
      Thread.sleep(200);
      var applied = reader.inState("applied") * 10 / messages;
      if (applied > shown && applied < 10) {
        shown = applied;
        out.printf(
            Locale.ROOT,
            "  %d%% after %.0f s: %d MB alive on the heap, the process took at most %d MB%n",
            applied * 10,
            (System.nanoTime() - began) / 1e9,
            memory.alive(),
            memory.peak());
      }
      Thread.sleep(1800);
    }
    if (!Files.exists(done(name))) {
      faults.add(name + " is among the failed files");
    }
    return (System.nanoTime() - began) / 1e9;
  }

  private Path done(String name) {
    return inbox.resolve("done").resolve(name);
  }

  /** How many answers of each kind the file of answers holds. */
  private Map<String, Integer> answers(String name) throws IOException {
    var found = new TreeMap<String, Integer>();
    var folder = Files.exists(done(name)) ? "done" : "failed";
    try (var lines = segments(inbox.resolve(folder).resolve(name + ".ack"))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("MSA|")) {
          found.merge(line.split("\\|", 3)[1], 1, Integer::sum);
        }
      }
    }
    return found;
  }

  private static BufferedReader segments(Path file) throws IOException {
    return Files.newBufferedReader(file, StandardCharsets.ISO_8859_1);
  }

  private Map<String, Long> counts(String condition) throws IOException, InterruptedException {
    var counts = new TreeMap<String, Long>();
    for (var type : TYPES) {
      counts.put(type, reader.count(type, condition));
    }
    return counts;
  }

  private void expect(String what, long expected, long found) {
    if (found != expected) {
      faults.add(what + ": " + found + " instead of " + expected);
    }
  }
}
