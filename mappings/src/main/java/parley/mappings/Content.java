package parley.mappings;

/**
 * What came in: the bytes, and what the transport said of them.
 *
 * @param bytes exactly as received, without transport framing
 * @param transport what the transport said
 */
public record Content(byte[] bytes, Transport transport) {

  /** Bytes of which the transport says nothing. */
  public Content(byte[] bytes) {
    this(bytes, Transport.silent());
  }
}
