package parley.camelroutes;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.mappings.hl7v2.Envelope;

/**
 * The raw MSH of a message, whose fields an acknowledgement repeats byte for byte. Text is read and
 * written as ISO-8859-1, in which every byte is one character.
 */
final class HeaderEcho {

  private static final Pattern SEGMENT_END = Pattern.compile("[\r\n]");
  private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final String USUAL_ENCODING = "^~\\&";

  private final Envelope envelope;
  private final String[] fields;

  private HeaderEcho(Envelope envelope, String[] fields) {
    this.envelope = envelope;
    this.fields = fields;
  }

  /** Reads MSH; empty when the bytes are not HL7 v2. */
  static Optional<HeaderEcho> of(byte[] bytes) {
    return Envelope.read(bytes).map(envelope -> new HeaderEcho(envelope, split(envelope, bytes)));
  }

  /** What stands in for MSH when there is none: the default separators and nothing else. */
  static HeaderEcho none() {
    var bytes = "MSH|^~\\&|||||||||".getBytes(StandardCharsets.ISO_8859_1);
    return of(bytes).orElseThrow();
  }

  private static String[] split(Envelope envelope, byte[] bytes) {
    var text = new String(bytes, StandardCharsets.ISO_8859_1);
    var msh = SEGMENT_END.split(text.substring(text.indexOf("MSH")), 2)[0];
    return msh.split(Pattern.quote(String.valueOf(envelope.fieldSeparator())), -1);
  }

  Envelope envelope() {
    return envelope;
  }

  char separator() {
    return envelope.fieldSeparator();
  }

  /** MSH-n as sent, n from 2; empty when absent. */
  String field(int number) {
    return number - 1 < fields.length ? fields[number - 1] : "";
  }

  /** MSH-2 as sent, or the usual one when absent. */
  String encoding() {
    return field(2).isEmpty() ? USUAL_ENCODING : field(2);
  }

  /** One encoding character: 0 component, 1 repetition, 2 escape, 3 subcomponent. */
  char encoding(int index) {
    return index < encoding().length() ? encoding().charAt(index) : USUAL_ENCODING.charAt(index);
  }

  /** Whether MSH-12 is older than HL7 v2.5, which gave ERR its present fields. */
  boolean before25() {
    var version = VERSION.matcher(envelope.version());
    return version.matches()
        && version.group(1).equals("2")
        && version.group(2).length() == 1
        && version.group(2).charAt(0) < '5';
  }

  /** Our own text, escaped for this message's separators (HL7 v2.5.1 section 2.7). */
  String escape(String text) {
    var escaped = new StringBuilder();
    var escape = encoding(2);
    for (char c : text.toCharArray()) {
      if (c == separator()) {
        escaped.append(escape).append('F').append(escape);
      } else if (c == encoding(0)) {
        escaped.append(escape).append('S').append(escape);
      } else if (c == encoding(3)) {
        escaped.append(escape).append('T').append(escape);
      } else if (c == encoding(1)) {
        escaped.append(escape).append('R').append(escape);
      } else if (c == escape) {
        escaped.append(escape).append('E').append(escape);
      } else {
        escaped.append(c < ' ' || c > '~' ? ' ' : c);
      }
    }
    return escaped.toString();
  }
}
