package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import parley.mappings.Content;

/** Messages for the tests, and answers read back. */
final class Texts {

  private Texts() {}

  /** The same message, of which the transport says nothing. */
  static Content content(String controlId, String... segments) {
    return new Content(message(controlId, segments));
  }

  static byte[] message(String controlId, String... segments) {
    return enhanced(controlId, "", "", segments);
  }

  static byte[] enhanced(String controlId, String accept, String application, String... segments) {
    var msh =
        "MSH|^~\\&|GPSYS|RIVERSIDE|PARLEY|TT|20261122120000||ADT^A28|%s|P|2.4|||%s|%s"
            .formatted(controlId, accept, application);
    return bytes(
        msh
            + "\rEVN|A28\r"
            + String.join("\r", segments)
            + "\r".repeat(segments.length == 0 ? 0 : 1));
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** MSA-1 and MSA-2 of every message in an answer, such as {@code CA|17 AA|17}. */
  static String verdicts(byte[] answer) {
    var verdicts = new StringBuilder();
    for (var segment : text(answer).split("\r")) {
      if (segment.startsWith("MSA")) {
        var fields = segment.split(Pattern.quote(segment.substring(3, 4)), -1);
        verdicts.append(verdicts.isEmpty() ? "" : " ").append(fields[1]).append('|');
        verdicts.append(fields.length > 2 ? fields[2] : "");
      }
    }
    return verdicts.toString();
  }

  /** Lays a file into an inbox as if it had been written a while ago. */
  static void drop(Path inbox, String name, byte[] bytes) throws IOException {
    var file = inbox.resolve(".writing-" + name);
    Files.write(file, bytes);
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(5)));
    Files.move(file, inbox.resolve(name));
  }

  /** Waits until the file of a drop has gone to one of its folders; what its answers say. */
  static String verdicts(Path inbox, String folder, String name)
      throws IOException, InterruptedException {
    var moved = inbox.resolve(folder).resolve(name);
    await(moved);
    return verdicts(Files.readAllBytes(moved.resolveSibling(name + ".ack")));
  }

  /** Waits until there is a file. */
  static void await(Path file) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (!Files.exists(file)) {
      assertThat(System.nanoTime()).as("waiting for " + file.getFileName()).isLessThan(end);
      Thread.sleep(20);
    }
  }
}
