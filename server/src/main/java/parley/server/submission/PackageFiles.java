package parley.server.submission;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.DSYNC;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.util.FileSystemUtils;
import parley.submissions.build.ReleasedManifest;
import parley.submissions.product.Product;
import parley.submissions.view.ViewJson;

/** The files of a package. */
public final class PackageFiles {

  /** What names of packages and of their files begin with: the kind of product that they are. */
  static final String PREFIX = Product.Identifiable.KIND.code() + "-";

  /** Of what was found, for people to read. */
  private static final Pattern REPORT = Pattern.compile("(" + PREFIX + "report-.+|report)[.]html");

  /** Packages that were built before names said the kind have a {@code manifest.json}. */
  private static final Pattern MANIFEST =
      Pattern.compile("(" + PREFIX + "manifest-.+|manifest)[.]json");

  private static final int BUFFER = 1 << 16;

  private PackageFiles() {}

  /**
   * SHA-256 of the manifest as it was built, without who released it; empty text when the folder
   * has none.
   */
  static String builtHash(Path folder) {
    var manifest = manifest(folder);
    if (manifest.isEmpty()) {
      return "";
    }
    try {
      return ReleasedManifest.builtHash(Files.readString(manifest.get()));
    } catch (JsonProcessingException | CharacterCodingException another) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException("the manifest of a package cannot be read", e);
    }
  }

  /**
   * Whether a folder holds what was built: the manifest, every file that it lists, and no other.
   *
   * @param manifest SHA-256 of the manifest as it was built
   */
  static boolean isAsBuilt(Path folder, String manifest) {
    if (manifest.isEmpty() || !builtHash(folder).equals(manifest)) {
      return false;
    }
    try {
      var manifestFile = manifest(folder).orElseThrow();
      var files = ViewJson.tree(Files.readString(manifestFile)).path("files");
      return names(folder).stream()
              .filter(name -> !name.equals(manifestFile.getFileName().toString()))
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

  /** The name of the report that people read; empty when there is none. */
  static Optional<String> report(Path folder) {
    return names(folder).stream().filter(REPORT.asMatchPredicate()).findFirst();
  }

  /** The manifest; empty when there is none. */
  static Optional<Path> manifest(Path folder) {
    return names(folder).stream()
        .filter(MANIFEST.asMatchPredicate())
        .findFirst()
        .map(folder::resolve);
  }

  private static Path present(Path folder) throws IOException {
    return manifest(folder).orElseThrow(() -> new NoSuchFileException(folder.toString()));
  }

  /** A file of the package; empty for any other name. */
  public static Optional<Path> file(Path folder, String name) {
    return names(folder).stream().filter(name::equals).findFirst().map(folder::resolve);
  }

  /**
   * Copies a package so that it appears whole. One that is there already has to be the same; who
   * released it is then told there as it is here.
   *
   * @param manifest SHA-256 of its manifest as it was built
   * @throws IOException when the disk fails, when the copy is not what was built, or when something
   *     else has the name
   */
  static void copy(Path folder, Path to, String manifest) throws IOException {
    if (Files.exists(to)) {
      if (isAsBuilt(to, manifest)) {
        replaceManifest(to, Files.readString(present(folder)));
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
      var manifest = ViewJson.tree(Files.readString(present(folder)));
      return manifest.path("provider").asText().equals(row.provider())
          && manifest.path("type").asText().equals(row.type().code())
          && manifest.path("periodStart").asText().equals(row.period().atDay(1).toString())
          && !Instant.parse(manifest.path("built").asText()).isBefore(row.orderedAt());
    } catch (IOException | DateTimeParseException none) {
      return false;
    }
  }

  /** Says in the manifest who released a package, when and why. */
  static void tellRelease(Path folder, ReleasedManifest.Release release) throws IOException {
    replaceManifest(folder, ReleasedManifest.of(Files.readString(present(folder)), release));
  }

  /** Takes that off again. */
  static void forgetRelease(Path folder) throws IOException {
    replaceManifest(folder, ReleasedManifest.asBuilt(Files.readString(present(folder))));
  }

  /** There is the one or the other, whole; what a crash leaves is beside the package. */
  private static void replaceManifest(Path folder, String text) throws IOException {
    var manifest = present(folder);
    var part = folder.resolveSibling('.' + folder.getFileName().toString() + ".manifest");
    Files.writeString(part, text, CREATE, TRUNCATE_EXISTING, WRITE, DSYNC);
    Files.move(part, manifest, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
