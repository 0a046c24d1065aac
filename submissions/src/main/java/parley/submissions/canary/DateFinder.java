package parley.submissions.canary;

import parley.submissions.canary.DatePart.Gap;

/**
 * Looks for dates of birth that are written in parts: day and month with one digit or two, years
 * with two or four, months by number or name, in each order. Parts that are numbers have a slash,
 * hyphen, full stop or underscore between them, for without one they are any number; what begins a
 * new field or line ends a date.
 */
final class DateFinder {

  private static final int MOST_SEPARATORS = 3;

  private enum Run {
    NONE,
    DIGITS,
    LETTERS
  }

  private final Found found;
  private final DatePart[] parts = {new DatePart(), new DatePart(), new DatePart()};
  private int count;
  private Run run = Run.NONE;
  private int length;
  private long value;
  private boolean touched;
  private Gap gap = Gap.BROKEN;
  private int separators;
  private boolean joined;
  private boolean afterNumber;
  private final int[] pending = new int[4];
  private int pendings;

  DateFinder(Found found) {
    this.found = found;
  }

  /** Is told of each date that was written. */
  interface Found {
    /**
     * @param date such as 19870309, or 870309 when the year has two digits
     */
    void at(int date);
  }

  /** The form that a date is kept in; nothing that is read makes such a one. */
  static String form(int date) {
    return (date < DatePart.EARLIEST * 10_000 ? "/%06d" : "/%08d").formatted(date);
  }

  /** Takes the next character, or {@link Finder#BREAK}. */
  void take(int point) {
    if (point >= '0' && point <= '9') {
      if (run != Run.DIGITS) {
        begin(Run.DIGITS);
      }
      value = ++length > 4 ? -1 : value * 10 + (point - '0');
      return;
    }
    var letter = DateWords.letter(point);
    if (letter != 0) {
      if (run != Run.LETTERS) {
        begin(Run.LETTERS);
      }
      value = ++length > DateWords.LONGEST ? -1 : DateWords.with(value, letter);
    } else {
      separate(point);
    }
  }

  /** Says that nothing follows. */
  void end() {
    separate(Finder.BREAK);
  }

  private void begin(Run next) {
    var touching = run != Run.NONE;
    if (touching) {
      ended(true);
    }
    // One more number after a point: a version or an object identifier, and no date.
    joined = !touching && next == Run.DIGITS && afterNumber && gap == Gap.POINT && separators == 1;
    pendings = joined ? 0 : pendings;
    told();
    touched = touching;
    run = next;
    length = 0;
    value = 0;
  }

  private void separate(int point) {
    if (run != Run.NONE) {
      ended(false);
      afterNumber = run == Run.DIGITS;
      run = Run.NONE;
      separators = 0;
    }
    separators++;
    if (gap == Gap.BROKEN) {
      return;
    }
    var next = Gap.of(point);
    if (next == Gap.BROKEN || separators > MOST_SEPARATORS) {
      broken();
    } else if (next != Gap.SPACE || gap == Gap.TOUCHING) {
      gap = next;
    }
  }

  private void broken() {
    gap = Gap.BROKEN;
    count = 0;
    told();
  }

  private void told() {
    for (var at = 0; at < pendings; at++) {
      found.at(pending[at]);
    }
    pendings = 0;
  }

  /** A run has ended; the gap before it is still known. */
  private void ended(boolean touching) {
    if (run == Run.DIGITS) {
      if (value < 0) {
        count = 0;
      } else {
        add(false, (int) value, length);
        look(touching);
      }
    } else if (DateWords.isOne(value)) {
      word(touching);
    } else {
      count = 0;
    }
    gap = Gap.TOUCHING;
  }

  private void word(boolean touching) {
    var month = DateWords.month(value);
    if (month > 0) {
      add(true, month, 2);
      look(touching);
    } else if (count == 0 || parts[count - 1].name || !isPassedOver()) {
      count = 0;
    }
  }

  /** The ending of 9th, or the word between day and month. */
  private boolean isPassedOver() {
    return touched ? DateWords.isOrdinal(value) : value == DateWords.OF;
  }

  private void add(boolean name, int number, int digits) {
    if (gap == Gap.BROKEN) {
      count = 0;
    }
    if (count == parts.length) {
      var first = parts[0];
      parts[0] = parts[1];
      parts[1] = parts[2];
      parts[2] = first;
      count--;
    }
    var part = parts[count++];
    part.name = name;
    part.value = number;
    part.length = digits;
    part.before = gap;
    part.touched = touched;
    part.joined = joined;
  }

  private void look(boolean touching) {
    if (count < parts.length) {
      return;
    }
    var a = parts[0];
    var b = parts[1];
    var c = parts[2];
    if (!a.name && !b.name && !c.name && !(b.isStrong() && c.isStrong())) {
      return;
    }
    date(a, b, c, touching);
    date(b, a, c, touching);
    date(c, b, a, touching);
    if (a.length == 4) {
      date(b, c, a, touching);
    }
  }

  private void date(DatePart day, DatePart month, DatePart year, boolean touching) {
    if (!day.isDay() || !month.isMonth() || !year.isYear()) {
      return;
    }
    var date = year.value * 10_000 + month.value * 100 + day.value;
    if (year.length == 4) {
      found.at(date);
    } else if (!touching && !parts[0].touched && !parts[0].joined) {
      pending[pendings++] = date;
    }
  }
}
