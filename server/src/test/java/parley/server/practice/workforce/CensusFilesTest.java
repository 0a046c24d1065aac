package parley.server.practice.workforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both files of a census are written, or none. */
class CensusFilesTest {

  @TempDir Path folder;

  private Path csv() {
    return folder.resolve("workforce-2026-10-31.csv");
  }

  private Path json() {
    return folder.resolve("workforce-2026-10-31.json");
  }

  @Test
  void oneThatCannotBeWrittenLeavesNoneAndTheNextAttemptIsMade() throws IOException {
    Files.createDirectories(json().resolve("in the way"));
    assertThatIOException().isThrownBy(() -> CensusFiles.write(csv(), "rows", json(), "report"));
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(json()));
    Files.delete(json().resolve("in the way"));
    Files.delete(json());

    CensusFiles.write(csv(), "rows", json(), "report");
    assertThat(csv()).hasContent("rows");
    assertThat(json()).hasContent("report");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
  }

  @Test
  void whatIsThereIsNotWrittenOver() throws IOException {
    Files.writeString(csv(), "the first");
    assertThatIOException().isThrownBy(() -> CensusFiles.write(csv(), "rows", json(), "report"));
    assertThat(csv()).hasContent("the first");
    assertThat(json()).doesNotExist();
  }
}
