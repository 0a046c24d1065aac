package parley.camelroutes.mesh;

import java.util.List;

/**
 * A message to be sent.
 *
 * @param to receiving mailbox, at most 100 characters
 * @param workflow WorkflowId, at most 300
 * @param localId the sender's own reference, unique for the mailbox, at most 300; never of a person
 * @param contentType media type of the bytes
 * @param body the whole of it, unpacked
 * @param label Mex-Subject, and Mex-FileName without its ending; empty for neither
 */
public record Outgoing(
    String to, String workflow, String localId, String contentType, byte[] body, String label) {

  private static final int LONGEST_TO = 100;
  private static final int LONGEST_OTHER = 300;

  /** One without label. */
  public Outgoing(String to, String workflow, String localId, String contentType, byte[] body) {
    this(to, workflow, localId, contentType, body, "");
  }

  public Outgoing {
    if (!label.matches("[A-Za-z0-9_-]{0,100}")) {
      throw new IllegalArgumentException("a label is of letters, digits, hyphens and underscores");
    }
    for (var value : List.of(to, workflow, localId)) {
      if (value.isBlank() || value.length() > LONGEST_OTHER || to.length() > LONGEST_TO) {
        throw new IllegalArgumentException(
            "Mex-To has 1 to 100 characters, Mex-WorkflowID and Mex-LocalID 1 to 300");
      }
      if (!value.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
        throw new IllegalArgumentException(
            "Mex-To, Mex-WorkflowID and Mex-LocalID are of visible ASCII characters");
      }
    }
  }

  /** In so many requests it goes when each takes at most {@code chunkBytes}. */
  int chunks(int chunkBytes) {
    return Math.max(1, Math.toIntExact((body.length + (long) chunkBytes - 1) / chunkBytes));
  }

  @Override
  public String toString() {
    return "Outgoing[" + localId + ", " + body.length + " bytes]";
  }
}
