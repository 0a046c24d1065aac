package parley.server.submission;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;
import parley.submissions.view.ViewJson;

/** The files of a package. */
final class PackageFiles {

  private static final String MANIFEST = "manifest.json";
  private static final int BUFFER = 1 << 16;

  private PackageFiles() {}

  /** SHA-256 of the manifest; empty text when the folder has none. */
  static String manifestHash(Path folder) {
    var manifest = folder.resolve(MANIFEST);
    return Files.isRegularFile(manifest) ? hash(manifest) : "";
  }

  /**
   * Whether a folder holds what was built: the manifest, every file that it lists, and no other.
   *
   * @param manifest SHA-256 of the manifest
   */
  static boolean isAsBuilt(Path folder, String manifest) {
    if (manifest.isEmpty() || !manifestHash(folder).equals(manifest)) {
      return false;
    }
    try {
      var files = ViewJson.tree(Files.readString(folder.resolve(MANIFEST))).path("files");
      return names(folder).stream()
              .filter(name -> !name.equals(MANIFEST))
              .allMatch(
                  name ->
                      hash(folder.resolve(name)).equals(files.path(name).path("sha256").asText()))
          && names(folder).size() == files.size() + 1;
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest of a package cannot be read", e);
    }
  }

  /** Every file, by its path in the folder with slashes, in alphabetical order. */
  static List<String> names(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of a package cannot be read", e);
    }
  }

  /** A file of the package; empty for any other name. */
  static Optional<Path> file(Path folder, String name) {
    return names(folder).stream().filter(name::equals).findFirst().map(folder::resolve);
  }

  /** Copies a package so that it appears whole; one that is there already is that of before. */
  static void copy(Path folder, Path to) throws IOException {
    if (Files.exists(to)) {
      return;
    }
    var parent = Files.createDirectories(to.toAbsolutePath().getParent());
    var part = parent.resolve('.' + to.getFileName().toString() + ".part");
    FileSystemUtils.deleteRecursively(part);
    for (var name : names(folder)) {
      var file = part.resolve(name);
      Files.createDirectories(file.getParent());
      Files.copy(folder.resolve(name), file);
    }
    Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
  }

  static String hash(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      var digest = MessageDigest.getInstance("SHA-256");
      var buffer = new byte[BUFFER];
      for (var read = in.read(buffer); read > 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException("a file of a package cannot be read", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
