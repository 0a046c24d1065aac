package parley.camelroutes.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A message as it was downloaded, its chunks joined and unpacked. To be closed, which removes the
 * file.
 *
 * @param messageId MESH's id of it
 * @param headers of the first answer
 * @param file its bytes
 * @param size bytes of the file
 */
public record Download(String messageId, MeshHeaders headers, Path file, long size)
    implements AutoCloseable {

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("the spool folder of MESH cannot be written", e);
    }
  }
}
