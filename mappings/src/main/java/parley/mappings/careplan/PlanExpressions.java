package parley.mappings.careplan;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.exceptions.FHIRException;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.fhirpath.PathEngines;

/**
 * The FHIRPath of a PlanDefinition over {@code %facts}, which is a Parameters resource and also
 * what an expression starts from. Safe to share between threads.
 */
final class PlanExpressions {

  private static final String FHIRPATH = "text/fhirpath";

  private final FHIRPathEngine engine = PathEngines.engine(new PlanHost());

  /**
   * Whether a condition holds.
   *
   * @param location of the expression, for the problem
   * @return empty when the facts do not allow an answer
   * @throws BadPlan when it is no FHIRPath or gives something else than true or false
   */
  Optional<Boolean> holds(Expression expression, Parameters facts, String location) {
    var found = evaluate(expression, facts, location);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() == 1 && found.get(0) instanceof BooleanType truth) {
      return Optional.of(truth.booleanValue());
    }
    throw BadPlan.at(
        location,
        "a condition gives true, false or nothing",
        "Write the expression so that it compares what it reads.");
  }

  /**
   * The value of an expression.
   *
   * @return empty when the facts do not allow one
   * @throws BadPlan when it is no FHIRPath or gives more than one value
   */
  Optional<Type> value(Expression expression, Parameters facts, String location) {
    var found = evaluate(expression, facts, location);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    if (found.size() == 1 && found.get(0) instanceof Type value) {
      return Optional.of(value);
    }
    throw BadPlan.at(
        location, "an expression gives one value", "Write it so that it gives one value at most.");
  }

  private List<Base> evaluate(Expression expression, Parameters facts, String location) {
    if (!FHIRPATH.equals(expression.getLanguage())) {
      throw BadPlan.at(
          location,
          "the language of the expression is none that Parley evaluates",
          "Write it in text/fhirpath.");
    }
    try {
      var parsed = engine.parse(expression.getExpression());
      return engine.evaluate(facts, facts, facts, facts, parsed);
    } catch (FHIRException e) {
      throw BadPlan.at(
          location, "the expression is no valid FHIRPath over the facts", "Correct it.");
    }
  }
}
