package parley.server.synth;

/**
 * NHS numbers of the test range 999 000 0000 to 999 999 9999, which is never issued to a person.
 * The check digit follows the NHS Data Dictionary's NHS NUMBER: digits 1 to 9 weighted 10 down to
 * 2, summed, modulus 11, taken from 11; 11 is written 0, and 10 makes the number impossible.
 */
public final class NhsNumbers {

  /** How many nine-digit bodies the range has; about ten in eleven of them have a check digit. */
  public static final int BODIES = 1_000_000;

  private static final int FIRST_BODY = 999_000_000;

  /** Below this, numbers are left to hand-written examples and to the demonstration. */
  private static final int FIRST_OF_MANY = 40_000;

  /** How many different numbers {@link #nth} gives. */
  public static final int MANY = (BODIES - FIRST_OF_MANY) / 2;

  private int next;

  /**
   * Numbers in ascending order.
   *
   * @param first where in the range to begin, from 0 to {@link #BODIES} - 1
   */
  public NhsNumbers(int first) {
    if (first < 0 || first >= BODIES) {
      throw new IllegalArgumentException("the test range has " + BODIES + " bodies");
    }
    next = first;
  }

  /** The next number with a valid check digit; begins again at the end of the range. */
  public synchronized String next() {
    while (true) {
      var body = FIRST_BODY + next;
      next = (next + 1) % BODIES;
      var check = checkDigit(String.valueOf(body));
      if (check < 10) {
        return body + String.valueOf(check);
      }
    }
  }

  /**
   * The number of one of many people, without counting through the others. Of two neighbouring
   * bodies that differ in the last digit alone, at least one has a check digit.
   *
   * @param n from 0 to {@link #MANY} - 1
   */
  public static String nth(int n) {
    if (n < 0 || n >= MANY) {
      throw new IllegalArgumentException("the test range holds " + MANY + " people");
    }
    var even = FIRST_BODY + FIRST_OF_MANY + 2 * n;
    var body = checkDigit(String.valueOf(even)) < 10 ? even : even + 1;
    return body + String.valueOf(checkDigit(String.valueOf(body)));
  }

  /** Whether ten digits pass the modulus 11 check. */
  public static boolean valid(String number) {
    return number.matches("\\d{10}")
        && checkDigit(number.substring(0, 9)) == Character.digit(number.charAt(9), 10);
  }

  /**
   * The check digit of nine digits; 10 when they can have none.
   *
   * @param body nine digits
   */
  private static int checkDigit(String body) {
    var sum = 0;
    for (var i = 0; i < 9; i++) {
      sum += Character.digit(body.charAt(i), 10) * (10 - i);
    }
    return (11 - sum % 11) % 11;
  }
}
