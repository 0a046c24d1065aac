package parley.submissions.view.path;

import java.util.List;

/** A compiled expression. It keeps no state and serves many threads. */
public final class PathExpression {

  private final Typed typed;
  private final boolean rowIndex;

  PathExpression(Typed typed, boolean rowIndex) {
    this.typed = typed;
    this.rowIndex = rowIndex;
  }

  /** The types that it can give; empty when they are not known before it is evaluated. */
  public List<FhirType> types() {
    return typed.types();
  }

  /** Whether the expression is {@code %rowIndex} and nothing else. */
  public boolean isRowIndex() {
    return rowIndex;
  }

  /**
   * @param resource the resource
   * @param focus the resource or an element of it, where the expression begins
   * @param position what {@code %rowIndex} is
   * @return in the order of the resource, possibly none
   * @throws PathFailure when the rules of FHIRPath allow no answer
   */
  public List<Item> evaluate(Item resource, Item focus, int position) {
    return typed.evaluator().on(Scope.of(resource, focus, position));
  }
}
