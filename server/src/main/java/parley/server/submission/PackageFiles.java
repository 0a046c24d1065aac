package parley.server.submission;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;
import parley.submissions.view.ViewJson;

/** The files of a package. */
public final class PackageFiles {

  /** What was found, for people to read. */
  static final String REPORT = "report.html";

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
  public static List<String> names(Path folder) {
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
  public static Optional<Path> file(Path folder, String name) {
    return names(folder).stream().filter(name::equals).findFirst().map(folder::resolve);
  }

  /**
   * Copies a package so that it appears whole. One that is there already has to be the same.
   *
   * @param manifest SHA-256 of its manifest
   * @throws IOException when the disk fails, when the copy is not what was built, or when something
   *     else has the name
   */
  static void copy(Path folder, Path to, String manifest) throws IOException {
    if (Files.exists(to)) {
      if (isAsBuilt(to, manifest)) {
        return;
      }
      throw new FileAlreadyExistsException(to.toString(), null, "it is another package");
    }
    var parent = Files.createDirectories(to.toAbsolutePath().getParent());
    var part = parent.resolve('.' + to.getFileName().toString() + ".part");
    FileSystemUtils.deleteRecursively(part);
    for (var name : names(folder)) {
      var file = part.resolve(name);
      Files.createDirectories(file.getParent());
      Files.copy(folder.resolve(name), file);
    }
    if (!isAsBuilt(part, manifest)) {
      FileSystemUtils.deleteRecursively(part);
      throw new IOException("the copy is not what was built");
    }
    Files.move(part, to, StandardCopyOption.ATOMIC_MOVE);
  }

  /**
   * Whether a folder holds the package of a build, by provider, month, type and moment; a register
   * that was begun anew gives numbers a second time.
   */
  static boolean isOf(BuildRow row, Path folder) {
    try {
      var manifest = ViewJson.tree(Files.readString(folder.resolve(MANIFEST)));
      return manifest.path("provider").asText().equals(row.provider())
          && manifest.path("type").asText().equals(row.type().code())
          && manifest.path("periodStart").asText().equals(row.period().atDay(1).toString())
          && !Instant.parse(manifest.path("built").asText()).isBefore(row.orderedAt());
    } catch (IOException | DateTimeParseException none) {
      return false;
    }
  }

  /** Says beside a package who released it, when and why; it appears whole. */
  static void tellRelease(Path copied, BuildRow row, String who, String why, Instant at)
      throws IOException {
    var tree = new LinkedHashMap<String, Object>();
    tree.put("submission", row.id());
    tree.put("provider", row.provider());
    tree.put("period", row.period().toString());
    tree.put("type", row.type().code());
    tree.put("manifestSha256", row.manifest().orElse(""));
    tree.put("releasedBy", who);
    tree.put("reason", why);
    tree.put("released", at.toString());
    var part = copied.resolveSibling('.' + copied.getFileName().toString() + ".release.part");
    Files.writeString(
        part,
        JsonMapper.builder().build().writerWithDefaultPrettyPrinter().writeValueAsString(tree)
            + "\n");
    Files.move(
        part,
        copied.resolveSibling(copied.getFileName() + ".release.json"),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** SHA-256 of a file, in hexadecimal. */
  public static String hash(Path file) {
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
