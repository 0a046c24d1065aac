package parley.server.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of an export are the gateway's account's alone, from their making on. */
class DeidentifiedFilesTest {

  @TempDir Path folder;

  @Test
  void nobodyElseMayLookIntoThem() throws IOException {
    // As an earlier program made it.
    var exports = Files.createDirectory(folder.resolve("exports"));
    Files.setPosixFilePermissions(exports, PosixFilePermissions.fromString("rwxr-xr-x"));
    var files = new DeidentifiedFiles(exports, "p-1");
    files.begin();
    var name = "PSEUDONYMISED-Patient-p-1.ndjson";
    try (var out = files.create(name)) {
      assertThat(rights(exports.resolve(".p-1").resolve(name))).isEqualTo("rw-------");
      out.write("{}".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(rights(exports)).isEqualTo("rwx------");
    assertThat(rights(exports.resolve(".p-1"))).isEqualTo("rwx------");
    files.offer();
    assertThat(rights(exports.resolve("p-1"))).isEqualTo("rwx------");
    assertThat(rights(files.offered(name).orElseThrow())).isEqualTo("rw-------");
  }

  private static String rights(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
