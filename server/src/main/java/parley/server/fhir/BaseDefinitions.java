package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.List;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * The definitions of base R4, read once. HAPI's own reads them again in each thread that comes
 * before the first has done; a validation that meets two copies of one definition finds no children
 * in it, and so no error in what is missing there.
 */
final class BaseDefinitions extends DefaultProfileValidationSupport {

  BaseDefinitions(FhirContext context) {
    super(context);
  }

  @Override
  public synchronized List<IBaseResource> fetchAllConformanceResources() {
    return super.fetchAllConformanceResources();
  }

  @Override
  public synchronized <T extends IBaseResource> List<T> fetchAllStructureDefinitions() {
    return super.fetchAllStructureDefinitions();
  }

  @Override
  public synchronized <T extends IBaseResource> List<T> fetchAllNonBaseStructureDefinitions() {
    return super.fetchAllNonBaseStructureDefinitions();
  }

  @Override
  public synchronized IBaseResource fetchStructureDefinition(String url) {
    return super.fetchStructureDefinition(url);
  }

  /** They never change, and a copy read anew would not go with what is in use. */
  @Override
  public void flush() {}
}
