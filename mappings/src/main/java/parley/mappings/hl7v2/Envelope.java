package parley.mappings.hl7v2;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What MSH says, read leniently from raw bytes before anything is parsed, so that even a message
 * that cannot be parsed is journalled under its sender and answered by its control id. Every field
 * is empty rather than absent.
 *
 * @param fieldSeparator MSH-1
 * @param encodingCharacters MSH-2
 * @param sendingApplication MSH-3.1
 * @param sendingFacility MSH-4.1
 * @param receivingApplication MSH-5.1
 * @param receivingFacility MSH-6.1
 * @param messageCode MSH-9.1, such as {@code REF}
 * @param triggerEvent MSH-9.2, such as {@code I12}
 * @param controlId MSH-10, whole
 * @param processingId MSH-11.1
 * @param version MSH-12.1
 * @param acceptAckType MSH-15 (HL7 table 0155: AL, NE, ER, SU; empty in original mode)
 * @param applicationAckType MSH-16 (HL7 table 0155)
 * @param charset MSH-18, first repetition
 */
public record Envelope(
    char fieldSeparator,
    String encodingCharacters,
    String sendingApplication,
    String sendingFacility,
    String receivingApplication,
    String receivingFacility,
    String messageCode,
    String triggerEvent,
    String controlId,
    String processingId,
    String version,
    String acceptAckType,
    String applicationAckType,
    String charset) {

  private static final Pattern SEGMENT_END = Pattern.compile("[\r\n]");

  /**
   * Reads MSH.
   *
   * @param bytes a message without transport framing; leading white space and a byte order mark are
   *     passed over
   * @return empty when the bytes do not begin with an MSH segment
   */
  public static Optional<Envelope> read(byte[] bytes) {
    // Latin-1 maps every byte to one character, so nothing is lost before the charset is known.
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var start = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (!text.startsWith("MSH", start) || text.length() < start + 8) {
      return Optional.empty();
    }
    var msh = SEGMENT_END.split(text.substring(start), 2)[0];
    if (msh.length() < 4) {
      return Optional.empty();
    }
    var separator = msh.charAt(3);
    if (Character.isLetterOrDigit(separator)) {
      return Optional.empty();
    }
    var fields = msh.split(Pattern.quote(String.valueOf(separator)), -1);
    var encoding = field(fields, 2);
    var component = encoding.isEmpty() ? '^' : encoding.charAt(0);
    var repetition = encoding.length() < 2 ? '~' : encoding.charAt(1);
    return Optional.of(
        new Envelope(
            separator,
            encoding,
            part(field(fields, 3), component, 0),
            part(field(fields, 4), component, 0),
            part(field(fields, 5), component, 0),
            part(field(fields, 6), component, 0),
            part(field(fields, 9), component, 0),
            part(field(fields, 9), component, 1),
            field(fields, 10),
            part(field(fields, 11), component, 0),
            part(field(fields, 12), component, 0),
            field(fields, 15),
            field(fields, 16),
            part(field(fields, 18), repetition, 0)));
  }

  /** Message type as the journal shows it, such as {@code REF^I12}. */
  public String type() {
    return triggerEvent.isEmpty() ? messageCode : messageCode + '^' + triggerEvent;
  }

  /** Whether MSH-15 or MSH-16 is valued: HL7 v2.4 section 2.9.3, enhanced acknowledgement mode. */
  public boolean enhancedMode() {
    return !acceptAckType.isEmpty() || !applicationAckType.isEmpty();
  }

  /** MSH-1 is field 1, so after a split on it MSH-n stands at index n - 1. */
  private static String field(String[] fields, int number) {
    return number - 1 < fields.length ? fields[number - 1].strip() : "";
  }

  private static String part(String value, char separator, int index) {
    var parts = value.split(Pattern.quote(String.valueOf(separator)), -1);
    return index < parts.length ? parts[index].strip() : "";
  }
}
