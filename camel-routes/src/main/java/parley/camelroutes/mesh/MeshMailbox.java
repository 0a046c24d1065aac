package parley.camelroutes.mesh;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/**
 * The mailbox that Parley reads and sends from.
 *
 * @param service scheme and host of the MESH service, without a path
 * @param id mailbox id; kept in capitals, as the authorisation header wants it
 * @param password of the mailbox
 * @param sharedKey of the environment
 * @param limits of the calls
 */
public record MeshMailbox(
    URI service, String id, Secret password, Secret sharedKey, Limits limits) {

  public MeshMailbox {
    id = id.toUpperCase(Locale.ROOT);
  }

  /**
   * Limits of the calls.
   *
   * @param spool folder for messages while they are downloaded
   * @param largestBytes of a message, unpacked
   * @param chunkBytes of the unpacked data that one request sends at most; MESH takes 100 MB a
   *     request
   * @param timeout for each request, its whole answer included
   * @param retries after the first try, of calls that may be repeated
   * @param firstPause before the first retry; each further one is twice as long
   */
  public record Limits(
      Path spool,
      long largestBytes,
      int chunkBytes,
      Duration timeout,
      int retries,
      Duration firstPause) {

    /** 100 MB a message, 75 MB a chunk, a minute a request, three retries from half a second. */
    public static Limits usual(Path spool) {
      int million = 1_000_000;
      return new Limits(
          spool, 100L * million, 75 * million, Duration.ofMinutes(1), 3, Duration.ofMillis(500));
    }
  }
}
