package parley.terminology;

import java.util.regex.Pattern;

/**
 * SNOMED CT identifiers: 6 to 18 digits, the last of which checks the others by Verhoeff's scheme
 * (SNOMED CT Release File Specification, 6 SCTID Data Type).
 */
public final class SnomedId {

  private static final Pattern FORM = Pattern.compile("[1-9][0-9]{5,17}");

  /** Multiplication in the dihedral group of order 10. */
  private static final int[][] PRODUCT = new int[10][10];

  /** What a digit counts as by its place from the right, modulo 8. */
  private static final int[][] PLACE = new int[8][10];

  static {
    for (var i = 0; i < 10; i++) {
      for (var j = 0; j < 10; j++) {
        PRODUCT[i][j] = product(i, j);
      }
    }
    var first = new int[] {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    for (var digit = 0; digit < 10; digit++) {
      PLACE[0][digit] = digit;
      for (var place = 1; place < 8; place++) {
        PLACE[place][digit] = first[PLACE[place - 1][digit]];
      }
    }
  }

  private SnomedId() {}

  /** Rotations are 0 to 4, reflections 5 to 9. */
  private static int product(int one, int other) {
    if (one < 5) {
      return other < 5 ? (one + other) % 5 : 5 + (one + other - 5) % 5;
    }
    return other < 5 ? 5 + Math.floorMod(one - 5 - other, 5) : Math.floorMod(one - other, 5);
  }

  /** Whether a text has the form of an identifier and its check digit is right. */
  public static boolean isValid(String text) {
    if (!FORM.matcher(text).matches()) {
      return false;
    }
    var check = 0;
    for (var i = 0; i < text.length(); i++) {
      var digit = text.charAt(text.length() - 1 - i) - '0';
      check = PRODUCT[check][PLACE[i % 8][digit]];
    }
    return check == 0;
  }
}
