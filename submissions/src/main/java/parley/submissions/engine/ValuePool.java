package parley.submissions.engine;

import java.util.HashMap;
import java.util.Map;

/**
 * Keeps each value of a column once, so that a million rows do not hold a million copies of a code
 * or a date. A column of which every value is another is given up.
 */
final class ValuePool {

  private static final int MOST = 4_096;

  private final Map<String, String> known = new HashMap<>();
  private boolean open = true;

  /** The value itself, or the same one met before. */
  String of(String value) {
    if (!open) {
      return value;
    }
    var before = known.putIfAbsent(value, value);
    if (before != null) {
      return before;
    }
    if (known.size() > MOST) {
      open = false;
      known.clear();
    }
    return value;
  }
}
