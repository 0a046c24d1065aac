package parley.server.fhir;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;

/** Drops the kept CapabilityStatement when what it describes changes. */
@Interceptor
public final class MetadataCacheDrop implements FhirInterceptor {

  private static final Set<String> DESCRIBED = Set.of("SearchParameter", "StructureDefinition");

  private final MetadataCache cache;

  MetadataCacheDrop(MetadataCache cache) {
    this.cache = cache;
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
    if (DESCRIBED.contains(resource.fhirType())) {
      cache.drop();
    }
  }
}
