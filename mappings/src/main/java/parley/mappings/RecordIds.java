package parley.mappings;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Resource ids made from business identity, so that the same thing gets the same id from any
 * message, inlet or process, and a replay writes over itself.
 */
public final class RecordIds {

  private RecordIds() {}

  /**
   * An id for a resource of a type.
   *
   * @param type FHIR resource type, such as {@code Patient}
   * @param identity the parts that make it the same thing, such as identifier system and value;
   *     compared exactly
   * @return a name-based UUID (RFC 4122 version 3) in lower case
   */
  public static String of(String type, String... identity) {
    // The unit separator cannot occur in an HL7 v2 or FHIR value, so parts cannot run together.
    var name = type + '\u001f' + String.join("\u001f", identity);
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
