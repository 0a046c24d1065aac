package parley.camelroutes.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that a message is downloaded into, chunk after chunk, so that none of it stays in
 * memory. A chunk that broke off is written again from its beginning.
 */
final class Spool implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  private final Path file;
  private final FileChannel channel;
  private final long limit;
  private long complete;

  private Spool(Path file, FileChannel channel, long limit) {
    this.file = file;
    this.channel = channel;
    this.limit = limit;
  }

  static Spool in(Path folder, long limit) throws IOException {
    var file = Files.createTempFile(Files.createDirectories(folder), "mesh-", ".part");
    return new Spool(file, FileChannel.open(file, StandardOpenOption.WRITE), limit);
  }

  /**
   * Writes one chunk, unpacked, after those that are complete.
   *
   * @return whether it fitted within the limit
   */
  boolean write(MeshCalls.Body body) throws IOException {
    channel.truncate(complete);
    channel.position(complete);
    try (var in = body.unpacked()) {
      return copy(in);
    }
  }

  private boolean copy(InputStream in) throws IOException {
    var buffer = new byte[BUFFER];
    long written = complete;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      written += read;
      if (written > limit) {
        return false;
      }
      var bytes = ByteBuffer.wrap(buffer, 0, read);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }
    complete = written;
    return true;
  }

  Path file() {
    return file;
  }

  long size() {
    return complete;
  }

  void discard() throws IOException {
    channel.close();
    Files.deleteIfExists(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
