package parley.submissions.canary;

import java.util.Optional;

/**
 * Looks for forms in a stream of characters, in memory of fixed size. A form begins and ends where
 * a word could: beside what is no letter or digit, and before a capital after a small letter.
 * Numbers and dates may also stand between letters; were it so for names, pseudonyms would seem to
 * hold short ones. Single separators are passed over, so that "999 000 0018" is one form; what
 * begins a new field or line is not.
 */
final class Finder {

  /** What ends all that went before, such as bytes that are no text. */
  static final int BREAK = -1;

  private static final int MOST_STARTS = 64;
  private static final int MOST_SEPARATORS = 3;
  private static final String FIELD_ENDS = "\n\r\t\"<>;|";

  private enum Kind {
    NONE,
    DIGIT,
    SMALL,
    CAPITAL
  }

  private final Canaries canaries;
  private final HashSetOfForms forms;
  private final Found found;
  private final DateFinder dates;
  private final int leastRun;
  private final long[] hashes = new long[MOST_STARTS];
  private final boolean[] whole = new boolean[MOST_STARTS];
  private final int[] lengths = new int[MOST_STARTS];
  private final int[] runs = new int[MOST_STARTS];
  private final int[] heldPoints;
  private final long[] heldOffsets;
  private int held;
  private int starts;
  private Kind last = Kind.NONE;
  private int separators;
  private boolean comma;
  private int run;
  private long lastAt;

  /**
   * @param leastRun characters of text that have to stand before the end of a short form, where
   *     text may arise by chance
   */
  Finder(Canaries canaries, int leastRun, Found found) {
    this.canaries = canaries;
    this.forms = canaries.forms();
    this.leastRun = leastRun;
    this.heldPoints = new int[leastRun];
    this.heldOffsets = new long[leastRun];
    this.found = found;
    this.dates = new DateFinder(this::date);
  }

  /**
   * Takes the next character, or {@link #BREAK}. Where text may arise by chance, it waits for as
   * many characters as a find needs: noise has hardly ever so many, and most of it ends here.
   */
  void take(int point, long offset) {
    if (held < heldPoints.length) {
      if (point == BREAK) {
        held = 0;
        return;
      }
      heldPoints[held] = point;
      heldOffsets[held++] = offset;
      if (held == heldPoints.length) {
        for (var at = 0; at < held; at++) {
          read(heldPoints[at], heldOffsets[at]);
        }
      }
      return;
    }
    held = point == BREAK ? 0 : held;
    read(point, offset);
  }

  private void read(int point, long offset) {
    dates.take(point);
    run++;
    var folded = point == BREAK ? "" : Folding.fold(point);
    if (folded.isEmpty()) {
      separate(point);
      run = point == BREAK ? 0 : run;
      return;
    }
    if (comma) {
      drop();
      comma = false;
    }
    var kind = kind(point);
    if (last == Kind.NONE) {
      start(true);
    } else if (last == Kind.SMALL && kind == Kind.CAPITAL) {
      look(true);
      start(true);
    } else if (last == Kind.DIGIT != (kind == Kind.DIGIT)) {
      look(false);
      if (kind != Kind.DIGIT) {
        letters();
      }
      start(false);
    }
    if (kind != Kind.DIGIT && starts > 0 && lengths[starts - 1] == 0) {
      runs[starts - 1] = 1;
    }
    for (var at = 0; at < folded.length(); at++) {
      extend(folded.charAt(at));
    }
    separators = 0;
    last = kind;
    lastAt = offset;
  }

  /** Says that nothing follows. */
  void end() {
    dates.end();
    separate(BREAK);
  }

  private void date(int date) {
    if (run >= leastRun) {
      var hash = HashSetOfForms.hash(DateFinder.form(date));
      canaries.find(hash).ifPresent(kind -> found.at(kind, hash, lastAt));
    }
  }

  private void separate(int point) {
    if (last != Kind.NONE) {
      look(true);
      last = Kind.NONE;
    }
    separators++;
    if ((point == ' ' || point == '+') && comma) {
      comma = false;
    } else if (comma
        || point == BREAK
        || separators > MOST_SEPARATORS
        || FIELD_ENDS.indexOf(point) >= 0) {
      drop();
      comma = false;
    } else if (point == ',') {
      comma = true;
    }
  }

  private static Kind kind(int point) {
    if (Character.isDigit(point)) {
      return Kind.DIGIT;
    }
    return Character.isUpperCase(point) ? Kind.CAPITAL : Kind.SMALL;
  }

  private void start(boolean isWhole) {
    if (starts == MOST_STARTS) {
      remove(0);
    }
    hashes[starts] = 0;
    runs[starts] = 0;
    whole[starts] = isWhole;
    lengths[starts++] = 0;
  }

  private void extend(char one) {
    for (var at = 0; at < starts; at++) {
      hashes[at] = HashSetOfForms.next(hashes[at], one);
      lengths[at]++;
    }
    while (starts > 0 && lengths[0] > forms.longest()) {
      remove(0);
    }
  }

  private void remove(int at) {
    starts--;
    System.arraycopy(hashes, at + 1, hashes, at, starts - at);
    System.arraycopy(whole, at + 1, whole, at, starts - at);
    System.arraycopy(lengths, at + 1, lengths, at, starts - at);
    System.arraycopy(runs, at + 1, runs, at, starts - at);
  }

  /** A run of letters begins. What can no longer become a form is forgotten. */
  private void letters() {
    for (var at = starts - 1; at >= 0; at--) {
      runs[at]++;
      if (!whole[at] && !forms.mayBecomeTouching(lengths[at], runs[at])) {
        remove(at);
      }
    }
  }

  private void drop() {
    starts = 0;
  }

  private void look(boolean isWhole) {
    for (var at = 0; at < starts; at++) {
      var asWord = isWhole && whole[at];
      if (asWord || forms.mayTouch(lengths[at], runs[at])) {
        Optional<CanaryKind> kind = canaries.find(hashes[at]);
        if (kind.isPresent()
            && (asWord || HashSetOfForms.mayTouchLetters(kind.get()))
            && (lengths[at] >= leastRun || run >= leastRun)) {
          found.at(kind.get(), hashes[at], lastAt);
        }
      }
    }
  }

  /** Is told of each form that was found. */
  interface Found {
    void at(CanaryKind kind, long hash, long offset);
  }
}
