package parley.submissions.view.path;

import java.util.List;

/** A compiled part of an expression. */
@FunctionalInterface
interface Evaluator {

  /**
   * @throws PathFailure when the rules of FHIRPath allow no answer
   */
  List<Item> on(Scope scope);
}
