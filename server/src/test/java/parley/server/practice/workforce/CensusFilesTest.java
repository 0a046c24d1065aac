package parley.server.practice.workforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.submission.PackageFiles;

/** All files of a census are written, or none. */
class CensusFilesTest {

  @TempDir Path folder;

  private final LocalDate day = LocalDate.of(2026, 10, 31);

  private Path file(String name) {
    return folder.resolve("ANONYMOUS-workforce-" + name);
  }

  private void write() throws IOException {
    CensusFiles.write(CensusFiles.folder(folder, day), "rows", "report");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-10-31.json", "manifest-2026-10-31.json"})
  void oneThatCannotBeWrittenLeavesNoneAndTheNextAttemptIsMade(String blocked) throws IOException {
    var block = file(blocked);
    Files.createDirectories(block.resolve("in the way"));
    assertThatIOException().isThrownBy(this::write);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(block));
    Files.delete(block.resolve("in the way"));
    Files.delete(block);

    write();
    assertThat(file("2026-10-31.csv")).hasContent("rows");
    assertThat(file("2026-10-31.json")).hasContent("report");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void theManifestSaysThatAnyoneMayHaveIt() throws IOException {
    write();
    assertThat(file("manifest-2026-10-31.json"))
        .content()
        .contains("\"product\" : \"ANONYMOUS\"")
        .contains("\"name\" : \"ANONYMOUS-workforce-2026-10-31.csv\"")
        .contains(PackageFiles.hash(file("2026-10-31.json")));
  }

  @Test
  void whatIsThereIsNotWrittenOver() throws IOException {
    Files.writeString(file("2026-10-31.csv"), "the first");
    assertThatIOException().isThrownBy(this::write);
    assertThat(file("2026-10-31.csv")).hasContent("the first");
    assertThat(file("2026-10-31.json")).doesNotExist();
  }
}
