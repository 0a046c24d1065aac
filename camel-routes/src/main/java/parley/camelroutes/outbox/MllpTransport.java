package parley.camelroutes.outbox;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import parley.camelroutes.outbox.MllpConnection.Broken;

/**
 * HL7 v2 over MLLP. A connection is kept for the next message while every answer came in time and
 * matched; after anything else it is closed, so that a late answer cannot be taken for the answer
 * to the next message. AA and CA say that it arrived, AE and CE that it cannot be taken now, AR and
 * CR never. A try takes no longer than both times together, whatever the receiver does.
 *
 * <p>A socket of our own, because Camel's Netty producer answers a request with whatever frame
 * comes next on a pooled connection.
 */
public final class MllpTransport implements Transport, AutoCloseable {

  private final Duration connectTime;
  private final Duration answerTime;
  private final Map<String, MllpConnection> idle = new ConcurrentHashMap<>();

  /**
   * Sends with time-outs.
   *
   * @param connectTime to open a connection
   * @param answerTime from the first byte sent to the answer
   */
  public MllpTransport(Duration connectTime, Duration answerTime) {
    this.connectTime = connectTime;
    this.answerTime = answerTime;
  }

  /** 5 s to connect, 20 s for the answer. */
  public static MllpTransport usual() {
    return new MllpTransport(Duration.ofSeconds(5), Duration.ofSeconds(20));
  }

  @Override
  public boolean carries(Destination destination) {
    return destination instanceof Destination.Mllp;
  }

  @Override
  public Transmission send(OutboxEntry entry, Destination destination) {
    var to = (Destination.Mllp) destination;
    var end = System.nanoTime() + connectTime.plus(answerTime).toNanos();
    var kept = Optional.ofNullable(idle.remove(to.name())).filter(it -> it.usableFor(to));
    if (kept.isPresent()) {
      try {
        return exchange(entry, kept.get(), answerTime);
      } catch (Broken gone) {
        // Closed by the other end while it lay idle: that says nothing about this message.
        kept.get().close();
      } catch (IOException failed) {
        kept.get().close();
        return failed(failed);
      }
    }
    try {
      var fresh = MllpConnection.open(to, atMost(connectTime, end));
      try {
        return exchange(entry, fresh, atMost(answerTime, end));
      } catch (IOException failed) {
        fresh.close();
        throw failed;
      }
    } catch (IOException failed) {
      return failed(failed);
    }
  }

  /** A time, or what is left of the try when that is less. */
  private static Duration atMost(Duration time, long end) throws SocketTimeoutException {
    var left = Duration.ofNanos(end - System.nanoTime());
    if (left.toMillis() < 1) {
      throw new SocketTimeoutException("the time for a try is over");
    }
    return left.compareTo(time) < 0 ? left : time;
  }

  private static Transmission failed(IOException failure) {
    if (failure instanceof SocketTimeoutException) {
      return new Transmission.TryAgain("no connection or no answer in time");
    }
    return new Transmission.TryAgain(
        "no connection, or it broke: " + failure.getClass().getSimpleName());
  }

  private Transmission exchange(OutboxEntry entry, MllpConnection connection, Duration within)
      throws IOException {
    var id = entry.message().messageId();
    var answer = connection.ask(entry.message().bytes(), id, within);
    var verdict = MllpAnswer.read(answer);
    if (verdict.isEmpty()) {
      connection.close();
      return new Transmission.TryAgain(
          "the answer is no acknowledgement (no MSA segment)",
          Optional.empty(),
          Optional.of(answer));
    }
    if (!verdict.get().controlId().equals(id)) {
      connection.close();
      return new Transmission.TryAgain(
          "the acknowledgement names another message in MSA-2",
          Optional.empty(),
          Optional.of(answer));
    }
    idle.put(connection.destination().name(), connection);
    return verdict.get().transmission(answer);
  }

  @Override
  public void close() {
    idle.values().forEach(MllpConnection::close);
    idle.clear();
  }
}
