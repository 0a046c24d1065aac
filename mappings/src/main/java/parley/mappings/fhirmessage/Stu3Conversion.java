package parley.mappings.fhirmessage;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.convertors.factory.VersionConvertorFactory_30_40;
import org.hl7.fhir.dstu3.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.dstu3.model.ReferralRequest;
import org.hl7.fhir.dstu3.model.Resource;
import org.hl7.fhir.r4.model.Bundle;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * STU3 resources as R4, by HL7's own converter; the ReferralRequest, which that does not know
 * because R4 has the ServiceRequest in its place, by ours. A Bundle is converted entry by entry, so
 * that one resource without counterpart does not take the others with it.
 */
final class Stu3Conversion {

  private Stu3Conversion() {}

  /**
   * Converts.
   *
   * @param warnings gets one for each resource left out
   * @return empty when the resource itself has no counterpart
   */
  static Optional<org.hl7.fhir.r4.model.Resource> convert(Resource sent, List<Problem> warnings) {
    return sent instanceof org.hl7.fhir.dstu3.model.Bundle bundle
        ? Optional.of(bundle(bundle, warnings))
        : one(sent);
  }

  private static Bundle bundle(org.hl7.fhir.dstu3.model.Bundle sent, List<Problem> warnings) {
    var bundle = new Bundle();
    bundle.setId(sent.getIdElement().getIdPart());
    if (sent.hasType()) {
      bundle.setType(Bundle.BundleType.fromCode(sent.getType().toCode()));
    }
    if (sent.hasIdentifier()) {
      bundle
          .getIdentifier()
          .setSystem(sent.getIdentifier().getSystem())
          .setValue(sent.getIdentifier().getValue());
    }
    for (BundleEntryComponent entry : sent.getEntry()) {
      if (!entry.hasResource()) {
        continue;
      }
      var converted = convert(entry.getResource(), warnings);
      if (converted.isPresent()) {
        bundle.addEntry().setFullUrl(entry.getFullUrl()).setResource(converted.get());
      } else {
        warnings.add(
            Problem.warning(
                ProblemCode.NOT_CARRIED,
                entry.getResource().fhirType(),
                "the STU3 resource has no counterpart in R4; it stays in the journal",
                "Nothing need be done unless the content matters; then send it as a document."));
      }
    }
    return bundle;
  }

  private static Optional<org.hl7.fhir.r4.model.Resource> one(Resource sent) {
    if (sent instanceof ReferralRequest referral) {
      return Optional.of(Stu3Referral.convert(referral));
    }
    try {
      return Optional.ofNullable(VersionConvertorFactory_30_40.convertResource(sent));
    } catch (org.hl7.fhir.exceptions.FHIRException unknown) {
      return Optional.empty();
    }
  }
}
