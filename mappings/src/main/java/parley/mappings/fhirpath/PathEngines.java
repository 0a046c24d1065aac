package parley.mappings.fhirpath;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.IValidationSupport;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.fhirpath.FHIRPathEngine;
import org.hl7.fhir.r4.fhirpath.IHostApplicationServices;
import org.hl7.fhir.r4.hapi.ctx.HapiWorkerContext;

/** Makes FHIRPath engines that need no definitions of FHIR. */
public final class PathEngines {

  private PathEngines() {}

  /**
   * An engine that may be used by many threads at a time.
   *
   * @param host answers for named values and functions of our own
   */
  public static FHIRPathEngine engine(IHostApplicationServices host) {
    var context = FhirContext.forR4Cached();
    var engine = new FHIRPathEngine(new HapiWorkerContext(context, new NoDefinitions(context)));
    engine.setHostServices(host);
    engine.setDoNotEnforceAsSingletonRule(true);
    return engine;
  }

  /** Evaluation asks no definition; loading them all would take seconds. */
  private static final class NoDefinitions implements IValidationSupport {

    private final FhirContext context;

    NoDefinitions(FhirContext context) {
      this.context = context;
    }

    @Override
    public FhirContext getFhirContext() {
      return context;
    }

    @Override
    public <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
      return List.of();
    }
  }
}
