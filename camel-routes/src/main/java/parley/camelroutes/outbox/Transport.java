package parley.camelroutes.outbox;

/**
 * A way to send. Called by many threads at once, never by two for one destination. A try ends by
 * itself, with whatever result, well within the time a row is leased for (60 s), and the lease of
 * one that takes longer all the same is renewed; it holds no database connection and throws nothing
 * for what the network or the receiver does.
 */
public interface Transport {

  /** Whether this is the way to a destination. */
  boolean carries(Destination destination);

  /**
   * Tries once.
   *
   * @param entry what is sent, the same bytes and id on every try
   * @param destination one that this transport carries
   */
  Transmission send(OutboxEntry entry, Destination destination);
}
