package parley.submissions.view.path;

import java.util.List;

/**
 * A compiled part and what is known of its results.
 *
 * @param types the types it can give; empty when they are not known before it is evaluated
 */
record Typed(Evaluator evaluator, List<FhirType> types) {

  static Typed unknown(Evaluator evaluator) {
    return new Typed(evaluator, List.of());
  }

  static Typed of(FhirType type, Evaluator evaluator) {
    return new Typed(evaluator, List.of(type));
  }
}
