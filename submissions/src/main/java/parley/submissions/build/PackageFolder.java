package parley.submissions.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder that appears whole or not at all. It is filled beside its place under a hidden name,
 * locked for as long, brought to the disk and then moved. What a killed process left there is
 * removed by the next, which knows it by the lock that nobody holds.
 */
final class PackageFolder implements AutoCloseable {

  private static final String LOCK = ".building";

  /** Why a folder cannot be filled. */
  enum Refusal {
    OCCUPIED,
    BUSY
  }

  /** Writes something into a folder. */
  @FunctionalInterface
  interface Content {
    void write(Path folder) throws IOException;
  }

  private final Path place;
  private final Path part;
  private final FileChannel lockFile;

  private PackageFolder(Path place, Path part, FileChannel lockFile) {
    this.place = place;
    this.part = part;
    this.lockFile = lockFile;
  }

  /**
   * Fills a folder.
   *
   * @param folder is not there, or empty
   * @return why it was not done; empty when the folder is there
   * @throws IOException when the disk fails; nothing is left
   */
  static Optional<Refusal> fill(Path folder, Content content) throws IOException {
    var place = folder.toAbsolutePath().normalize();
    if (isOccupied(place)) {
      return Optional.of(Refusal.OCCUPIED);
    }
    var part = place.resolveSibling("." + place.getFileName() + ".part");
    Files.createDirectories(part);
    var lockFile =
        FileChannel.open(part.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (lock(lockFile).isEmpty()) {
      lockFile.close();
      return Optional.of(Refusal.BUSY);
    }
    try (var filling = new PackageFolder(place, part, lockFile)) {
      filling.empty();
      content.write(part);
      return filling.move() ? Optional.empty() : Optional.of(Refusal.OCCUPIED);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isOccupied(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return Files.exists(place);
    }
    try (var files = Files.list(place)) {
      return files.findAny().isPresent();
    }
  }

  private static Optional<FileLock> lock(FileChannel file) throws IOException {
    try {
      return Optional.ofNullable(file.tryLock());
    } catch (OverlappingFileLockException e) {
      return Optional.empty();
    }
  }

  private void empty() throws IOException {
    try (var leftover = Files.list(part)) {
      for (var file : leftover.filter(file -> !file.endsWith(LOCK)).toList()) {
        delete(file);
      }
    }
  }

  private boolean move() throws IOException {
    Files.delete(part.resolve(LOCK));
    try (var files = Files.walk(part)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        force(file);
      }
    }
    if (isOccupied(place)) {
      return false;
    }
    Files.deleteIfExists(place);
    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    return true;
  }

  /** A folder that survives a power cut must not do so without what is in it. */
  private static void force(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Removes what was not moved. */
  @Override
  public void close() throws IOException {
    try {
      if (Files.exists(part)) {
        delete(part);
      }
    } finally {
      lockFile.close();
    }
  }

  private static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path done, IOException failed)
              throws IOException {
            Files.delete(done);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
