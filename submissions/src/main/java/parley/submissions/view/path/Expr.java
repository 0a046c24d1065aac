package parley.submissions.view.path;

import java.util.List;
import java.util.Optional;

/** The parts of a parsed expression. Without a source, a path begins at {@code $this}. */
sealed interface Expr {

  record Literal(Item value) implements Expr {}

  /** {@code {}}. */
  record Nothing() implements Expr {}

  record Variable(String name) implements Expr {}

  /** {@code $this}, {@code $index} or {@code $total}. */
  record Special(String name) implements Expr {}

  record Member(Optional<Expr> source, String name) implements Expr {}

  record Call(Optional<Expr> source, String name, List<Expr> arguments) implements Expr {}

  record Index(Expr source, Expr position) implements Expr {}

  record Sign(boolean minus, Expr operand) implements Expr {}

  record Binary(String operator, Expr left, Expr right) implements Expr {}

  /** {@code is} and {@code as}. */
  record TypeTest(String operator, Expr operand, String type) implements Expr {}
}
