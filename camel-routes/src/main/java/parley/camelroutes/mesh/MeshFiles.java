package parley.camelroutes.mesh;

/**
 * Port to who takes what is fetched from the mailbox and is no message of the spine, such as the
 * answer of a national service.
 */
public interface MeshFiles {

  /** Whether a message is one of these, by what MESH says of it. */
  boolean takes(MeshHeaders headers);

  /**
   * Takes it. A message may come again that was taken before a crash.
   *
   * @param body the whole of it, unpacked
   */
  Taken take(String messageId, MeshHeaders headers, byte[] body);

  /**
   * What came of it.
   *
   * @param used whether it did what it was sent for
   * @param reason for a person, empty when all is well; never a patient's value
   */
  record Taken(boolean used, String reason) {}
}
