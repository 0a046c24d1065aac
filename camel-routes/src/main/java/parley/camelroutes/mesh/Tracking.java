package parley.camelroutes.mesh;

/**
 * What became of a message that was sent.
 *
 * @param messageId MESH's id of it
 * @param status where it stands
 * @param code error code, empty without one
 */
public record Tracking(String messageId, Status status, String code) {

  /** Where a sent message stands. */
  public enum Status {
    /** In the receiver's inbox, or on its way there. */
    ACCEPTED,
    /** The receiver has fetched it. */
    ACKNOWLEDGED,
    /** It will not be delivered. */
    FAILED
  }
}
