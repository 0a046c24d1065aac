package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class FolderRouteTest {

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
  void aMessageGoesToDoneWithItsAnswerBesideIt() throws Exception {
    drop("a.hl7", Texts.message("1"));
    assertThat(verdicts("done", "a.hl7")).isEqualTo("AA|1");
    assertThat(inbox.resolve("done/a.hl7")).hasBinaryContent(Texts.message("1"));
    assertThat(inbox.resolve("a.hl7")).doesNotExist();
  }

  @Test
  void aBatchIsAnsweredMessageByMessage() throws Exception {
    drop("batch.hl7", batch(Texts.message("1"), Texts.message("2"), Texts.message("3")));
    assertThat(verdicts("done", "batch.hl7")).isEqualTo("AA|1 AA|2 AA|3");
    assertThat(gateway.store.entries().get(1).bytes()).isEqualTo(Texts.message("2"));
    assertThat(gateway.store.applied()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void oneBadMessageFailsTheFileAndNotTheOthers() throws Exception {
    drop("batch.hl7", batch(Texts.message("1"), Texts.message("2", "ZTX|bad"), Texts.message("3")));
    assertThat(verdicts("failed", "batch.hl7")).isEqualTo("AA|1 AE|2 AA|3");
    assertThat(gateway.store.applied()).containsExactly(1L, 3L);
  }

  @Test
  void aFileDroppedAgainGetsTheStoredAnswers() throws Exception {
    var batch = batch(Texts.message("1"), Texts.message("2"));
    drop("batch.hl7", batch);
    Texts.await(inbox.resolve("done/batch.hl7"));
    var first = Files.readAllBytes(inbox.resolve("done/batch.hl7.ack"));
    drop("batch.hl7", batch);
    var again = awaitMarked("done", "batch.*.hl7");
    assertThat(inbox.resolve("done/batch.hl7.ack")).hasBinaryContent(first);
    assertThat(ack(again)).hasBinaryContent(first);
    assertThat(gateway.store.applied()).containsExactly(1L, 2L);
  }

  @Test
  void aNameWrittenAgainWhileItIsReadIsReadToo() throws Exception {
    drop("a.hl7", Texts.message("1", "ZTX|hold"));
    assertThat(gateway.mapper.awaitHeld()).isTrue();
    drop("a.hl7", Texts.message("2"));
    gateway.mapper.release();
    assertThat(verdicts("done", "a.hl7")).isEqualTo("AA|1");
    var second = awaitMarked("done", "a.*.hl7");
    assertThat(second).hasBinaryContent(Texts.message("2"));
    assertThat(Texts.verdicts(Files.readAllBytes(ack(second)))).isEqualTo("AA|2");
    assertThat(gateway.store.applied()).containsExactly(1L, 2L);
  }

  @Test
  void aFileThatAStopLeftHalfDoneIsTakenUpAgain() throws Exception {
    drop("batch.hl7", batch(Texts.message("1", "ZTX|hold"), Texts.message("2")));
    assertThat(gateway.mapper.awaitHeld()).isTrue();
    var stopping = CompletableFuture.runAsync(gateway::close);
    while (!gateway.context.isStopping()) {
      Thread.sleep(10);
    }
    // The gate hears of the stop just after the context shows it.
    Thread.sleep(2_000);
    gateway.mapper.release();
    stopping.join();
    assertThat(gateway.store.applied()).containsExactly(1L);
    assertThat(list(".work", "*-batch.hl7")).hasSize(1);
    open();
    gateway.mapper.release();
    assertThat(verdicts("done", "batch.hl7")).isEqualTo("AA|1 AA|2");
    assertThat(list(".work", "*")).isEmpty();
  }

  @Test
  void whatACrashLeftInTheWorkingFolderGoesFirst() throws Exception {
    gateway.close();
    var work = Files.createDirectories(inbox.resolve(".work"));
    Files.write(work.resolve("20261122120000001-a.hl7"), Texts.message("2"));
    Files.write(work.resolve("20261122120000000-a.hl7"), Texts.message("1"));
    drop("a.hl7", Texts.message("3"));
    open();
    assertThat(verdicts("done", "a.hl7")).isEqualTo("AA|1");
    assertThat(verdicts("done", "a.20261122120000001.hl7")).isEqualTo("AA|2");
    awaitMarked("done", "a.*.hl7", 2);
    assertThat(gateway.store.entries())
        .extracting(JournalEntry::controlId)
        .containsExactly("1", "2", "3");
  }

  @Test
  void nothingInDoneOrFailedIsOverwritten() throws Exception {
    for (var folder : List.of("done", "failed")) {
      Files.createDirectories(inbox.resolve(folder));
      Files.writeString(inbox.resolve(folder).resolve("a"), "earlier file");
      Files.writeString(inbox.resolve(folder).resolve("b.hl7.ack"), "earlier answer");
    }
    drop("a", Texts.message("1"));
    drop("b.hl7", Texts.message("2", "ZTX|bad"));
    var a = awaitMarked("done", "a.*");
    var b = awaitMarked("failed", "b.*.hl7");
    assertThat(Texts.verdicts(Files.readAllBytes(ack(a)))).isEqualTo("AA|1");
    assertThat(Texts.verdicts(Files.readAllBytes(ack(b)))).isEqualTo("AE|2");
    for (var folder : List.of("done", "failed")) {
      assertThat(inbox.resolve(folder).resolve("a")).hasContent("earlier file");
      assertThat(inbox.resolve(folder).resolve("b.hl7.ack")).hasContent("earlier answer");
    }
  }

  @Test
  void aFileThatIsNotHl7Fails() throws Exception {
    drop("notes.txt", Texts.bytes("Dear colleague"));
    Texts.await(inbox.resolve("failed/notes.txt"));
    assertThat(inbox.resolve("failed/notes.txt.ack")).content().contains("MSA|AR");
  }

  @Test
  void lineFeedsAndMarksOfOtherProgramsAreUnderstood() throws Exception {
    var unix = Texts.text(Texts.message("1")).replace("\r", "\n");
    var windows = Texts.text(Texts.message("2")).replace("\r", "\r\n");
    drop("mixed.hl7", Texts.bytes("\u00ef\u00bb\u00bf" + unix + "\n" + windows));
    assertThat(verdicts("done", "mixed.hl7")).isEqualTo("AA|1 AA|2");
  }

  @Test
  void aFileStillBeingWrittenIsLeftAlone() throws Exception {
    drop("a.hl7.part", Texts.message("1"));
    drop(".b.hl7", Texts.message("2"));
    // Younger than a second, as a file that grows would be.
    Files.write(inbox.resolve("c.hl7"), Texts.message("3"));
    drop("d.hl7", Texts.message("4"));
    Texts.await(inbox.resolve("done/d.hl7"));
    assertThat(inbox.resolve("a.hl7.part")).exists();
    assertThat(inbox.resolve(".b.hl7")).exists();
    Texts.await(inbox.resolve("done/c.hl7"));
  }

  @Test
  void aFileThatCannotBeJournalledStaysAndIsTakenLater() throws Exception {
    gateway.store.away(20);
    drop("a.hl7", Texts.message("1"));
    assertThat(verdicts("done", "a.hl7")).isEqualTo("AA|1");
    assertThat(inbox.resolve("failed/a.hl7")).doesNotExist();
    assertThat(gateway.store.applied()).containsExactly(1L);
  }

  private void drop(String name, byte[] bytes) throws IOException {
    Texts.drop(inbox, name, bytes);
  }

  private static byte[] batch(byte[]... messages) {
    var text = new StringBuilder("FHS|^~\\&|GPSYS\rBHS|^~\\&|GPSYS\r");
    for (var message : messages) {
      text.append(Texts.text(message));
    }
    return Texts.bytes(text + "BTS|" + messages.length + "\rFTS|1\r");
  }

  private String verdicts(String folder, String name) throws Exception {
    return Texts.verdicts(inbox, folder, name);
  }

  private Path awaitMarked(String folder, String glob) throws Exception {
    return awaitMarked(folder, glob, 1).get(0);
  }

  /** Files, not answers, that a pattern fits. */
  private List<Path> awaitMarked(String folder, String glob, int count) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (list(folder, glob).size() < count) {
      assertThat(System.nanoTime()).as("waiting for " + glob).isLessThan(end);
      Thread.sleep(20);
    }
    return list(folder, glob);
  }

  private List<Path> list(String folder, String glob) throws IOException {
    if (!Files.exists(inbox.resolve(folder))) {
      return List.of();
    }
    try (var files = Files.newDirectoryStream(inbox.resolve(folder), glob)) {
      return StreamSupport.stream(files.spliterator(), false)
          .filter(file -> !file.toString().endsWith(".ack"))
          .toList();
    }
  }

  private static Path ack(Path file) {
    return file.resolveSibling(file.getFileName() + ".ack");
  }
}
