package parley.submissions.canary;

import java.text.Normalizer;
import java.util.Locale;

/** Letters and digits alone, in lower case and without accents. */
final class Folding {

  private static final String[] ASCII = new String[128];

  static {
    for (var point = 0; point < ASCII.length; point++) {
      ASCII[point] =
          Character.isLetterOrDigit(point) ? Character.toString(Character.toLowerCase(point)) : "";
    }
  }

  private Folding() {}

  static String of(String value) {
    var text = new StringBuilder();
    value.codePoints().forEach(point -> text.append(fold(point)));
    return text.toString();
  }

  /** What one character counts as; empty for what only separates. */
  static String fold(int point) {
    if (point >= 0 && point < ASCII.length) {
      return ASCII[point];
    }
    if (!Character.isLetterOrDigit(point)) {
      return "";
    }
    var text = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
    var kept = new StringBuilder();
    text.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
    return kept.toString().toLowerCase(Locale.ROOT);
  }
}
