package parley.mappings.golden;

import ca.uhn.fhir.context.FhirContext;
import java.util.List;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;

/** Finds the literal references of a resource, wherever they stand. */
final class GoldenReferences {

  private GoldenReferences() {}

  static List<Reference> of(Resource resource) {
    return FhirContext.forR4Cached()
        .newTerser()
        .getAllPopulatedChildElementsOfType(resource, Reference.class)
        .stream()
        .filter(reference -> reference.hasReference() && !reference.getReference().startsWith("#"))
        .toList();
  }
}
