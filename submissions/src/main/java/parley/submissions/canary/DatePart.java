package parley.submissions.canary;

/** A part of a date as it may be written: a number, or a month by its name. */
final class DatePart {

  static final int EARLIEST = 1800;

  boolean name;
  int length;
  int value;
  Gap before = Gap.BROKEN;

  /** Whether a letter stands directly before it. */
  boolean touched;

  /** Whether it is one more number after a point. */
  boolean joined;

  /** How a part is joined to the one before it. */
  enum Gap {
    TOUCHING,
    SPACE,
    STRONG,
    POINT,
    BROKEN;

    /** What a separator makes of it; what no date has between its parts ends one. */
    static Gap of(int point) {
      return switch (point) {
        case ' ', ',', '+', '\'', 0xA0, 0x2019 -> SPACE;
        case '/', '-', '_', 0x2010, 0x2011, 0x2012, 0x2013 -> STRONG;
        case '.' -> POINT;
        default -> BROKEN;
      };
    }
  }

  boolean isStrong() {
    return before == Gap.STRONG || before == Gap.POINT;
  }

  boolean isYear() {
    return !name && (length == 4 ? value >= EARLIEST : length == 2);
  }

  boolean isMonth() {
    return length <= 2 && value >= 1 && value <= 12;
  }

  boolean isDay() {
    return !name && length <= 2 && value >= 1 && value <= 31;
  }
}
