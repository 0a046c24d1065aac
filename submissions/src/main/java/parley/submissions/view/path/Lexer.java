package parley.submissions.view.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into tokens (FHIRPath, lexical elements). */
final class Lexer {

  private static final Pattern SPACE =
      Pattern.compile("(?:\\s|//[^\\n]*|/\\*(?:[^*]|\\*(?!/))*+\\*/)+");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+(?:\\.[0-9]+)?");
  private static final String CLOCK = "[0-9]{2}(?::[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?)?";
  private static final Pattern MOMENT =
      Pattern.compile(
          "@(?:T"
              + CLOCK
              + "|[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?(?:T(?:"
              + CLOCK
              + "(?:Z|[+-][0-9]{2}:[0-9]{2})?)?)?)");
  private static final Pattern SYMBOL =
      Pattern.compile("\\$[a-z]+|<=|>=|!=|!~|[-+*/&|=~<>.,()\\[\\]{}]");
  private static final Set<String> SPECIAL = Set.of("$this", "$index", "$total");

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    var lexer = new Lexer(text);
    lexer.read();
    return lexer.tokens;
  }

  private void read() {
    while (at < text.length()) {
      if (skip(SPACE)) {
        continue;
      }
      var next = text.charAt(at);
      if (next == '\'') {
        add(Token.Kind.TEXT, quoted('\''));
      } else if (next == '`') {
        add(Token.Kind.QUOTED_NAME, quoted('`'));
      } else if (next == '%') {
        variable();
      } else if (!take(NAME, Token.Kind.NAME, 0)
          && !take(NUMBER, Token.Kind.NUMBER, 0)
          && !take(MOMENT, Token.Kind.MOMENT, 1)
          && !take(SYMBOL, Token.Kind.SYMBOL, 0)) {
        throw unreadable();
      }
    }
    tokens.add(new Token(Token.Kind.END, "", at + 1));
  }

  private SyntaxProblem unreadable() {
    return new SyntaxProblem(
        "no FHIRPath begins like this",
        new Token(Token.Kind.SYMBOL, text.substring(at, at + 1), at + 1));
  }

  private void variable() {
    at++;
    if (at < text.length() && (text.charAt(at) == '`' || text.charAt(at) == '\'')) {
      add(Token.Kind.VARIABLE, quoted(text.charAt(at)));
    } else if (!take(NAME, Token.Kind.VARIABLE, 0)) {
      throw new SyntaxProblem("% stands before the name of a constant", end());
    }
  }

  private Token end() {
    return new Token(Token.Kind.END, "", at + 1);
  }

  private void add(Token.Kind kind, String content) {
    tokens.add(new Token(kind, content, at + 1));
  }

  private boolean skip(Pattern pattern) {
    var found = found(pattern);
    if (found.lookingAt()) {
      at = found.end();
      return true;
    }
    return false;
  }

  private boolean take(Pattern pattern, Token.Kind kind, int drop) {
    var found = found(pattern);
    if (!found.lookingAt()) {
      return false;
    }
    var content = found.group().substring(drop);
    if (content.startsWith("$") && !SPECIAL.contains(content)) {
      throw unreadable();
    }
    tokens.add(new Token(kind, content, at + 1));
    at = found.end();
    return true;
  }

  private Matcher found(Pattern pattern) {
    return pattern.matcher(text).region(at, text.length());
  }

  /** Reads what stands between two quotes; {@code at} is left behind the second. */
  private String quoted(char quote) {
    var content = new StringBuilder();
    for (at++; at < text.length(); at++) {
      var next = text.charAt(at);
      if (next == quote) {
        at++;
        return content.toString();
      }
      if (next == '\\') {
        at++;
        content.append(escaped());
      } else {
        content.append(next);
      }
    }
    throw new SyntaxProblem("a quotation mark is not closed", end());
  }

  private char escaped() {
    var next = at < text.length() ? text.charAt(at) : ' ';
    return switch (next) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'f' -> '\f';
      case '\'', '"', '`', '\\', '/' -> next;
      case 'u' -> unicode();
      default -> throw new SyntaxProblem("\\ stands before one of ' \" ` \\ / n r t f u", end());
    };
  }

  private char unicode() {
    var digits = text.substring(at + 1, Math.min(at + 5, text.length()));
    if (!digits.matches("[0-9A-Fa-f]{4}")) {
      throw new SyntaxProblem("\\u is followed by four hexadecimal digits", end());
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }
}
