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
 * @param refusals messages that it refused in a row since it last took one, each once
 * @param stopped whether these are so many that its messages wait rather than die, and some do
 * @param objectedSince when it first answered that it cannot take the oldest waiting one
 * @param attempts tries of the oldest waiting one
 * @param reason why the last of them failed
 */
record DestinationLine(
    String destination,
    long waiting,
    long dead,
    @Nullable Instant oldest,
    boolean circuitOpen,
    int refusals,
    boolean stopped,
    @Nullable Instant objectedSince,
    int attempts,
    String reason) {}
