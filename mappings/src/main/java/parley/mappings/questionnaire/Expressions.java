package parley.mappings.questionnaire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.fhirpath.PathEngines;

/**
 * FHIRPath as questionnaires use it (SDC expressions): {@code %resource}, the questionnaire's
 * variables, and the function {@code weight()} of the SDC supplements. Expressions are parsed once,
 * when a questionnaire is read, and may be evaluated by many threads at a time.
 */
final class Expressions {

  private final FHIRPathEngine engine;

  Expressions() {
    engine = PathEngines.engine(new QuestionnaireHost());
  }

  /**
   * Parses an expression of a shipped questionnaire.
   *
   * @throws IllegalArgumentException when it is no FHIRPath
   */
  ExpressionNode parse(String expression) {
    try {
      return engine.parse(expression);
    } catch (org.hl7.fhir.r4.fhirpath.FHIRLexer.FHIRLexerException e) {
      throw new IllegalArgumentException("no FHIRPath: " + expression, e);
    }
  }

  /** Evaluates to a number, when there is one. */
  Optional<BigDecimal> number(Scope scope, ExpressionNode expression) {
    var found = evaluate(scope, expression);
    if (found.size() != 1) {
      return Optional.empty();
    }
    if (found.get(0) instanceof DecimalType decimal) {
      return Optional.of(decimal.getValue());
    }
    return found.get(0) instanceof IntegerType integer
        ? Optional.of(BigDecimal.valueOf(integer.getValue()))
        : Optional.empty();
  }

  /** Evaluates to true or false; nothing is false. */
  boolean holds(Scope scope, ExpressionNode expression) {
    return evaluate(scope, expression).stream()
        .anyMatch(found -> found instanceof BooleanType truth && truth.booleanValue());
  }

  /** Evaluates to answers. */
  List<Type> values(Scope scope, ExpressionNode expression) {
    return evaluate(scope, expression).stream()
        .filter(Type.class::isInstance)
        .map(Type.class::cast)
        .toList();
  }

  private List<Base> evaluate(Scope scope, ExpressionNode expression) {
    var resource = scope.resource();
    return engine.evaluate(scope, resource, resource, resource, expression);
  }

  /**
   * What an expression is evaluated over; for one thread.
   *
   * @param resource {@code %resource}
   * @param variables the questionnaire's variables by name
   * @param given what else is known by name, such as {@code %previous}
   * @param known values of variables found so far
   */
  record Scope(
      QuestionnaireResponse resource,
      Map<String, ExpressionNode> variables,
      Map<String, Base> given,
      Map<String, List<Base>> known) {

    static Scope of(QuestionnaireResponse resource, Map<String, ExpressionNode> variables) {
      return new Scope(resource, variables, Map.of(), new HashMap<>());
    }

    static Scope with(QuestionnaireResponse resource, Map<String, Base> given) {
      return new Scope(resource, Map.of(), given, new HashMap<>());
    }

    List<Base> named(String name, FHIRPathEngine engine) {
      var value = known.get(name);
      if (value != null) {
        return value;
      }
      var found = new ArrayList<Base>();
      if (given.containsKey(name)) {
        found.add(given.get(name));
      } else if (variables.containsKey(name)) {
        found.addAll(engine.evaluate(this, resource, resource, resource, variables.get(name)));
      }
      known.put(name, found);
      return found;
    }
  }
}
