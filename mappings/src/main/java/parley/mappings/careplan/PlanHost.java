package parley.mappings.careplan;

import java.util.List;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.fhirpath.FHIRPathUtilityClasses.FunctionDetails;
import org.hl7.fhir.r4.fhirpath.IHostApplicationServices;
import org.hl7.fhir.r4.fhirpath.TypeDetails;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.utilities.fhirpath.FHIRPathConstantEvaluationMode;
import org.jspecify.annotations.Nullable;

/** What the expressions of a plan may name: {@code %facts}, and no function of our own. */
final class PlanHost implements IHostApplicationServices {

  @Override
  public List<Base> resolveConstant(
      FHIRPathEngine engine, Object scope, String name, FHIRPathConstantEvaluationMode mode) {
    if (mode != FHIRPathConstantEvaluationMode.EXPLICIT) {
      return List.of();
    }
    if (name.equals("facts") || name.equals("%facts")) {
      return List.of((Base) scope);
    }
    throw unused(); // a name that is nothing would make every condition unknown, without a word
  }

  @Override
  public @Nullable FunctionDetails resolveFunction(FHIRPathEngine engine, String name) {
    return null;
  }

  @Override
  public List<Base> executeFunction(
      FHIRPathEngine engine,
      Object scope,
      List<Base> focus,
      String name,
      List<List<Base>> parameters) {
    throw unused();
  }

  @Override
  public boolean log(String argument, List<Base> focus) {
    return false;
  }

  @Override
  public boolean paramIsType(String name, int index) {
    return false;
  }

  @Override
  public TypeDetails resolveConstantType(
      FHIRPathEngine engine, Object scope, String name, FHIRPathConstantEvaluationMode mode) {
    throw unused();
  }

  @Override
  public TypeDetails checkFunction(
      FHIRPathEngine engine,
      Object scope,
      String name,
      TypeDetails focus,
      List<TypeDetails> parameters) {
    throw unused();
  }

  @Override
  public Base resolveReference(FHIRPathEngine engine, Object scope, String url, Base referrer) {
    throw unused();
  }

  @Override
  public boolean conformsToProfile(FHIRPathEngine engine, Object scope, Base item, String url) {
    throw unused();
  }

  @Override
  public ValueSet resolveValueSet(FHIRPathEngine engine, Object scope, String url) {
    throw unused();
  }

  /** A FHIRPath error and no crash: the expression is a client's. */
  private static org.hl7.fhir.exceptions.PathEngineException unused() {
    return new org.hl7.fhir.exceptions.PathEngineException(
        "a plan may name %facts and nothing else");
  }
}
