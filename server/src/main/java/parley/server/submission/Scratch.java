package parley.server.submission;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;
import parley.submissions.engine.TablesNotMade;

/**
 * Folders for the engine's files, one for each program, so that those of a killed one are found. A
 * program holds a lock on a file beside its folder for as long as it lives; its number says
 * nothing, for in a container every program may have the same.
 */
public final class Scratch {

  private static final Logger LOG = LoggerFactory.getLogger(Scratch.class);
  private static final String LOCK = ".lock";
  private static final Set<PosixFilePermission> OWNERS =
      PosixFilePermissions.fromString("rwx------");

  /** By folder. They end with the program, and closing one anywhere would end the lock. */
  private static final Map<Path, FileChannel> HELD = new ConcurrentHashMap<>();

  private Scratch() {}

  /**
   * A new folder below another; those of programs that are gone are removed.
   *
   * @param packages where packages are kept
   * @throws TablesNotMade when the disk fails
   */
  public static synchronized Path of(Path packages) {
    var all = packages.toAbsolutePath().normalize().resolve(".engine");
    try {
      Files.createDirectories(all);
      // It holds the record.
      Files.setPosixFilePermissions(all, OWNERS);
      // One at a time, so that nobody takes a folder for dead that is not locked yet.
      try (var one = open(all.resolve(LOCK));
          var turn = one.lock()) {
        sweep(all);
        var mine =
            Files.createDirectory(
                all.resolve(UUID.randomUUID().toString()),
                PosixFilePermissions.asFileAttribute(OWNERS));
        var held = open(lockOf(mine));
        held.lock();
        HELD.put(mine, held);
        return mine;
      }
    } catch (IOException e) {
      throw new TablesNotMade(e);
    }
  }

  /**
   * Removes the folders of programs that are gone: they hold what of the record was being read.
   *
   * @param packages where packages are kept; nothing is made there
   */
  public static synchronized void clean(Path packages) {
    var all = packages.toAbsolutePath().normalize().resolve(".engine");
    if (!Files.isDirectory(all)) {
      return;
    }
    try (var one = open(all.resolve(LOCK));
        var turn = one.lock()) {
      Files.setPosixFilePermissions(all, OWNERS);
      sweep(all);
    } catch (IOException e) {
      LOG.warn("what a killed program left below .engine cannot be removed: {}", e.getClass());
    }
  }

  private static void sweep(Path all) throws IOException {
    try (var folders = Files.newDirectoryStream(all, Files::isDirectory)) {
      for (var folder : folders) {
        if (!isAlive(folder)) {
          FileSystemUtils.deleteRecursively(folder);
          Files.deleteIfExists(lockOf(folder));
        }
      }
    }
  }

  private static boolean isAlive(Path folder) throws IOException {
    if (HELD.containsKey(folder)) {
      return true;
    }
    if (!Files.exists(lockOf(folder))) {
      return false;
    }
    try (var other = open(lockOf(folder));
        var lock = other.tryLock()) {
      return lock == null;
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static Path lockOf(Path folder) {
    return folder.resolveSibling(folder.getFileName() + LOCK);
  }
}
