package parley.mappings.outbound;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.DateTimeType;
import parley.terminology.England;

/**
 * Writes one HL7 v2 message with the separators of the message it answers, so that what was given
 * there can be repeated as it stands. Segments end with CR (HL7 v2.4 section 2.9).
 */
final class Hl7Writer {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmssZ");

  private final char field;
  private final String encoding;
  private final Charset charset;
  private final List<String> segments = new ArrayList<>();

  /**
   * Writes for a receiver.
   *
   * @param origin whose separators are used; the usual ones when it gave none
   * @param charset of the receiver
   */
  Hl7Writer(Origin origin, Charset charset) {
    var given = origin.given("MSH-2");
    this.field = origin.given("MSH-1").isEmpty() ? '|' : origin.given("MSH-1").charAt(0);
    // A fifth, the truncation character of v2.7, is not ours to use.
    this.encoding = given.length() >= 4 ? given.substring(0, 4) : "^~\\&";
    this.charset = charset;
  }

  /** Adds a segment; fields are written as given, trailing empty ones left out. */
  Hl7Writer segment(String name, String... fields) {
    var text = new StringBuilder(name);
    int last = fields.length;
    while (last > 0 && fields[last - 1].isEmpty()) {
      last--;
    }
    for (int i = 0; i < last; i++) {
      text.append(field).append(fields[i]);
    }
    segments.add(text.toString());
    return this;
  }

  /**
   * Adds MSH, as the first segment, up to MSH-12. Where the answered message came from is where
   * this one goes, and the other way round.
   *
   * @param type MSH-9.1 and .2
   * @param structure MSH-9.3
   */
  Hl7Writer header(
      Origin origin, String type, String event, String structure, String controlId, Instant at) {
    var version = origin.given("MSH-12").isEmpty() ? "2.4" : origin.given("MSH-12");
    return segment(
        "MSH",
        encoding,
        origin.given("MSH-5").isEmpty() ? "PARLEY" : origin.given("MSH-5"),
        origin.given("MSH-6"),
        origin.given("MSH-3"),
        origin.given("MSH-4"),
        time(at),
        "",
        components(type, event, structure),
        controlId,
        origin.given("MSH-11").isEmpty() ? "P" : origin.given("MSH-11"),
        version);
  }

  /** Adds PID with what the sender knows the person by. */
  Hl7Writer person(Origin origin) {
    return segment(
        "PID",
        "1",
        "",
        origin.given("PID-3"),
        "",
        origin.given("PID-5"),
        "",
        origin.given("PID-7"),
        origin.given("PID-8"));
  }

  /** Text as one field or component, with the separators escaped and line breaks as commands. */
  String text(String value) {
    var escape = encoding.charAt(2);
    var escaped = new StringBuilder();
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == field) {
        escaped.append(escape).append('F').append(escape);
      } else if (c == encoding.charAt(0)) {
        escaped.append(escape).append('S').append(escape);
      } else if (c == encoding.charAt(1)) {
        escaped.append(escape).append('R').append(escape);
      } else if (c == escape) {
        escaped.append(escape).append('E').append(escape);
      } else if (c == encoding.charAt(3)) {
        escaped.append(escape).append('T').append(escape);
      } else if (c == '\n') {
        escaped.append(escape).append(".br").append(escape);
      } else if (c != '\r') {
        escaped.append(Character.isISOControl(c) ? ' ' : c);
      }
    }
    return escaped.toString();
  }

  /** Components of one field, each escaped; trailing empty ones left out. */
  String components(String... parts) {
    int last = parts.length;
    while (last > 0 && parts[last - 1].isEmpty()) {
      last--;
    }
    return Arrays.stream(parts, 0, last)
        .map(this::text)
        .collect(Collectors.joining(encoding.substring(0, 1)));
  }

  /** A time in England, to the second, with its offset. */
  static String time(Instant at) {
    return TIME.format(at.atZone(England.TIME));
  }

  /** The same as precisely as it is known: a day stays a day. */
  static String time(DateTimeType at) {
    return at.getPrecision().ordinal() <= TemporalPrecisionEnum.DAY.ordinal()
        ? at.getValueAsString().replace("-", "")
        : time(at.getValue().toInstant());
  }

  /**
   * The message, in the receiver's character set, or in UTF-8 when that lacks one of its
   * characters: a name is never written wrong. MSH-18 says which of them it is.
   */
  byte[] bytes() {
    var whole = String.join("\r", segments);
    var used =
        charset.canEncode() && charset.newEncoder().canEncode(whole)
            ? charset
            : StandardCharsets.UTF_8;
    // The header ends with MSH-12, which is never empty.
    var header = segments.get(0) + String.valueOf(field).repeat(6) + msh18(used);
    return (header + whole.substring(segments.get(0).length()) + '\r').getBytes(used);
  }

  /** HL7 table 0211. */
  private static String msh18(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_8)) {
      return "UNICODE UTF-8";
    }
    return charset.equals(StandardCharsets.ISO_8859_1)
        ? "8859/1"
        : charset.equals(StandardCharsets.US_ASCII) ? "ASCII" : charset.name();
  }
}
