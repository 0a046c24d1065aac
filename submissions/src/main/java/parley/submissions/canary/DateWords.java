package parley.submissions.canary;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Words of dates, packed into numbers: five bits a letter. */
final class DateWords {

  /** Letters of the longest, September. */
  static final int LONGEST = 9;

  private static final int OTHER = 27;

  static final long OF = packed("of");

  private static final long[] ORDINALS = {packed("nd"), packed("rd"), packed("st"), packed("th")};
  private static final Map<Long, Integer> BY_NAME = names();
  private static final long[] NAMES = BY_NAME.keySet().stream().mapToLong(it -> it).toArray();
  private static final int[] MONTHS = BY_NAME.values().stream().mapToInt(it -> it).toArray();

  /** By their last two letters: most other words end here. */
  private static final boolean[] ENDINGS = endings();

  private DateWords() {}

  /** The number of a letter, from 1 for a; 27 for one that no such word has; 0 for no letter. */
  static int letter(int point) {
    var small = point | 0x20;
    if (small >= 'a' && small <= 'z') {
      return small - 'a' + 1;
    }
    return point > 127 && Character.isLetterOrDigit(point) ? OTHER : 0;
  }

  /** A word with one more letter. */
  static long with(long packed, int letter) {
    return packed << 5 | letter;
  }

  /** Whether it may be one of these words. */
  static boolean isOne(long packed) {
    return packed > OTHER && ENDINGS[(int) packed & ENDINGS.length - 1];
  }

  /** The month of that name, or of its first three letters; 0 for another word. */
  static int month(long packed) {
    var at = Arrays.binarySearch(NAMES, packed);
    return at < 0 ? 0 : MONTHS[at];
  }

  /** Whether it is what follows the number of a day, as in 9th. */
  static boolean isOrdinal(long packed) {
    return Arrays.binarySearch(ORDINALS, packed) >= 0;
  }

  private static long packed(String word) {
    var packed = 0L;
    for (var at = 0; at < word.length(); at++) {
      packed = with(packed, letter(word.charAt(at)));
    }
    return packed;
  }

  private static boolean[] endings() {
    var endings = new boolean[1 << 10];
    for (var words : new long[][] {NAMES, ORDINALS, {OF}}) {
      for (var word : words) {
        endings[(int) word & endings.length - 1] = true;
      }
    }
    return endings;
  }

  private static Map<Long, Integer> names() {
    var names = new TreeMap<Long, Integer>();
    for (var month : Month.values()) {
      var full = month.getDisplayName(TextStyle.FULL, Locale.UK).toLowerCase(Locale.ROOT);
      names.put(packed(full), month.getValue());
      names.put(packed(full.substring(0, 3)), month.getValue());
    }
    names.put(packed("sept"), Month.SEPTEMBER.getValue());
    return names;
  }
}
