package parley.camelroutes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the files of a folder inlet lie, and how they move. A file is first taken out of the inbox
 * into the working folder, under a name of its own, so that the sender can write the same name
 * again without touching what is being read; what is found there after a crash is taken up again.
 * Nothing in {@code done} and {@code failed} is ever overwritten. Used by the routes of one inlet,
 * each of one thread: one takes, one finishes.
 */
final class FolderPlaces {

  static final String DONE = "done";
  static final String FAILED = "failed";

  /** What the name of a file of answers ends with. */
  private static final String ACK = ".ack";

  private static final String RESULT = ".result.csv";
  private static final String WORK = ".work";

  /** Sorts in the order taken. */
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMddHHmmssSSS").withZone(ZoneOffset.UTC);

  private static final Pattern TAKEN = Pattern.compile("(\\d{17})-(.+)", Pattern.DOTALL);

  private static final Logger LOG = LoggerFactory.getLogger(FolderPlaces.class);

  private final Path inbox;
  private Instant lastTaken = Instant.EPOCH;

  FolderPlaces(Path inbox) {
    this.inbox = inbox;
  }

  Path work() {
    return inbox.resolve(WORK);
  }

  /**
   * Takes a file out of the inbox.
   *
   * @param name of a file in the inbox; one that is gone again is passed over
   */
  void take(String name) throws IOException {
    Files.createDirectories(work());
    Path taken;
    do {
      lastTaken = later(lastTaken);
      taken = work().resolve(STAMP.format(lastTaken) + '-' + name);
    } while (Files.exists(taken));
    try {
      Files.move(inbox.resolve(name), taken, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException gone) {
      LOG.debug("a file was gone before it was taken");
    }
  }

  private static Instant later(Instant last) {
    var now = Instant.now();
    return now.isAfter(last.plusMillis(1)) ? now : last.plusMillis(1);
  }

  /**
   * Where the answers to a file are written until it is put away; hidden, so that no route takes it
   * for a file.
   *
   * @param file in the working folder
   */
  static Path answers(Path file) {
    return file.resolveSibling('.' + answersTo(file.getFileName().toString()));
  }

  /** Whether a file holds rows of CSV, by its name. */
  static boolean csv(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  private static String answersTo(String name) {
    return name + (csv(name) ? RESULT : ACK);
  }

  /**
   * Puts a file away with its answers. The answers are there before the file is, so that whoever
   * sees the file finds them.
   *
   * @param file in the working folder, its {@link #answers} written
   * @param folder {@link #DONE} or {@link #FAILED}
   */
  void finish(Path file, String folder) throws IOException {
    var target = Files.createDirectories(inbox.resolve(folder));
    var name = freeName(target, file.getFileName().toString());
    Files.move(answers(file), target.resolve(answersTo(name)), StandardCopyOption.ATOMIC_MOVE);
    Files.move(file, target.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }

  /** The name the sender gave. */
  static String given(String taken) {
    var parts = TAKEN.matcher(taken);
    return parts.matches() ? parts.group(2) : taken;
  }

  /** The name the sender gave, when no earlier file or answer has it; else with the time taken. */
  private static String freeName(Path folder, String taken) {
    var parts = TAKEN.matcher(taken);
    var name = given(taken);
    var stamp = parts.matches() ? parts.group(1) : STAMP.format(Instant.now());
    var free = name;
    for (int more = 1; exists(folder, free); more++) {
      free = marked(name, more == 1 ? stamp : stamp + '-' + more);
    }
    return free;
  }

  private static boolean exists(Path folder, String name) {
    return Files.exists(folder.resolve(name)) || Files.exists(folder.resolve(answersTo(name)));
  }

  /** The mark goes before the extension, so that the file still opens as what it is. */
  private static String marked(String name, String mark) {
    int dot = name.lastIndexOf('.');
    return dot <= 0 ? name + '.' + mark : name.substring(0, dot) + '.' + mark + name.substring(dot);
  }
}
