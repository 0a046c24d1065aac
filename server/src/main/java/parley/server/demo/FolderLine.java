package parley.server.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends by laying files into the inbox folder: written under another name and renamed, so that no
 * half file is ever read; the answer is the {@code .ack} file in {@code done/} or {@code failed/}.
 */
final class FolderLine implements Line {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

  private final Path inbox;

  FolderLine(Path inbox) {
    this.inbox = inbox;
  }

  @Override
  public List<String> send(List<DemoMessage> wave) throws InterruptedException {
    for (var message : wave) {
      lay(message);
    }
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    var answers = new ArrayList<String>();
    for (var message : wave) {
      answers.add(await(message.name(), deadline));
    }
    return answers;
  }

  private void lay(DemoMessage message) {
    try {
      Files.createDirectories(inbox);
      var unfinished = inbox.resolve("." + message.name() + ".writing");
      Files.write(unfinished, message.bytes());
      Files.move(
          unfinished, inbox.resolve(message.name() + ".hl7"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException("the inbox folder cannot be written", failure);
    }
  }

  private String await(String name, long deadline) throws InterruptedException {
    while (System.nanoTime() < deadline) {
      for (var place : List.of("done", "failed")) {
        for (var file : List.of(name + ".hl7.ack", name + ".ack")) {
          var answer = read(inbox.resolve(place).resolve(file));
          if (Outcome.of(answer).isPresent()) {
            return answer;
          }
        }
      }
      Thread.sleep(LOOK_AGAIN.toMillis());
    }
    return "";
  }

  private static String read(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : "";
    } catch (IOException unfinished) {
      // Being written at this moment: it is looked at again.
      return "";
    }
  }

  @Override
  public void close() {
    // Nothing is held open.
  }
}
