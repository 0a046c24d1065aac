package parley.camelroutes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** What {@link Messages} has read of one message or batch segment, up to the largest it holds. */
final class Piece {

  private static final String LINE_ENDS = "\r\n\u000b\u001c";
  private static final int SMALL = 4096;

  /** What it is. */
  enum Kind {
    /** What comes before the first segment that is known. */
    BEFORE,
    MESSAGE,
    BATCH_SEGMENT,
    /** What follows a batch segment on its own lines. */
    BETWEEN
  }

  private final Kind kind;
  private final int largest;
  private final int held;
  private byte[] bytes;
  private int length;
  private boolean tooLarge;

  Piece(Kind kind, int largest) {
    this(kind, largest, new byte[SMALL]);
  }

  private Piece(Kind kind, int largest, byte[] bytes) {
    this.kind = kind;
    this.largest = largest;
    this.bytes = bytes;
    this.held =
        switch (kind) {
          case BEFORE, MESSAGE -> largest;
          case BATCH_SEGMENT -> Math.min(SMALL, largest);
          case BETWEEN -> 0;
        };
  }

  /** An empty one in the same memory, unless that has grown large. */
  Piece next(Kind next) {
    return new Piece(next, largest, bytes.length > 16 * SMALL ? new byte[SMALL] : bytes);
  }

  Kind kind() {
    return kind;
  }

  int length() {
    return length;
  }

  void addAll(byte[] more) {
    for (byte one : more) {
      add((char) (one & 0xff));
    }
  }

  /** What is blank does not make a message too large: it is cut off anyway. */
  void add(char character) {
    if (length >= held) {
      tooLarge |= !Character.isWhitespace(character);
      return;
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, (int) Math.min(held, bytes.length * 2L));
    }
    bytes[length++] = (byte) character;
  }

  /**
   * The part that has been read to its end; empty for what is none.
   *
   * @param last whether nothing follows
   */
  Optional<Messages.Part> part(boolean last) {
    if (kind == Kind.BATCH_SEGMENT) {
      return Optional.of(
          new Messages.Part.BatchSegment(
              new String(bytes, 0, length, StandardCharsets.ISO_8859_1)));
    }
    if (kind != Kind.MESSAGE) {
      return Optional.empty();
    }
    return Optional.of(
        tooLarge
            ? new Messages.Part.TooLarge(beginning())
            : new Messages.Part.Message(unframed(last ? length : trimmed()), last));
  }

  /** Everything, although it holds no segment that is known. */
  Messages.Part whole() {
    return tooLarge
        ? new Messages.Part.TooLarge(beginning())
        : new Messages.Part.Message(Arrays.copyOf(bytes, length), true);
  }

  /** Enough to answer it by. */
  private byte[] beginning() {
    return Arrays.copyOf(bytes, Math.min(length, SMALL));
  }

  /** Of what is blank before the next message, the first line end belongs to this one. */
  private int trimmed() {
    int end = length;
    while (end > 0 && Character.isWhitespace(bytes[end - 1] & 0xff)) {
      end--;
    }
    while (end < length && LINE_ENDS.indexOf(bytes[end] & 0xff) < 0) {
      end++;
    }
    return Math.min(end + 1, length);
  }

  /** A file may have been written with MLLP blocks in it; they are no part of the message. */
  private byte[] unframed(int end) {
    int cut = 0;
    while (cut < end && bytes[cut] != 0x1c) {
      cut++;
    }
    return Arrays.copyOf(bytes, cut);
  }
}
