package parley.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.validation.IInstanceValidatorModule;
import java.util.Set;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Drops what was made of definitions when a definition changes. */
@Interceptor
public final class DefinitionChanges implements FhirInterceptor {

  private static final Set<String> DEFINITIONS =
      Set.of("SearchParameter", "StructureDefinition", "ValueSet", "CodeSystem");

  private final MetadataCache metadata;
  private final KnownShapes shapes;
  private final IInstanceValidatorModule validator;

  DefinitionChanges(
      MetadataCache metadata, KnownShapes shapes, IInstanceValidatorModule validator) {
    this.metadata = metadata;
    this.shapes = shapes;
    this.validator = validator;
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    drop(resource);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    drop(after);
  }

  @Hook(Pointcut.STORAGE_PRECOMMIT_RESOURCE_DELETED)
  public void deleted(IBaseResource resource) {
    drop(resource);
  }

  private void drop(IBaseResource resource) {
    if (DEFINITIONS.contains(resource.fhirType())) {
      metadata.drop();
      shapes.forget();
      if (validator instanceof FhirInstanceValidator remembering) {
        remembering.invalidateCaches();
      }
    }
  }
}
