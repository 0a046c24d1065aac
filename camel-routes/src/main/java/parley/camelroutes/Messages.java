package parley.camelroutes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/**
 * Takes apart bytes that hold several messages one after the other: answers of enhanced mode, and
 * files, with or without the batch segments FHS, BHS, BTS and FTS (HL7 v2.5.1 section 2.10.3). Free
 * text with bare line feeds in it may begin a line with such a name; it is only a segment when its
 * delimiters follow. Every byte is looked at a bounded number of times, and no more is held than
 * one message. Used by one thread.
 */
final class Messages {

  /** What ends a segment, and the characters that begin and end an MLLP block. */
  private static final String LINE_ENDS = "\r\n\u000b\u001c";

  private static final int NAME = 3;

  /** MSH-2 is component, repetition, escape and, mostly, subcomponent: section 2.15.9.2. */
  private static final int ENCODING_CHARACTERS = 3;

  private final ByteWindow bytes;
  private final Queue<Part> ready = new ArrayDeque<>();

  /** What is being read; what comes before the first segment is kept as well, for {@link #end}. */
  private Piece piece;

  private boolean anyPart;
  private boolean ended;
  private boolean lineStart = true;
  private boolean onlySpaceYet = true;

  /** MSH-1, FHS-1 or BHS-1 as last seen. */
  private char separator = '|';

  /**
   * Messages to be read one by one.
   *
   * @param largest a message of more bytes than this is not held
   */
  Messages(InputStream in, int largest) {
    this.bytes = new ByteWindow(in);
    this.piece = new Piece(Piece.Kind.BEFORE, largest);
  }

  /** What stands in a file. */
  sealed interface Part {

    /**
     * A message from its MSH to before the next message or batch segment; the whole when there is
     * neither, so that it is answered too.
     *
     * @param last whether nothing follows it, so that it may have been cut off
     */
    record Message(byte[] bytes, boolean last) implements Part {}

    /** The beginning of a message that is larger than is held. */
    record TooLarge(byte[] beginning) implements Part {}

    /** FHS, BHS, BTS or FTS, without its end. */
    record BatchSegment(String text) implements Part {}
  }

  /**
   * The messages in order.
   *
   * @return each from its MSH to before the next message or batch segment; the whole when there is
   *     no MSH, so that it is answered too
   */
  static List<byte[]> split(byte[] bytes) {
    var reading = new Messages(new ByteArrayInputStream(bytes), Integer.MAX_VALUE);
    var messages = new ArrayList<byte[]>();
    try {
      for (var part = reading.next(); part.isPresent(); part = reading.next()) {
        if (part.get() instanceof Part.Message message) {
          messages.add(message.bytes());
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("bytes in memory can be read", impossible);
    }
    return messages.isEmpty() ? List.of(bytes) : messages;
  }

  /** The next part in order; empty at the end. */
  Optional<Part> next() throws IOException {
    while (ready.isEmpty() && !ended) {
      if (bytes.available()) {
        read();
      } else {
        end();
      }
    }
    return Optional.ofNullable(ready.poll());
  }

  private void read() throws IOException {
    if (onlySpaceYet) {
      bytes.skipMark().ifPresent(piece::addAll);
    }
    if ((lineStart || onlySpaceYet) && boundary()) {
      close(false);
      piece = piece.next(bytes.startsWith("MSH") ? Piece.Kind.MESSAGE : Piece.Kind.BATCH_SEGMENT);
    }
    if (!bytes.available()) {
      return;
    }
    char character = bytes.take();
    lineStart = LINE_ENDS.indexOf(character) >= 0;
    onlySpaceYet &= Character.isWhitespace(character);
    if (lineStart && piece.kind() == Piece.Kind.BATCH_SEGMENT) {
      close(false);
      piece = piece.next(Piece.Kind.BETWEEN);
    } else {
      piece.add(character);
    }
  }

  private void end() {
    if (piece.kind() == Piece.Kind.BEFORE && !anyPart && piece.length() > 0) {
      ready.add(piece.whole());
    }
    close(true);
    ended = true;
  }

  private void close(boolean last) {
    var part = piece.part(last);
    anyPart |= part.isPresent();
    part.ifPresent(ready::add);
  }

  /** Whether a segment begins here that begins a message or stands between messages. */
  private boolean boundary() throws IOException {
    if (bytes.startsWith("MSH") || bytes.startsWith("FHS") || bytes.startsWith("BHS")) {
      if (delimiters()) {
        separator = (char) bytes.peek(NAME);
        return true;
      }
      return bytes.peek(0) != 'M' && batchSegment();
    }
    return (bytes.startsWith("BTS") || bytes.startsWith("FTS")) && batchSegment();
  }

  /** A separator and encoding characters, all different, as MSH-1 and MSH-2 must be. */
  private boolean delimiters() throws IOException {
    var seen = new StringBuilder();
    for (int at = NAME; at <= NAME + ENCODING_CHARACTERS; at++) {
      int character = bytes.peek(at);
      if (character < 0 || !delimiter(character) || seen.indexOf("" + (char) character) >= 0) {
        return false;
      }
      seen.append((char) character);
    }
    return true;
  }

  private static boolean delimiter(int character) {
    return !Character.isLetterOrDigit(character)
        && !Character.isWhitespace(character)
        && !Character.isSpaceChar(character)
        && !Character.isISOControl(character);
  }

  /** Batch segments are written without fields too. */
  private boolean batchSegment() throws IOException {
    int next = bytes.peek(NAME);
    return next < 0 || next == separator || LINE_ENDS.indexOf(next) >= 0;
  }
}
