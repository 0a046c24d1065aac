package parley.terminology.guide;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.ValidationSupportContext;
import java.util.List;
import org.hl7.fhir.common.hapi.validation.support.PrePopulatedValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.SnapshotGeneratingValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;

/** Gives profiles and extensions, which are kept as differentials, their snapshots. */
final class Snapshots {

  private final SnapshotGeneratingValidationSupport generator;
  private final ValidationSupportContext context;

  /**
   * @param definitions StructureDefinitions that may refer to one another; their bases are those of
   *     FHIR R4 itself
   */
  Snapshots(List<? extends Resource> definitions) {
    var fhir = FhirContext.forR4Cached();
    var own = new PrePopulatedValidationSupport(fhir);
    definitions.forEach(own::addResource);
    generator = new SnapshotGeneratingValidationSupport(fhir);
    context =
        new ValidationSupportContext(
            new ValidationSupportChain(new DefaultProfileValidationSupport(fhir), own, generator));
  }

  /**
   * Adds the snapshot to a definition.
   *
   * @return the same definition
   * @throws IllegalStateException when the differential does not fit its base
   */
  StructureDefinition complete(StructureDefinition definition) {
    var completed =
        generator.generateSnapshot(
            context, definition, definition.getUrl(), "", definition.getName());
    if (!(completed instanceof StructureDefinition whole) || !whole.hasSnapshot()) {
      throw new IllegalStateException("no snapshot could be made of " + definition.getUrl());
    }
    return whole;
  }
}
