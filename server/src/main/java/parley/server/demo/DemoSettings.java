package parley.server.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;

/**
 * Where the gateway is, and which day is played.
 *
 * @param http base of its HTTP port, such as {@code http://127.0.0.1:8080}, without a path
 * @param mllpHost host of its MLLP port
 * @param mllpPort its MLLP port
 * @param inbox the folder it takes files from
 * @param seed decides the people and what happens to them
 * @param start the moment the run begins; tells runs apart to the second
 */
public record DemoSettings(
    URI http, String mllpHost, int mllpPort, Path inbox, long seed, Instant start) {

  /** The seed of the day that the documentation describes. */
  public static final long USUAL_SEED = 20_261_122;
}
