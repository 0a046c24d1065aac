package parley.camelroutes.mesh;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code Mex-Chunk-Range}: which chunk of how many.
 *
 * @param number from 1
 * @param of at most 99,999
 */
record ChunkRange(int number, int of) {

  private static final Pattern RANGE = Pattern.compile("(\\d{1,5})\\s*:\\s*(\\d{1,5})");

  /** The header, or empty when it is absent or unreadable. */
  static Optional<ChunkRange> read(MeshHeaders headers) {
    var range = RANGE.matcher(headers.get("Mex-Chunk-Range"));
    return range.matches()
        ? Optional.of(
            new ChunkRange(Integer.parseInt(range.group(1)), Integer.parseInt(range.group(2))))
        : Optional.empty();
  }
}
