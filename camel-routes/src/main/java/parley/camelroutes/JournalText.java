package parley.camelroutes;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import parley.mappings.document.Digests;

/** Makes text from a message fit for a journal column, which a database would otherwise refuse. */
final class JournalText {

  /** HL7 v2.7 allows MSH-10 199 characters, the longest of the fields that are journalled. */
  private static final int LONGEST = 199;

  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private JournalText() {}

  /**
   * A value by which messages are told apart.
   *
   * @return the value without control characters; a digest of it when it is longer than HL7 allows
   */
  static String key(String value) {
    var clean = CONTROL.matcher(value).replaceAll("?");
    return clean.length() <= LONGEST && clean.equals(value) ? clean : "sha256:" + digest(value);
  }

  /** A value that is only shown: without control characters, and cut. */
  static String shown(String value) {
    var clean = CONTROL.matcher(value).replaceAll("?");
    return clean.length() <= LONGEST ? clean : clean.substring(0, LONGEST);
  }

  /** SHA-256 of the UTF-8 form, in hexadecimal digits. */
  static String digest(String value) {
    return Digests.sha256(value.getBytes(StandardCharsets.UTF_8));
  }
}
