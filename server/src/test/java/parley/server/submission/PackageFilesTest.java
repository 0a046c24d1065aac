package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.build.SubmissionType;

/** Folders of packages and of the engine: what is another's is neither taken nor deleted. */
class PackageFilesTest {

  private static final Instant ORDERED = Instant.parse("2026-11-20T10:00:00Z");

  @TempDir Path folder;

  /**
   * Run as a process of its own: takes a scratch folder and waits for its standard input to end.
   */
  static final class Living {
    private Living() {}

    public static void main(String[] arguments) throws IOException {
      System.out.println(Scratch.of(Path.of(arguments[0])));
      System.in.transferTo(System.err);
    }
  }

  @Test
  void somethingElseAtTheOutletIsNotTakenForThePackage() throws IOException {
    var made = made("made", "1");
    var manifest = PackageFiles.manifestHash(made);
    var outlet = folder.resolve("outlet/october");
    PackageFiles.copy(made, outlet, manifest);
    assertThat(PackageFiles.isAsBuilt(outlet, manifest)).isTrue();
    PackageFiles.copy(made, outlet, manifest);

    var other = made("other", "2");
    assertThatThrownBy(() -> PackageFiles.copy(other, outlet, PackageFiles.manifestHash(other)))
        .isInstanceOf(IOException.class);
    Files.delete(outlet.resolve("a.csv"));
    assertThatThrownBy(() -> PackageFiles.copy(made, outlet, manifest))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aCopyThatIsNotWhatWasBuiltDoesNotAppear() throws IOException {
    var made = made("made", "1");
    var manifest = PackageFiles.manifestHash(made);
    Files.writeString(made.resolve("a.csv"), "changed meanwhile");
    var outlet = folder.resolve("outlet/october");
    assertThatThrownBy(() -> PackageFiles.copy(made, outlet, manifest))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("outlet")).isEmptyDirectory();
  }

  @Test
  void thePackageOfABuildIsToldFromThatOfAnotherWithItsNumber() throws IOException {
    assertThat(PackageFiles.isOf(row(), manifest("RZ9", "2026-11-20T10:00:05Z"))).isTrue();
    assertThat(PackageFiles.isOf(row(), manifest("RZ9", "2026-11-19T10:00:00Z"))).isFalse();
    assertThat(PackageFiles.isOf(row(), manifest("RZ8", "2026-11-20T10:00:05Z"))).isFalse();
    assertThat(PackageFiles.isOf(row(), folder.resolve("none"))).isFalse();
  }

  @Test
  void aScratchFolderLivesAsLongAsItsProgramWhateverItsNumber() throws Exception {
    var all = folder.resolve(".engine");
    // Of a program that was killed in a container, where ours has the same number.
    var dead = all.resolve(String.valueOf(ProcessHandle.current().pid()));
    Files.createDirectories(dead.resolve("engine-1"));
    var living =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Living.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (var said = living.inputReader()) {
      var others = Path.of(said.readLine());
      assertThat(dead).doesNotExist();
      var mine = Scratch.of(folder);
      var second = Scratch.of(folder);
      assertThat(others).exists();
      assertThat(mine).exists().isNotEqualTo(second);
      living.getOutputStream().close();
      assertThat(living.waitFor(60, TimeUnit.SECONDS)).isTrue();
      Scratch.of(folder);
      assertThat(others).doesNotExist();
      assertThat(mine).exists();
    } finally {
      living.destroy();
    }
  }

  private Path made(String name, String value) throws IOException {
    var made = Files.createDirectory(folder.resolve(name));
    var csv = Files.writeString(made.resolve("a.csv"), value);
    Files.writeString(
        made.resolve("manifest.json"),
        "{\"files\":{\"a.csv\":{\"sha256\":\"" + PackageFiles.hash(csv) + "\"}}}");
    return made;
  }

  private Path manifest(String provider, String built) throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        """
        {"provider":"%s","type":"primary","periodStart":"2026-10-01","built":"%s"}"""
            .formatted(provider, built));
    return folder;
  }

  private static BuildRow row() {
    return new BuildRow(
        1,
        "RZ9",
        YearMonth.parse("2026-10"),
        SubmissionType.PRIMARY,
        false,
        BuildState.BUILDING,
        "ME",
        ORDERED,
        Optional.empty(),
        Path.of("primary-1"),
        Optional.empty(),
        Optional.empty(),
        BuildTold.nothing(),
        Optional.empty(),
        "");
  }
}
