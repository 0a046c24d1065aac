package parley.camelroutes;

import java.time.Duration;

/**
 * What an MLLP connection may ask of the gateway.
 *
 * @param largestFrame bytes of the largest frame
 * @param frameTime how long a started frame may take to come in whole
 * @param idleTime how long a connection may be silent; closes sockets whose other end is gone
 * @param connections how many connections may be open on all MLLP inlets together
 * @param workers how many messages may be in work on all MLLP inlets together; the rest waits in
 *     the sockets
 * @param heldBytes memory for frames read and not answered yet, on all connections together; a
 *     connection that asks for more is answered AE and closed. Small messages do not count
 */
public record MllpLimits(
    int largestFrame,
    Duration frameTime,
    Duration idleTime,
    int connections,
    int workers,
    long heldBytes) {

  private static final int MEGABYTE = 1024 * 1024;

  public MllpLimits {
    if (largestFrame < 1 || connections < 1 || workers < 1) {
      throw new IllegalArgumentException("largest frame, connections and workers are 1 or more");
    }
    if (heldBytes < largestFrame) {
      throw new IllegalArgumentException("the largest frame must fit into the memory for frames");
    }
  }

  /** 10 MB, 30 s, 10 minutes, 200 connections, 16 workers, 100 MB in all. */
  public static MllpLimits usual() {
    return new MllpLimits(
        10 * MEGABYTE, Duration.ofSeconds(30), Duration.ofMinutes(10), 200, 16, 100L * MEGABYTE);
  }

  /** The same with another bound on the messages in work. */
  public MllpLimits withWorkers(int bound) {
    return new MllpLimits(largestFrame, frameTime, idleTime, connections, bound, heldBytes);
  }
}
