package parley.camelroutes;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A stream seen through a window that can be looked ahead in. A byte is a character of ISO-8859-1,
 * so nothing is lost before the character set is known.
 */
final class ByteWindow {

  private static final int SIZE = 64 * 1024;
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final InputStream in;
  private final byte[] window = new byte[SIZE];
  private int at;
  private int end;
  private boolean exhausted;
  private boolean begun;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  /** Whether a byte is left. */
  boolean available() throws IOException {
    return peek(0) >= 0;
  }

  /** A byte ahead, 0 being the next; -1 beyond the end. */
  int peek(int ahead) throws IOException {
    while (at + ahead >= end && !exhausted) {
      fill();
    }
    return at + ahead < end ? window[at + ahead] & 0xff : -1;
  }

  boolean startsWith(String name) throws IOException {
    for (int i = 0; i < name.length(); i++) {
      if (peek(i) != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The next byte, which must be there. */
  char take() throws IOException {
    char next = (char) peek(0);
    at++;
    begun = true;
    return next;
  }

  /** Passes over the byte order mark of UTF-8 at the very beginning; empty when there is none. */
  Optional<byte[]> skipMark() throws IOException {
    if (begun || !startsWith("\u00ef\u00bb\u00bf")) {
      return Optional.empty();
    }
    at += BYTE_ORDER_MARK.length;
    begun = true;
    return Optional.of(BYTE_ORDER_MARK.clone());
  }

  private void fill() throws IOException {
    System.arraycopy(window, at, window, 0, end - at);
    end -= at;
    at = 0;
    int read = in.read(window, end, window.length - end);
    exhausted = read < 0;
    end += Math.max(read, 0);
  }
}
