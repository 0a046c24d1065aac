package parley.camelroutes;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes apart bytes that hold several messages one after the other: answers of enhanced mode, and
 * files, with or without the batch segments FHS, BHS, BTS and FTS (HL7 v2.5.1 section 2.10.3).
 */
final class Messages {

  /** A segment that begins a message or stands between messages, at the start of a line. */
  private static final Pattern BOUNDARY =
      Pattern.compile("(?:^|(?<=[\\r\\n\\x0b\\x1c]))\\s*(MSH|FHS|BHS|BTS|FTS)(?![A-Za-z0-9])");

  private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";

  private Messages() {}

  /**
   * The messages in order.
   *
   * @return each from its MSH to before the next message or batch segment; the whole when there is
   *     no MSH, so that it is answered too
   */
  static List<byte[]> split(byte[] bytes) {
    var all = new String(bytes, StandardCharsets.ISO_8859_1);
    var text = all.startsWith(BYTE_ORDER_MARK) ? all.substring(3) : all;
    var messages = new ArrayList<byte[]>();
    int start = -1;
    var boundary = BOUNDARY.matcher(text);
    while (boundary.find()) {
      if (start >= 0) {
        messages.add(unframed(text.substring(start, boundary.start())));
      }
      start = boundary.group(1).equals("MSH") ? boundary.start(1) : -1;
    }
    if (start >= 0) {
      messages.add(unframed(text.substring(start)));
    }
    return messages.isEmpty() ? List.of(bytes) : messages;
  }

  /** A file may have been written with MLLP blocks in it; they are no part of the message. */
  private static byte[] unframed(String message) {
    int end = message.indexOf('\u001c');
    return (end < 0 ? message : message.substring(0, end)).getBytes(StandardCharsets.ISO_8859_1);
  }
}
