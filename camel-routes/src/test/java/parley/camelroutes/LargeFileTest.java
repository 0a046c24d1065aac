package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A batch file of 200 MB read in a heap of 64 MB, by a Java process of its own. */
class LargeFileTest {

  private static final int MEGABYTE = 1024 * 1024;
  private static final int LARGEST_MESSAGE = 10 * MEGABYTE;

  @TempDir Path work;

  @Test
  @EnabledIfSystemProperty(
      named = "parley.campaign",
      matches = "true",
      disabledReason = "writes 200 MB; mvn -B verify -Pcampaign runs it")
  void isReadInASmallHeap() throws Exception {
    var file = work.resolve("large.hl7");
    long written = write(file, 199L * MEGABYTE);
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LargeFileTest.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("out").toFile())
            .start();
    assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    assertThat(Files.readString(work.resolve("out")).strip().lines().toList())
        .last()
        .isEqualTo(written + " taken, 1 refused, sound true");
  }

  /** Ordinary messages, ten of just under the limit, and one over it in the middle. */
  private static long write(Path file, long size) throws IOException {
    long taken = 0;
    long bytes = 0;
    var ordinary = Texts.message("1", "PID|1||9", "NTE|1||" + "x".repeat(700));
    try (var out = new BufferedOutputStream(Files.newOutputStream(file))) {
      out.write(Texts.bytes("FHS|^~\\&|GPSYS\rBHS|^~\\&|GPSYS\r"));
      for (int large = 0; large < 11; large++) {
        int length = large == 5 ? LARGEST_MESSAGE + 1000 : LARGEST_MESSAGE - 1000;
        var message = Texts.message("L" + large, "NTE|1||" + "y".repeat(length - 200));
        var whole = large == 5 ? Texts.message("L5", "NTE|1||" + "y".repeat(length)) : message;
        out.write(whole);
        bytes += whole.length;
        taken += large == 5 ? 0 : 1;
      }
      for (; bytes < size; bytes += ordinary.length) {
        out.write(ordinary);
        taken++;
      }
      out.write("BTS|%d\rFTS|1\r".formatted(taken + 1).getBytes(StandardCharsets.US_ASCII));
    }
    return taken;
  }

  /** The process: counts what a file holds. */
  public static void main(String[] arguments) throws IOException {
    long taken = 0;
    long refused = 0;
    try (var in = Files.newInputStream(Path.of(arguments[0]))) {
      var file = new BatchFile(in, LARGEST_MESSAGE, new Acknowledgements(Clock.systemUTC()));
      for (var item = file.next(); item.isPresent(); item = file.next()) {
        if (item.get() instanceof SplitFile.Item.Taken) {
          taken++;
        } else {
          refused++;
        }
      }
      System.out.println(taken + " taken, " + refused + " refused, sound " + file.sound());
    }
  }
}
