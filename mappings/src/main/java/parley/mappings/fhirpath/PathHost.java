package parley.mappings.fhirpath;

import java.util.List;
import org.hl7.fhir.exceptions.PathEngineException;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.fhirpath.FHIRPathUtilityClasses.FunctionDetails;
import org.hl7.fhir.r4.fhirpath.IHostApplicationServices;
import org.hl7.fhir.r4.fhirpath.TypeDetails;
import org.hl7.fhir.r4.model.Base;
import org.hl7.fhir.r4.model.ValueSet;
import org.hl7.fhir.utilities.fhirpath.FHIRPathConstantEvaluationMode;
import org.jspecify.annotations.Nullable;

/**
 * What the FHIRPath engine asks of those around it. Named values and functions are a sub-class's;
 * whatever would need definitions or other resources is a fault of the expression.
 */
public abstract class PathHost implements IHostApplicationServices {

  private final String allowed;

  /**
   * A host.
   *
   * @param allowed what an expression may ask for, for the message when it asks for more
   */
  protected PathHost(String allowed) {
    this.allowed = allowed;
  }

  /**
   * A value by its name.
   *
   * @param name without the percent sign
   */
  protected abstract List<Base> named(FHIRPathEngine engine, Object scope, String name);

  /** A FHIRPath error and no crash: the expression may be a client's. */
  protected final PathEngineException refused() {
    return new PathEngineException(allowed);
  }

  @Override
  public final List<Base> resolveConstant(
      FHIRPathEngine engine, Object scope, String name, FHIRPathConstantEvaluationMode mode) {
    return mode == FHIRPathConstantEvaluationMode.EXPLICIT
        ? named(engine, scope, name.startsWith("%") ? name.substring(1) : name)
        : List.of();
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
    throw refused();
  }

  @Override
  public final boolean log(String argument, List<Base> focus) {
    return false;
  }

  @Override
  public final boolean paramIsType(String name, int index) {
    return false;
  }

  @Override
  public final TypeDetails resolveConstantType(
      FHIRPathEngine engine, Object scope, String name, FHIRPathConstantEvaluationMode mode) {
    throw refused();
  }

  @Override
  public final TypeDetails checkFunction(
      FHIRPathEngine engine,
      Object scope,
      String name,
      TypeDetails focus,
      List<TypeDetails> parameters) {
    throw refused();
  }

  @Override
  public final Base resolveReference(
      FHIRPathEngine engine, Object scope, String url, Base referrer) {
    throw refused();
  }

  @Override
  public final boolean conformsToProfile(
      FHIRPathEngine engine, Object scope, Base item, String url) {
    throw refused();
  }

  @Override
  public final ValueSet resolveValueSet(FHIRPathEngine engine, Object scope, String url) {
    throw refused();
  }
}
