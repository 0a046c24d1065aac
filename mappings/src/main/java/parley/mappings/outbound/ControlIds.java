package parley.mappings.outbound;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import parley.mappings.RecordIds;

/** Message ids made from their cause, so that the same answer has the same id on every try. */
public final class ControlIds {

  private ControlIds() {}

  /**
   * MSH-10: 20 characters, the most HL7 v2.4 allows.
   *
   * @param cause what makes it this message and no other
   */
  public static String hl7(String... cause) {
    var id = uuid(cause).replace("-", "").toUpperCase(Locale.ROOT);
    return "P" + id.substring(0, 19);
  }

  /** The id of a FHIR message, a name-based UUID. */
  public static String uuid(String... cause) {
    return RecordIds.of("MessageHeader", cause);
  }

  static String part(String messageId, String part) {
    return UUID.nameUUIDFromBytes((messageId + part).getBytes(StandardCharsets.UTF_8)).toString();
  }
}
