package parley.mappings.questionnaire;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.fhirpath.FHIRPathUtilityClasses.FunctionDetails;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import parley.mappings.fhirpath.PathHost;

/**
 * What the expressions of a questionnaire may ask beyond what the engine has: named values, {@code
 * weight()} (SDC, FHIRPath supplements), which is the {@code itemWeight} of a Coding and a number
 * itself, and {@code sum()} and {@code avg()} of FHIRPath's later editions.
 */
final class QuestionnaireHost extends PathHost {

  /**
   * The engine has no sum or average of its own, and its division keeps no more digits than its
   * operands have: 31 / 24 would be 1.3.
   */
  private static final Set<String> FUNCTIONS = Set.of("weight", "sum", "avg");

  QuestionnaireHost() {
    super("scoring asks for no types, references or sets");
  }

  @Override
  protected List<Base> named(FHIRPathEngine engine, Object scope, String name) {
    return ((Expressions.Scope) scope).named(name, engine);
  }

  @Override
  public @Nullable FunctionDetails resolveFunction(FHIRPathEngine engine, String name) {
    return FUNCTIONS.contains(name) ? new FunctionDetails(name, 0, 0) : null;
  }

  @Override
  public List<Base> executeFunction(
      FHIRPathEngine engine,
      Object scope,
      List<Base> focus,
      String name,
      List<List<Base>> parameters) {
    return switch (name) {
      case "sum" -> List.of(new DecimalType(sum(focus)));
      case "avg" ->
          focus.isEmpty()
              ? List.of()
              : List.of(new DecimalType(sum(focus).divide(count(focus), MathContext.DECIMAL64)));
      default -> weights(focus);
    };
  }

  private static BigDecimal count(List<Base> focus) {
    return BigDecimal.valueOf(focus.size());
  }

  private static BigDecimal sum(List<Base> focus) {
    return focus.stream()
        .flatMap(number -> Numbers.of((Type) number).stream())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static List<Base> weights(List<Base> focus) {
    var weights = new ArrayList<Base>();
    for (var answer : focus) {
      if (answer instanceof Coding coding && coding.hasExtension(FormReader.ITEM_WEIGHT)) {
        weights.add(coding.getExtensionByUrl(FormReader.ITEM_WEIGHT).getValue());
      } else if (answer instanceof DecimalType || answer instanceof IntegerType) {
        weights.add(answer);
      }
    }
    return weights;
  }
}
