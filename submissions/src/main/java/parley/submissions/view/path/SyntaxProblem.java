package parley.submissions.view.path;

/** What is wrong with the text of an expression; never leaves the package. */
final class SyntaxProblem extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String problem;

  SyntaxProblem(String problem) {
    super(problem, null, false, false);
    this.problem = problem;
  }

  SyntaxProblem(String problem, Token token) {
    this(
        problem
            + (token.kind() == Token.Kind.END
                ? ", at the end"
                : ", at character " + token.at() + " (" + token.text() + ")"));
  }

  String problem() {
    return problem;
  }
}
