package parley.submissions.canary;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Letters and digits alone, in lower case and without accents. */
final class Folding {

  private static final String[] ASCII = new String[128];

  static {
    for (var point = 0; point < ASCII.length; point++) {
      ASCII[point] =
          Character.isLetterOrDigit(point) ? Character.toString(Character.toLowerCase(point)) : "";
    }
  }

  /** Letters that Unicode takes for one, and others write with those of ASCII. */
  private static final Map<Integer, String> TOLD = told();

  private Folding() {}

  private static Map<Integer, String> told() {
    var told = new HashMap<Integer, String>();
    for (var pair :
        "łl ŁL øo ØO ßss ẞSS æae ÆAE œoe ŒOE đd ĐD ðd ÐD þth ÞTH ıi ħh ĦH ŧt ŦT ŋn ŊN".split(" ")) {
      told.put((int) pair.charAt(0), pair.substring(1).toLowerCase(Locale.ROOT));
    }
    return Map.copyOf(told);
  }

  /** The same with ä, ö, ü, ø and å as Germans and Danes write them without such letters. */
  static String spelt(String value) {
    var text = Normalizer.normalize(value, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return of(
        text.replace("ä", "ae")
            .replace("ö", "oe")
            .replace("ü", "ue")
            .replace("ø", "oe")
            .replace("å", "aa"));
  }

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
    var told = TOLD.get(point);
    if (told != null) {
      return told;
    }
    var text = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKD);
    var kept = new StringBuilder();
    text.codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
    return kept.toString().toLowerCase(Locale.ROOT);
  }
}
