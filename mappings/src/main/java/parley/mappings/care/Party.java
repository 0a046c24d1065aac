package parley.mappings.care;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.RecordIds;

/**
 * Somebody who takes part in care: an organisation, a practitioner, or a practitioner in the role
 * held at an organisation.
 *
 * @param organization the organisation, when named
 * @param practitioner the practitioner, when named
 * @param role the role, exactly when both are named
 */
public record Party(
    Optional<Organization> organization,
    Optional<Practitioner> practitioner,
    Optional<PractitionerRole> role) {

  /** A party of whatever is named; empty when neither is. */
  static Optional<Party> of(
      Optional<Organization> organization, Optional<Practitioner> practitioner) {
    if (organization.isEmpty() && practitioner.isEmpty()) {
      return Optional.empty();
    }
    var role = organization.flatMap(where -> practitioner.map(who -> role(where, who)));
    return Optional.of(new Party(organization, practitioner, role));
  }

  private static PractitionerRole role(Organization organization, Practitioner practitioner) {
    var role = new PractitionerRole();
    role.setId(
        RecordIds.of(
            "PractitionerRole",
            practitioner.getIdElement().getIdPart(),
            organization.getIdElement().getIdPart()));
    role.setPractitioner(reference(practitioner));
    role.setOrganization(reference(organization));
    return role;
  }

  /** Its resources, targets of references first. */
  public List<Resource> resources() {
    var resources = new ArrayList<Resource>();
    organization.ifPresent(resources::add);
    practitioner.ifPresent(resources::add);
    role.ifPresent(resources::add);
    return resources;
  }

  /** A reference to it, as exact as can be. */
  public Reference reference() {
    if (role.isPresent()) {
      return reference(role.get());
    }
    return practitioner.isPresent()
        ? reference(practitioner.get())
        : reference(organization.orElseThrow());
  }

  /** A relative literal reference to a resource that has an id. */
  public static Reference reference(Resource resource) {
    return new Reference(resource.fhirType() + '/' + resource.getIdElement().getIdPart());
  }
}
