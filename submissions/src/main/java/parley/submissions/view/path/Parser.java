package parley.submissions.view.path;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import parley.submissions.view.path.Token.Kind;

/** Parses an expression (FHIRPath 2.0 grammar; operators in the order of its section 6.8). */
final class Parser {

  /** Longer or deeper expressions are refused: one is written by a person. */
  static final int LONGEST = 10_000;

  private static final int MOST_TOKENS = 2_000;
  private static final int DEEPEST = 100;

  /** From the weakest binding to the strongest. */
  private static final List<Set<String>> LEVELS =
      List.of(
          Set.of("implies"),
          Set.of("or", "xor"),
          Set.of("and"),
          Set.of("in", "contains"),
          Set.of("=", "~", "!=", "!~"),
          Set.of("<", ">", "<=", ">="),
          Set.of("|"),
          Set.of("is", "as"),
          Set.of("+", "-", "&"),
          Set.of("*", "/", "div", "mod"));

  private final List<Token> tokens;
  private int at;
  private int depth;

  private Parser(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Expr parse(String text) {
    if (text.length() > LONGEST) {
      throw new SyntaxProblem("the expression is longer than " + LONGEST + " characters");
    }
    var parser = new Parser(Lexer.tokens(text));
    if (parser.tokens.size() > MOST_TOKENS) {
      throw new SyntaxProblem("the expression has more than " + MOST_TOKENS + " parts");
    }
    var parsed = parser.level(0);
    if (parser.peek().kind() != Kind.END) {
      throw new SyntaxProblem("the expression should end here", parser.peek());
    }
    return parsed;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    var token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  private boolean take(String symbol) {
    if (peek().is(symbol)) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(String symbol) {
    if (!take(symbol)) {
      throw new SyntaxProblem(symbol + " is missing", peek());
    }
  }

  private Expr level(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    var left = level(level + 1);
    while (peek().kind() != Kind.QUOTED_NAME
        && LEVELS.get(level).stream().anyMatch(operator -> peek().is(operator))) {
      var operator = next().text();
      left =
          operator.equals("is") || operator.equals("as")
              ? new Expr.TypeTest(operator, left, typeName())
              : new Expr.Binary(operator, left, level(level + 1));
    }
    return left;
  }

  private String typeName() {
    var name = identifier();
    return take(".") ? name + "." + identifier() : name;
  }

  private String identifier() {
    var token = next();
    if (token.kind() != Kind.NAME && token.kind() != Kind.QUOTED_NAME) {
      throw new SyntaxProblem("a name is missing", token);
    }
    return token.text();
  }

  private Expr unary() {
    if (peek().is("+") || peek().is("-")) {
      var minus = next().text().equals("-");
      return new Expr.Sign(minus, nested(this::unary));
    }
    var expression = term();
    while (true) {
      if (take(".")) {
        expression = invocation(Optional.of(expression));
      } else if (take("[")) {
        expression = new Expr.Index(expression, nested(() -> level(0)));
        expect("]");
      } else {
        return expression;
      }
    }
  }

  private Expr nested(java.util.function.Supplier<Expr> inner) {
    if (++depth > DEEPEST) {
      throw new SyntaxProblem("the expression is nested deeper than " + DEEPEST);
    }
    var parsed = inner.get();
    depth--;
    return parsed;
  }

  private Expr term() {
    var token = peek();
    switch (token.kind()) {
      case TEXT:
        next();
        return new Expr.Literal(new Item.Text(token.text()));
      case NUMBER:
        next();
        return number(token.text());
      case MOMENT:
        next();
        return moment(token);
      case VARIABLE:
        next();
        return new Expr.Variable(token.text());
      default:
        return keywordOrPath(token);
    }
  }

  private Expr keywordOrPath(Token token) {
    if (take("(")) {
      var inner = nested(() -> level(0));
      expect(")");
      return inner;
    }
    if (take("{")) {
      expect("}");
      return new Expr.Nothing();
    }
    if (token.is("true") || token.is("false")) {
      next();
      return new Expr.Literal(new Item.Truth(token.text().equals("true")));
    }
    return invocation(Optional.empty());
  }

  private Expr invocation(Optional<Expr> source) {
    var token = peek();
    if (token.kind() == Kind.SYMBOL && token.text().startsWith("$") && source.isEmpty()) {
      next();
      return new Expr.Special(token.text());
    }
    var name = identifier();
    if (!take("(")) {
      return new Expr.Member(source, name);
    }
    var arguments = new ArrayList<Expr>();
    if (!take(")")) {
      do {
        arguments.add(nested(() -> level(0)));
      } while (take(","));
      expect(")");
    }
    return new Expr.Call(source, name, List.copyOf(arguments));
  }

  private Expr number(String digits) {
    var unit = peek();
    if (unit.kind() == Kind.TEXT || unit.kind() == Kind.NAME && Units.isCalendarWord(unit.text())) {
      next();
      return new Expr.Literal(new Item.Amount(new BigDecimal(digits), unit.text()));
    }
    if (digits.contains(".")) {
      return new Expr.Literal(new Item.Exact(new BigDecimal(digits)));
    }
    var whole = new BigInteger(digits);
    if (whole.bitLength() >= Long.SIZE) {
      throw new SyntaxProblem("a whole number is of 64 bits at most");
    }
    return new Expr.Literal(new Item.Whole(whole.longValue()));
  }

  private static Expr moment(Token token) {
    var text = token.text();
    var parsed =
        text.startsWith("T")
            ? Moment.time(text.substring(1))
            : text.contains("T") ? Moment.dateTime(text) : Moment.date(text);
    return parsed
        .<Expr>map(moment -> new Expr.Literal(new Item.When(moment)))
        .orElseThrow(() -> new SyntaxProblem("this is no date or time", token));
  }
}
