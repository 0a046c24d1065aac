package parley.submissions.pseudonym;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * For whom pseudonyms are. Scopes that differ in anything have no pseudonym in common.
 *
 * @param recipient ODS code or other identifier of who gets them
 * @param purpose identifier of what for
 * @param epoch for how long they stay the same: the release, or a year when releases are to be
 *     linkable
 */
public record PseudonymScope(String recipient, String purpose, String epoch) {

  public PseudonymScope {
    if (recipient.isBlank() || purpose.isBlank() || epoch.isBlank()) {
      throw new IllegalArgumentException("recipient, purpose and epoch of pseudonyms are named");
    }
  }

  /** Parts as one text, each with its length before it: other parts never read the same. */
  public static String joined(String... parts) {
    var text = new StringBuilder();
    for (var part : parts) {
      text.append(part.length()).append(':').append(part);
    }
    return text.toString();
  }

  /** Each part with its length, so that no two scopes read the same. */
  byte[] info(IdentifierKind kind) {
    var info = new ByteArrayOutputStream();
    for (var part : new String[] {"pseudonym", recipient, purpose, epoch, kind.name()}) {
      var bytes = part.getBytes(StandardCharsets.UTF_8);
      info.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
      info.writeBytes(bytes);
    }
    return info.toByteArray();
  }
}
