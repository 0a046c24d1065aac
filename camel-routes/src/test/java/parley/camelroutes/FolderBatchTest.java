package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batch files in a folder: cut off, wrong counts, too large a message, many patients at once. */
@Timeout(180)
class FolderBatchTest {

  private static final String OPEN = "FHS|^~\\&|GPSYS|Y1|PARLEY|TT|||f||F-1\rBHS|^~\\&|GPSYS\r";

  @TempDir Path inbox;
  private Gateway gateway;

  @BeforeEach
  void open() throws Exception {
    var inlet = new Inlet.Folder("inbox", inbox, List.of());
    gateway = new Gateway(List.of(inlet), Gateway.LIMITS, Duration.ofMinutes(5));
  }

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void aWrongCountIsSaidAndWhatIsThereIsTaken() throws Exception {
    drop("a.hl7", OPEN + text("1") + text("2") + "BTS|3\rFTS|1\r");
    assertThat(verdicts("failed", "a.hl7")).isEqualTo("AA|1 AA|2 AE|F-1");
    assertThat(gateway.store.applied()).hasSize(2);
  }

  @Test
  void ofAFileCutOffTheLastMessageIsNotTakenAndComesWithTheWholeFile() throws Exception {
    var second = Texts.text(Texts.message("2", "PID|1||9|a name", "PV1|1"));
    drop("a.hl7", OPEN + text("1") + second.substring(0, second.length() - 12));
    assertThat(verdicts("failed", "a.hl7")).isEqualTo("AA|1 AE|2 AE|F-1");
    assertThat(gateway.store.entries()).extracting(JournalEntry::controlId).containsExactly("1");
    drop("b.hl7", OPEN + text("1") + second + "BTS|2\rFTS|1\r");
    assertThat(verdicts("done", "b.hl7")).isEqualTo("AA|1 AA|2");
    assertThat(gateway.store.applied()).containsExactly(1L, 2L);
  }

  @Test
  void aMessageOverTheLimitIsRefusedAndTheRestGoesOn() throws Exception {
    var large = Texts.text(Texts.message("2", "NTE|1||" + "x".repeat(5 * 1024 * 1024)));
    drop("a.hl7", OPEN + text("1") + large + text("3") + "BTS|3\rFTS|1\r");
    assertThat(verdicts("failed", "a.hl7")).isEqualTo("AA|1 AR|2 AA|3");
    assertThat(gateway.store.entries())
        .extracting(JournalEntry::controlId)
        .containsExactly("1", "3");
  }

  @Test
  void anEmptyBatchIsDone() throws Exception {
    drop("a.hl7", OPEN + "BTS|0\rFTS|1\r");
    assertThat(verdicts("done", "a.hl7")).isEmpty();
  }

  @Test
  void manyPatientsAreWorkedAtOnceEachInOrderAndAnsweredInTheOrderOfTheFile() throws Exception {
    var messages = new StringBuilder(OPEN);
    var expected = new ArrayList<String>();
    for (int i = 1; i <= 600; i++) {
      var bad = i % 50 == 0 ? "ZTX|bad" : "ZTX|fine";
      messages.append(Texts.text(Texts.message("m" + i, "PID|1||P" + i % 23, bad)));
      expected.add((i % 50 == 0 ? "AE|m" : "AA|m") + i);
    }
    drop("a.hl7", messages + "BTS|600\rFTS|1\r");
    assertThat(verdicts("failed", "a.hl7").split(" "))
        .containsExactly(expected.toArray(String[]::new));
    var ids = gateway.store.entries().stream().map(JournalEntry::controlId).toList();
    assertThat(ids).isEqualTo(IntStream.rangeClosed(1, 600).mapToObj(i -> "m" + i).toList());
    for (int patient = 0; patient < 23; patient++) {
      int of = patient;
      assertThat(gateway.store.applied().stream().filter(id -> id % 23 == of).toList()).isSorted();
    }
    assertThat(gateway.store.applied()).hasSize(588);
    var before = gateway.store.applied();
    Files.delete(inbox.resolve("failed/a.hl7"));
    Files.move(inbox.resolve("failed/a.hl7.ack"), inbox.resolve("failed/first"));
    drop("a.hl7", messages + "BTS|600\rFTS|1\r");
    assertThat(verdicts("failed", "a.hl7").split(" "))
        .containsExactly(expected.toArray(String[]::new));
    assertThat(gateway.store.applied()).isEqualTo(before);
  }

  private static String text(String controlId) {
    return Texts.text(Texts.message(controlId));
  }

  private void drop(String name, String text) throws IOException {
    Texts.drop(inbox, name, Texts.bytes(text));
  }

  private String verdicts(String folder, String name) throws Exception {
    return Texts.verdicts(inbox, folder, name);
  }
}
