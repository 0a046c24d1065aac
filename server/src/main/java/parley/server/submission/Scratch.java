package parley.server.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.FileSystemUtils;

/**
 * Folders for the engine's files, one for each process, so that those of a killed one are found.
 */
final class Scratch {

  private Scratch() {}

  /**
   * The folder of this process, below another; those of processes that are gone are removed.
   *
   * @param packages where packages are kept
   */
  static Path of(Path packages) {
    var all = packages.toAbsolutePath().resolve(".engine");
    try {
      Files.createDirectories(all);
      try (var folders = Files.newDirectoryStream(all)) {
        for (var folder : folders) {
          if (!isAlive(folder.getFileName().toString())) {
            FileSystemUtils.deleteRecursively(folder);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of submissions cannot be used: " + packages, e);
    }
    return all.resolve(String.valueOf(ProcessHandle.current().pid()));
  }

  private static boolean isAlive(String pid) {
    return pid.matches("[0-9]{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isPresent();
  }
}
