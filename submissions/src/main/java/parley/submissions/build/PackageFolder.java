package parley.submissions.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A folder that appears whole or not at all. It is filled beside its place under a hidden name,
 * brought to the disk and then moved. A lock on a file beside it is held until it is moved. What a
 * killed process left there is removed by the next, which knows it by the lock that nobody holds.
 */
public final class PackageFolder implements AutoCloseable {

  /** The system forgets a lock when the same process closes another channel of its file. */
  private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

  /** Why a folder cannot be filled. */
  public enum Refusal {
    OCCUPIED,
    BUSY
  }

  /** Writes something into a folder. */
  @FunctionalInterface
  public interface Content {
    void write(Path folder) throws IOException;
  }

  private final Path place;
  private final Path part;
  private final Path lock;
  private final FileChannel held;
  private boolean moved;

  private PackageFolder(Path place, Path lock, FileChannel held) {
    this.place = place;
    this.part = part(place);
    this.lock = lock;
    this.held = held;
  }

  private static Path part(Path place) {
    return place.resolveSibling("." + place.getFileName() + ".part");
  }

  /**
   * Fills a folder.
   *
   * @param folder is not there, or empty
   * @return why it was not done; empty when the folder is there
   * @throws IOException when the disk fails; nothing is left
   */
  public static Optional<Refusal> fill(Path folder, Content content) throws IOException {
    var place = folder.toAbsolutePath().normalize();
    if (isOccupied(place)) {
      return Optional.of(Refusal.OCCUPIED);
    }
    var taken = take(place);
    if (taken.isEmpty()) {
      return Optional.of(Refusal.BUSY);
    }
    try (var filling = taken.get()) {
      filling.empty();
      content.write(filling.part);
      return filling.move() ? Optional.empty() : Optional.of(Refusal.OCCUPIED);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Removes what a killed process left beside a folder; what is being filled stays. */
  public static void clear(Path folder) throws IOException {
    var place = folder.toAbsolutePath().normalize();
    if (Files.exists(part(place))) {
      var taken = take(place);
      if (taken.isPresent()) {
        taken.get().close();
      }
    }
  }

  /** Takes the lock of a place; empty when somebody has it. */
  private static Optional<PackageFolder> take(Path place) throws IOException {
    var lock = place.resolveSibling("." + place.getFileName() + ".lock");
    if (!OURS.add(lock)) {
      return Optional.empty();
    }
    boolean taken = false;
    try {
      Files.createDirectories(lock.getParent());
      var held = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        // Whoever had it may have deleted the file after it was opened here.
        taken = held.tryLock() != null && Files.exists(lock);
      } finally {
        if (!taken) {
          held.close();
        }
      }
      return taken ? Optional.of(new PackageFolder(place, lock, held)) : Optional.empty();
    } finally {
      if (!taken) {
        OURS.remove(lock);
      }
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

  private void empty() throws IOException {
    if (Files.exists(part)) {
      delete(part);
    }
    Files.createDirectories(part);
  }

  private boolean move() throws IOException {
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
    moved = true;
    return true;
  }

  /** A folder that survives a power cut must not do so without what is in it. */
  private static void force(Path file) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Removes what was not moved; then, with the lock still held, its file. */
  @Override
  public void close() throws IOException {
    try {
      if (!moved && Files.exists(part)) {
        delete(part);
      }
    } finally {
      try (held) {
        Files.deleteIfExists(lock);
      } finally {
        OURS.remove(lock);
      }
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
