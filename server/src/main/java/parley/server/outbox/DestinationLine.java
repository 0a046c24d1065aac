package parley.server.outbox;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What stands open for one destination.
 *
 * @param destination its name
 * @param waiting messages to be sent
 * @param dead messages that it will not take
 * @param oldest when the oldest waiting one was put in
 * @param circuitOpen whether it failed so often that only probes are sent
 */
record DestinationLine(
    String destination, long waiting, long dead, @Nullable Instant oldest, boolean circuitOpen) {}
