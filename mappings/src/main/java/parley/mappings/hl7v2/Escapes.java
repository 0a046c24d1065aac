package parley.mappings.hl7v2;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Readies the escape sequences of a segment (HL7 v2.4 section 2.9) for HAPI, which resolves those
 * for the delimiters but leaves formatting commands in the text and loses a lone escape character.
 */
final class Escapes {

  private final String escape;
  private final Pattern sequence;

  Escapes(char fieldSeparator, String encodingCharacters) {
    escape = encodingCharacters.substring(2, 3);
    var quoted = Pattern.quote(escape);
    var delimiters = Pattern.quote(fieldSeparator + encodingCharacters);
    // A sequence never spans a delimiter; what looks like one that does is a lone character.
    sequence =
        Pattern.compile(quoted + "((?:(?![" + delimiters + "\r\n]).)*)" + quoted + "|" + quoted);
  }

  /** The segment with line breaks for break commands, no highlighting, and other text kept. */
  String prepare(String segment) {
    if (!segment.contains(escape)) {
      return segment;
    }
    // MSH-2 itself holds the escape character and is not text.
    var from = segment.startsWith("MSH") ? Math.min(8, segment.length()) : 0;
    var replaced = sequence.matcher(segment.substring(from)).replaceAll(this::replacement);
    return segment.substring(0, from) + replaced;
  }

  private String replacement(java.util.regex.MatchResult match) {
    var content = match.group(1);
    if (content == null) {
      return Matcher.quoteReplacement(literal());
    }
    return switch (content) {
      case "F", "S", "T", "R", "E" -> Matcher.quoteReplacement(match.group());
      case ".br", ".ce", "X0A", "X0D", "X0D0A", "X0D\\X0A" -> "\n";
      case "H", "N" -> "";
      default ->
          content.startsWith(".sp")
              ? "\n"
              : Matcher.quoteReplacement(literal() + content + literal());
    };
  }

  private String literal() {
    return escape + "E" + escape;
  }
}
