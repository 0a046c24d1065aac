package parley.submissions.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/** The engine stops in good order, and says why in one line without a value. */
class EngineFailureTest {

  private static final SubmissionOrder ORDER =
      new SubmissionOrder(October.facts("RZ9"), "PARLEY", Map.of());

  @TempDir Path folder;

  @Test
  void aScratchFolderThatCannotBeMadeGivesOneLine() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");
    var tables = new DatasetTables(new ViewReader(), EngineLimits.in(file.resolve("scratch")));
    assertThatThrownBy(() -> tables.make(type -> Stream.empty(), ORDER))
        .isInstanceOf(TablesNotMade.class)
        .hasMessageContaining("the scratch folder cannot be written to");
  }

  @Test
  void aFullDiskIsNamedAndWhatTheEngineQuotesIsNot() {
    assertThat(
            new TablesNotMade(
                new SQLException("IO Error: Could not write file: No space left on device\nx")))
        .hasMessage(
            "the tables could not be made: the disk of the scratch folder is full; make room and"
                + " build it again");
    assertThat(new TablesNotMade(new SQLException("Conversion Error: could not cast 'Smith'")))
        .message()
        .hasLineCount(1)
        .doesNotContain("Smith");
  }

  @Test
  void whoeverInterruptsABuildWaitsForThoseWhoStillWrite() throws InterruptedException {
    var reading = new CountDownLatch(1);
    var read = new AtomicBoolean();
    var readAtEnd = new AtomicBoolean();
    var stillInterrupted = new AtomicBoolean();
    ViewResources slow =
        type -> {
          reading.countDown();
          try {
            // Told to stop only once the build gives up.
            TimeUnit.MINUTES.sleep(1);
          } catch (InterruptedException e) {
            var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(500);
            while (System.nanoTime() < end) {
              LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
            }
          }
          read.set(true);
          return Stream.empty();
        };
    var build =
        new Thread(
            () -> {
              try {
                new DatasetTables(new ViewReader()).make(slow, ORDER);
              } catch (IllegalStateException interrupted) {
                readAtEnd.set(read.get());
                stillInterrupted.set(Thread.currentThread().isInterrupted());
              }
            });
    build.start();
    assertThat(reading.await(60, TimeUnit.SECONDS)).isTrue();
    build.interrupt();
    build.join(TimeUnit.SECONDS.toMillis(120));
    assertThat(readAtEnd).isTrue();
    assertThat(stillInterrupted).isTrue();
  }
}
