package parley.server.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.util.FileSystemUtils;
import parley.server.optout.OwnFiles;
import parley.submissions.bulk.BulkFiles;

/**
 * The files of one export: in a folder that nobody is shown before all of it was scanned, and that
 * is the gateway's account's alone from its making on.
 */
final class DeidentifiedFiles implements BulkFiles {

  private final Path offered;
  private final Path work;

  DeidentifiedFiles(Path folder, String id) {
    this.offered = folder.resolve(id);
    this.work = folder.resolve("." + id);
  }

  /** Exports of which something is in the folder of all of them. */
  static Set<String> exports(Path folder) {
    if (!Files.isDirectory(folder)) {
      return Set.of();
    }
    try (var all = Files.list(folder)) {
      return all.map(one -> one.getFileName().toString())
          .map(name -> name.startsWith(".") ? name.substring(1) : name)
          .filter(name -> name.startsWith(DeidentifiedExports.PREFIX))
          .collect(Collectors.toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void begin() throws IOException {
    OwnFiles.folder(work.getParent());
    OwnFiles.folder(work);
  }

  @Override
  public OutputStream create(String name) throws IOException {
    return OwnFiles.create(work.resolve(name));
  }

  @Override
  public InputStream open(String name) throws IOException {
    return Files.newInputStream(work.resolve(name));
  }

  @Override
  public void remove(String name) throws IOException {
    Files.delete(work.resolve(name));
  }

  /** Shows all of them at once. */
  void offer() throws IOException {
    Files.move(work, offered, StandardCopyOption.ATOMIC_MOVE);
  }

  void removeAll() throws IOException {
    FileSystemUtils.deleteRecursively(work);
    FileSystemUtils.deleteRecursively(offered);
  }

  /** A file that is offered. */
  Optional<Path> offered(String name) {
    return name.matches("PSEUDONYMISED-[A-Za-z0-9-]+\\.ndjson")
        ? Optional.of(offered.resolve(name)).filter(Files::isRegularFile)
        : Optional.empty();
  }
}
