package parley.submissions.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder is there whole or not at all, whatever happens while it is filled. */
class PackageFolderTest {

  @TempDir Path folder;

  /** Run as a process of its own: writes a half and is killed. */
  static final class Killed {
    private Killed() {}

    public static void main(String[] arguments) throws IOException {
      PackageFolder.fill(
          Path.of(arguments[0]),
          part -> {
            Files.writeString(part.resolve("half.csv"), "half");
            Files.createDirectory(part.resolve("csv"));
            Files.writeString(part.resolve("csv/half.csv"), "half");
            Runtime.getRuntime().halt(137);
          });
    }
  }

  /** Run as a process of its own: fills a folder until its standard input ends. */
  static final class Slow {
    private Slow() {}

    public static void main(String[] arguments) throws IOException {
      PackageFolder.fill(
          Path.of(arguments[0]),
          part -> {
            Files.writeString(part.resolve("slow.csv"), "slow");
            System.out.println("filling");
            System.in.transferTo(System.err);
          });
    }
  }

  @Test
  void aKilledBuildLeavesNoHalfPackageAndTheNextOneCleansUp() throws Exception {
    var place = folder.resolve("october");
    var killed = run(Killed.class, place);
    assertThat(killed.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(killed.exitValue()).isEqualTo(137);
    assertThat(place).doesNotExist();
    assertThat(folder.resolve(".october.part/half.csv")).exists();

    assertThat(PackageFolder.fill(place, part -> Files.writeString(part.resolve("a"), "1")))
        .isEmpty();
    assertThat(Files.list(place)).containsExactly(place.resolve("a"));
    assertThat(Files.list(folder)).containsExactly(place);
  }

  @Test
  void twoBuildsDoNotWriteOnePackage() throws Exception {
    var place = folder.resolve("october");
    var slow = run(Slow.class, place);
    try (var said = slow.inputReader()) {
      assertThat(said.readLine()).isEqualTo("filling");
      assertThat(PackageFolder.fill(place, part -> Files.writeString(part.resolve("a"), "1")))
          .contains(PackageFolder.Refusal.BUSY);
      slow.getOutputStream().close();
      assertThat(slow.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Files.list(place)).containsExactly(place.resolve("slow.csv"));
    assertThat(Files.list(folder)).containsExactly(place);
  }

  @Test
  void twoBuildsOfOneProcessDoNotEither() throws IOException {
    var place = folder.resolve("october");
    var inner = new ArrayList<Optional<PackageFolder.Refusal>>();
    assertThat(
            PackageFolder.fill(
                place,
                part -> {
                  Files.writeString(part.resolve("a"), "1");
                  inner.add(
                      PackageFolder.fill(place, other -> Files.createFile(other.resolve("b"))));
                }))
        .isEmpty();
    assertThat(inner).containsExactly(Optional.of(PackageFolder.Refusal.BUSY));
    assertThat(Files.list(place)).containsExactly(place.resolve("a"));
  }

  /** Whoever asks in vain must not take the lock away from the one who has it. */
  @Test
  void oneThatIsRefusedLeavesTheLockToTheOther() throws IOException {
    var place = folder.resolve("october");
    var other = new ArrayList<Integer>();
    PackageFolder.fill(
        place,
        part -> {
          PackageFolder.fill(place, none -> Files.createFile(none.resolve("b")));
          PackageFolder.clear(place);
          assertThat(part).exists();
          Files.writeString(part.resolve("a"), "1");
          try {
            var process = run(Killed.class, place);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            other.add(process.exitValue());
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
        });
    // It was refused, so that it never came to kill itself.
    assertThat(other).containsExactly(0);
    assertThat(Files.list(place)).containsExactly(place.resolve("a"));
    assertThat(Files.list(folder)).containsExactly(place);
  }

  @Test
  void theLockIsHeldUntilTheFolderIsInItsPlace() throws IOException {
    var place = folder.resolve("october");
    PackageFolder.fill(
        place,
        part -> {
          assertThat(folder.resolve(".october.lock")).exists();
          assertThat(part).isEmptyDirectory();
        });
    assertThat(Files.list(folder)).containsExactly(place);
  }

  @Test
  void aDiskThatFailsHalfWayLeavesNothing() {
    var place = folder.resolve("october");
    assertThatThrownBy(
            () ->
                PackageFolder.fill(
                    place,
                    part -> {
                      Files.writeString(part.resolve("half.csv"), "half");
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEmptyFolderIsFilledAndAnythingElseIsNot() throws IOException {
    var place = Files.createDirectory(folder.resolve("october"));
    assertThat(PackageFolder.fill(place, part -> Files.createFile(part.resolve("a")))).isEmpty();
    assertThat(PackageFolder.fill(place, part -> Files.createFile(part.resolve("b"))))
        .contains(PackageFolder.Refusal.OCCUPIED);
    assertThat(Files.list(place)).containsExactly(place.resolve("a"));
    var file = Files.createFile(folder.resolve("file"));
    assertThat(PackageFolder.fill(file, part -> Files.createFile(part.resolve("b"))))
        .contains(PackageFolder.Refusal.OCCUPIED);
  }

  @Test
  void aFullDiskGivesOneClearLineAndNoHalfPackage() throws Exception {
    var disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()),
        "a small disk cannot be mounted here: it needs root and Linux");
    try {
      assertThatThrownBy(
              () ->
                  MadeOrders.BUILDER.build(
                      MadeOrders.record(MadeOrders.onePerson()),
                      MadeOrders.october(),
                      disk.resolve("october")))
          .isInstanceOf(PackageNotWritten.class)
          .satisfies(
              e ->
                  assertThat(e.getMessage())
                      .hasLineCount(1)
                      .containsIgnoringCase("no space left on device")
                      .contains("nothing of it is left"));
      assertThat(disk).isEmptyDirectory();
    } finally {
      assertThat(succeeds("umount", disk.toString())).isTrue();
    }
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static Process run(Class<?> program, Path place) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            program.getName(),
            place.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
