package parley.camelroutes;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * The rows of a CSV file as bytes, one by one, a line end within quotation marks being part of its
 * row. A row whose quotation marks do not come out even ends with its line, so that it takes no
 * other row with it. Rows are numbered as a spreadsheet shows them. Used by one thread.
 */
final class CsvRows {

  /** Larger than any row that means something; a mark that is never closed is found out by it. */
  private static final int LARGEST = 64 * 1024;

  /** What separates cells as long as nobody has told. */
  private static final String SEPARATORS = ",;\t";

  private final PushbackInputStream in;
  private String separators = SEPARATORS;
  private int number;

  /** Reads a file, whose first row tells what its cells are separated by. */
  CsvRows(InputStream in) {
    this.in = new PushbackInputStream(new BufferedInputStream(in), LARGEST + 2);
  }

  /** From the next row on, cells are told apart by this. */
  void separatedBy(char separator) {
    separators = String.valueOf(separator);
  }

  /**
   * One row.
   *
   * @param number as a spreadsheet numbers it, from 1
   * @param bytes without its line end
   * @param whole whether its quotation marks come out even
   */
  record Row(int number, byte[] bytes, boolean whole) {

    /** Whether no cell holds anything. */
    boolean blank() {
      for (byte one : bytes) {
        if (SEPARATORS.indexOf(one) < 0 && one != '"' && !Character.isWhitespace(one & 0xff)) {
          return false;
        }
      }
      return true;
    }
  }

  private enum State {
    BEGIN_OF_CELL,
    IN_CELL,
    QUOTED,
    AFTER_QUOTES
  }

  /** The next row; empty at the end. */
  Optional<Row> next() throws IOException {
    var row = new ByteArrayOutputStream();
    var state = State.BEGIN_OF_CELL;
    for (int next = in.read(); ; next = in.read()) {
      if (next < 0 && row.size() == 0) {
        return Optional.empty();
      }
      boolean lineEnd = next < 0 || next == '\n' || next == '\r';
      if (lineEnd && (state != State.QUOTED)) {
        passLineFeed(next);
        number++;
        return Optional.of(new Row(number, row.toByteArray(), true));
      }
      if (next < 0 || row.size() == LARGEST || (state == State.AFTER_QUOTES && stray(next))) {
        return Optional.of(broken(row, next));
      }
      row.write(next);
      state = after(state, next);
    }
  }

  private State after(State state, int next) {
    if (state == State.QUOTED) {
      return next == '"' ? State.AFTER_QUOTES : State.QUOTED;
    }
    if (separates(next)) {
      return State.BEGIN_OF_CELL;
    }
    if (next == '"' && state != State.IN_CELL) {
      return State.QUOTED;
    }
    return state == State.AFTER_QUOTES ? State.AFTER_QUOTES : State.IN_CELL;
  }

  /** Behind the closing mark comes another mark, the separator or a space. */
  private boolean stray(int next) {
    return !separates(next) && next != '"' && next != ' ';
  }

  private boolean separates(int next) {
    return separators.indexOf(next) >= 0;
  }

  private Row broken(ByteArrayOutputStream read, int next) throws IOException {
    if (next >= 0) {
      in.unread(next);
    }
    var all = read.toByteArray();
    int end = 0;
    while (end < all.length && all[end] != '\n' && all[end] != '\r') {
      end++;
    }
    number++;
    if (end < all.length) {
      int rest = end + (all[end] == '\r' && end + 1 < all.length && all[end + 1] == '\n' ? 2 : 1);
      in.unread(all, rest, all.length - rest);
    } else {
      passLine();
    }
    return new Row(number, Arrays.copyOf(all, end), false);
  }

  private void passLine() throws IOException {
    int next = in.read();
    while (next >= 0 && next != '\n' && next != '\r') {
      next = in.read();
    }
    passLineFeed(next);
  }

  private void passLineFeed(int lineEnd) throws IOException {
    if (lineEnd == '\r') {
      int next = in.read();
      if (next >= 0 && next != '\n') {
        in.unread(next);
      }
    }
  }
}
