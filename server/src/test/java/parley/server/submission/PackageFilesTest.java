package parley.server.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.build.ReleasedManifest;
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
    var manifest = PackageFiles.builtHash(made);
    var outlet = folder.resolve("outlet/october");
    PackageFiles.copy(made, outlet, manifest);
    assertThat(PackageFiles.isAsBuilt(outlet, manifest)).isTrue();
    PackageFiles.copy(made, outlet, manifest);

    var other = made("other", "2");
    assertThatThrownBy(() -> PackageFiles.copy(other, outlet, PackageFiles.builtHash(other)))
        .isInstanceOf(IOException.class);
    Files.delete(outlet.resolve("a.csv"));
    assertThatThrownBy(() -> PackageFiles.copy(made, outlet, manifest))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aCopyThatIsNotWhatWasBuiltDoesNotAppear() throws IOException {
    var made = made("made", "1");
    var manifest = PackageFiles.builtHash(made);
    Files.writeString(made.resolve("a.csv"), "changed meanwhile");
    var outlet = folder.resolve("outlet/october");
    assertThatThrownBy(() -> PackageFiles.copy(made, outlet, manifest))
        .isInstanceOf(IOException.class);
    assertThat(folder.resolve("outlet")).isEmptyDirectory();
  }

  /** A release that was not committed before a crash is followed by that which is. */
  @Test
  void whoReleasedItIsToldInTheManifestAndTheHashOfTheBuiltOneStays() throws IOException {
    var made = made("made", "1");
    var manifest = PackageFiles.builtHash(made);
    var built = Files.readString(made.resolve("manifest.json"));
    var outlet = folder.resolve("outlet/october");
    for (var who : List.of("A. First", "B. Second")) {
      PackageFiles.tellRelease(made, new ReleasedManifest.Release(3, who, ORDERED, "so"));
      PackageFiles.copy(made, outlet, manifest);
      for (var place : List.of(made, outlet)) {
        assertThat(PackageFiles.isAsBuilt(place, manifest)).isTrue();
        assertThat(place.resolve("manifest.json"))
            .content()
            .containsOnlyOnce("released")
            .contains(who, manifest);
      }
    }
    assertThat(PackageFiles.names(outlet)).containsExactly("a.csv", "manifest.json");
    PackageFiles.forgetRelease(made);
    assertThat(made.resolve("manifest.json")).content().isEqualTo(built);
    Files.writeString(
        outlet.resolve("manifest.json"),
        Files.readString(outlet.resolve("manifest.json")).replace("a.csv", "b.csv"));
    assertThat(PackageFiles.isAsBuilt(outlet, manifest)).isFalse();
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
      // What a logger says of itself may come first.
      var place = said.lines().filter(line -> line.startsWith(all.toString())).findFirst();
      var others = Path.of(place.orElseThrow());
      assertThat(dead).doesNotExist();
      var mine = Scratch.of(folder);
      var second = Scratch.of(folder);
      assertThat(others).exists();
      assertThat(mine).exists().isNotEqualTo(second);
      var killed = Files.createDirectories(all.resolve("killed/engine-1"));
      Files.writeString(killed.resolve("tables.duckdb.wal"), "the record");
      Scratch.clean(folder);
      assertThat(killed.getParent()).doesNotExist();
      assertThat(others).exists();
      for (var own : List.of(all, mine)) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(own)))
            .isEqualTo("rwx------");
      }
      living.getOutputStream().close();
      assertThat(living.waitFor(60, TimeUnit.SECONDS)).isTrue();
      Scratch.clean(folder);
      assertThat(others).doesNotExist();
      assertThat(mine).exists();
    } finally {
      living.destroy();
    }
  }

  @Test
  void cleaningMakesNothingWhereNothingWasBuilt() {
    Scratch.clean(folder.resolve("none"));
    assertThat(folder).isEmptyDirectory();
  }

  private Path made(String name, String value) throws IOException {
    var made = Files.createDirectory(folder.resolve(name));
    var csv = Files.writeString(made.resolve("a.csv"), value);
    var manifest = JsonMapper.builder().build().createObjectNode();
    manifest.putObject("files").putObject("a.csv").put("sha256", PackageFiles.hash(csv));
    Files.writeString(made.resolve("manifest.json"), manifest.toPrettyString() + "\n");
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
