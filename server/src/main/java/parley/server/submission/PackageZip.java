package parley.server.submission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A package as one file: all of it in one folder, in the order of the names. */
final class PackageZip {

  static final String MEDIA_TYPE = "application/zip";

  /** It is a value of one column and in memory whole: a month of a large service is a tenth. */
  private static final long MOST = 500_000_000;

  /** The same files give the same bytes: the earliest time that a zip can say. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private PackageZip() {}

  /**
   * Packs a package.
   *
   * @param name the one folder in it
   * @param manifest SHA-256 of its manifest as it was built
   * @throws IOException when the disk fails, when the package is larger than 500 MB, or when what
   *     was packed is not what was built
   */
  static byte[] of(Path folder, String name, String manifest) throws IOException {
    var names = PackageFiles.names(folder);
    long bytes = 0;
    for (var file : names) {
      bytes += Files.size(folder.resolve(file));
    }
    if (bytes > MOST) {
      throw new IOException("a package of more than 500 MB is carried by a folder alone");
    }
    var packed = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(packed)) {
      for (var file : names) {
        var entry = new ZipEntry(name + '/' + file);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        Files.copy(folder.resolve(file), zip);
        zip.closeEntry();
      }
    }
    if (!PackageFiles.isAsBuilt(folder, manifest)) {
      throw new IOException("the package is not what was built");
    }
    return packed.toByteArray();
  }
}
