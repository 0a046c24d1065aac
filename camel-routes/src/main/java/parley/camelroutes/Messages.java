package parley.camelroutes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes apart bytes that hold several messages one after the other: answers of enhanced mode, and
 * files, with or without the batch segments FHS, BHS, BTS and FTS (HL7 v2.5.1 section 2.10.3). Free
 * text with bare line feeds in it may begin a line with such a name; it is only a segment when its
 * delimiters follow. Every character is looked at a bounded number of times.
 */
final class Messages {

  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  /** What ends a segment, and the characters that begin and end an MLLP block. */
  private static final String LINE_ENDS = "\r\n\u000b\u001c";

  private static final int NAME = 3;

  /** MSH-2 is component, repetition, escape and, mostly, subcomponent: section 2.15.9.2. */
  private static final int ENCODING_CHARACTERS = 3;

  private final String text;
  private final List<byte[]> messages = new ArrayList<>();

  /** Where the message begins that is being read; -1 between messages. */
  private int start = -1;

  /** MSH-1, FHS-1 or BHS-1 as last seen. */
  private char separator = '|';

  private Messages(String text) {
    this.text = text;
  }

  /**
   * The messages in order.
   *
   * @return each from its MSH to before the next message or batch segment; the whole when there is
   *     no MSH, so that it is answered too
   */
  static List<byte[]> split(byte[] bytes) {
    var all = new String(bytes, StandardCharsets.ISO_8859_1);
    var reading = new Messages(all.startsWith(BYTE_ORDER_MARK) ? all.substring(3) : all);
    reading.read();
    return reading.messages.isEmpty() ? List.of(bytes) : reading.messages;
  }

  private void read() {
    boolean lineStart = true;
    boolean onlySpaceYet = true;
    for (int at = 0; at < text.length(); at++) {
      if ((lineStart || onlySpaceYet) && boundary(at)) {
        endMessage(at);
        if (text.startsWith("MSH", at)) {
          start = at;
        }
      }
      lineStart = LINE_ENDS.indexOf(text.charAt(at)) >= 0;
      onlySpaceYet &= Character.isWhitespace(text.charAt(at));
    }
    endMessage(text.length());
  }

  private void endMessage(int next) {
    if (start >= 0) {
      messages.add(unframed(text.substring(start, next < text.length() ? trimmed(next) : next)));
    }
    start = -1;
  }

  /** Of what is blank before the next message, the first line end belongs to this one. */
  private int trimmed(int next) {
    int end = next;
    while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
      end--;
    }
    while (end < next && LINE_ENDS.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return Math.min(end + 1, next);
  }

  /** Whether a segment begins here that begins a message or stands between messages. */
  private boolean boundary(int at) {
    if (text.startsWith("MSH", at) || text.startsWith("FHS", at) || text.startsWith("BHS", at)) {
      if (delimiters(at + NAME)) {
        separator = text.charAt(at + NAME);
        return true;
      }
      return text.charAt(at) != 'M' && batchSegment(at + NAME);
    }
    return (text.startsWith("BTS", at) || text.startsWith("FTS", at)) && batchSegment(at + NAME);
  }

  /** A separator and encoding characters, all different, as MSH-1 and MSH-2 must be. */
  private boolean delimiters(int from) {
    int to = from + 1 + ENCODING_CHARACTERS;
    return to <= text.length()
        && text.substring(from, to).chars().allMatch(Messages::delimiter)
        && text.substring(from, to).chars().distinct().count() == to - from;
  }

  private static boolean delimiter(int character) {
    return !Character.isLetterOrDigit(character)
        && !Character.isWhitespace(character)
        && !Character.isSpaceChar(character)
        && !Character.isISOControl(character);
  }

  /** Batch segments are written without fields too. */
  private boolean batchSegment(int from) {
    return from == text.length()
        || text.charAt(from) == separator
        || LINE_ENDS.indexOf(text.charAt(from)) >= 0;
  }

  /** A file may have been written with MLLP blocks in it; they are no part of the message. */
  private static byte[] unframed(String message) {
    int end = message.indexOf('\u001c');
    return (end < 0 ? message : message.substring(0, end)).getBytes(StandardCharsets.ISO_8859_1);
  }
}
