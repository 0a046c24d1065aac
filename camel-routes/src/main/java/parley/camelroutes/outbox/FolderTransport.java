package parley.camelroutes.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One file a message, named by its row and message id; it appears whole. A file that is there
 * already is the message of an earlier try.
 */
public final class FolderTransport implements Transport {

  @Override
  public boolean carries(Destination destination) {
    return destination instanceof Destination.Folder;
  }

  @Override
  public Transmission send(OutboxEntry entry, Destination destination) {
    var folder = ((Destination.Folder) destination).directory();
    var name = FileName.of(entry);
    try {
      Files.createDirectories(folder);
      var file = folder.resolve(name);
      if (!Files.exists(file)) {
        var part = folder.resolve('.' + name + ".part");
        write(part, entry.message().bytes());
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return new Transmission.Sent(name, Optional.empty());
    } catch (IOException failed) {
      return new Transmission.TryAgain(
          "the folder cannot be written: " + failed.getClass().getSimpleName());
    }
  }

  private static void write(Path part, byte[] bytes) throws IOException {
    try (var channel =
        FileChannel.open(
            part,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      var rest = ByteBuffer.wrap(bytes);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }
}
