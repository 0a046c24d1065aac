package parley.server.release;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.util.FileSystemUtils;
import parley.server.submission.PackageFiles;
import parley.submissions.product.Product;
import parley.submissions.release.ReleaseResult;

/**
 * Where releases are: a folder for each kind of product, and beside them a hidden one for what is
 * being made. A release appears in its place whole, and only once the register says that it is
 * released.
 */
final class ReleaseFolders {

  private static final String STAGING = ".staging";
  private static final String MADE = "release";

  private ReleaseFolders() {}

  /**
   * A folder that takes releases of one kind and no others.
   *
   * @param <P> the kind
   * @param root folder of all kinds
   */
  record Shelf<P extends Product>(P product, Path root) {

    /** Where a release of this kind is to be. */
    Path place(String name) {
      return root.resolve(product.code().toLowerCase(Locale.ROOT))
          .resolve(product.code() + '-' + name);
    }

    /** Puts a release into its place. */
    void keep(ReleaseResult.Released<P> released, Path place) throws IOException {
      if (!place.startsWith(root.resolve(product.code().toLowerCase(Locale.ROOT)))) {
        throw new IllegalArgumentException("a shelf keeps what is of its kind");
      }
      move(released.folder(), place, product.code());
    }
  }

  /** The folder that one release is made in, with all that its making leaves. */
  static Path making(Path root, long id) {
    return root.resolve(STAGING).resolve(Long.toString(id));
  }

  /** An empty folder to make a release in, which only its owner may look into. */
  static Path begin(Path root, long id) throws IOException {
    var making = making(root, id);
    FileSystemUtils.deleteRecursively(making);
    Files.createDirectories(making);
    owned(root.resolve(STAGING), "rwx------");
    return making.resolve(MADE);
  }

  /** Removes what was made or half made. */
  static void remove(Path root, long id) throws IOException {
    FileSystemUtils.deleteRecursively(making(root, id));
  }

  /** Folder of all kinds of a release in the register. */
  static Path rootOf(ReleaseRow row) {
    return row.folder().getParent().getParent();
  }

  /** Puts a release into its place whose program was stopped after the register had it. */
  static boolean finish(ReleaseRow row) throws IOException {
    var made = making(rootOf(row), row.id()).resolve(MADE);
    if (Files.exists(row.folder()) || !Files.isDirectory(made)) {
      return false;
    }
    move(made, row.folder(), row.product());
    remove(rootOf(row), row.id());
    return true;
  }

  private static void move(Path made, Path place, String product) throws IOException {
    if (Files.exists(place)) {
      throw new FileAlreadyExistsException(place.toString());
    }
    var shelf = Files.createDirectories(place.getParent());
    if (!product.equals(Product.Anonymous.KIND.code())) {
      owned(shelf, "rwx------");
      for (var name : PackageFiles.names(made)) {
        owned(made.resolve(name), "rw-------");
      }
      owned(made, "rwx------");
    }
    Files.move(made, place, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void owned(Path path, String permissions) throws IOException {
    try {
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    } catch (UnsupportedOperationException notPosix) {
      // Such a file system has no such rights; a key is refused there, and with it what has names.
      return;
    }
  }

  /** SHA-256 of the manifest; empty without exactly one. */
  static Optional<String> manifest(Path folder, String product) {
    var manifests =
        PackageFiles.names(folder).stream()
            .filter(name -> name.startsWith(product + "-manifest-"))
            .toList();
    return manifests.size() == 1
        ? Optional.of(PackageFiles.hash(folder.resolve(manifests.get(0))))
        : Optional.empty();
  }

  /**
   * In what a folder differs from what the register says of it.
   *
   * @return empty when it does not
   */
  static List<String> differences(Path folder, String product, ReleaseTold told, String manifest) {
    if (!Files.isDirectory(folder)) {
      return List.of("its folder is not there");
    }
    var differences = new ArrayList<String>();
    var names = PackageFiles.names(folder);
    for (var file : told.files()) {
      if (!names.contains(file.name())) {
        differences.add(file.name() + " is missing");
      } else if (!PackageFiles.hash(folder.resolve(file.name())).equals(file.sha256())) {
        differences.add(file.name() + " is not what was released");
      }
    }
    if (!manifest(folder, product).orElse("").equals(manifest)) {
      differences.add("the manifest is not what was released");
    }
    if (names.size() > told.files().size() + 1) {
      differences.add("there are files that were not released");
    }
    if (names.stream().anyMatch(name -> !name.startsWith(product + '-'))) {
      differences.add("there are files that are not of its kind of product");
    }
    return differences;
  }
}
