package parley.mappings.appointment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.RecordIds;
import parley.mappings.care.OrganizationMapper;
import parley.mappings.care.Party;
import parley.mappings.hl7v2.Field;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/**
 * PL to Location: the place within a site (point of care, room, bed) as part of the site, or the
 * site alone. The site's ODS code (PL.4) is its identifier.
 */
final class LocationMapper {

  private LocationMapper() {}

  /**
   * A place as named.
   *
   * @param location the narrowest place named
   * @param resources it and what it refers to, targets first
   */
  record Place(Location location, List<Resource> resources) {}

  /** The place; empty when the PL names none. */
  static Optional<Place> place(Reading reading, Field.Repetition pl) {
    var resources = new ArrayList<Resource>();
    var organization = OrganizationMapper.place(pl.component(4), "");
    organization.ifPresent(resources::add);
    var site = organization.flatMap(LocationMapper::site);
    site.ifPresent(resources::add);
    var within =
        IntStream.rangeClosed(1, 3)
            .mapToObj(pl::component)
            .filter(part -> !part.isEmpty())
            .reduce((one, other) -> one + ' ' + other);
    if (within.isEmpty()) {
      return site.map(found -> new Place(found, List.copyOf(resources)));
    }
    var system = OwnSystems.identifier(reading.sender(), "location", pl.component(4));
    var location = new Location();
    location.setId(RecordIds.of("Location", system, within.get()));
    location.addIdentifier().setSystem(system).setValue(within.get());
    location.setName(pl.component(9).isEmpty() ? within.get() : pl.component(9));
    site.ifPresent(found -> location.setPartOf(Party.reference(found)));
    organization
        .filter(found -> site.isEmpty())
        .ifPresent(found -> location.setManagingOrganization(Party.reference(found)));
    resources.add(location);
    return Optional.of(new Place(location, List.copyOf(resources)));
  }

  /** Of an organisation that is a site; a trust is no place. */
  private static Optional<Location> site(Organization organization) {
    var identifier = organization.getIdentifierFirstRep();
    if (!Systems.ODS_SITE.equals(identifier.getSystem())) {
      return Optional.empty();
    }
    var site = new Location();
    site.setId(RecordIds.of("Location", identifier.getSystem(), identifier.getValue()));
    site.addIdentifier().setSystem(identifier.getSystem()).setValue(identifier.getValue());
    site.setManagingOrganization(Party.reference(organization));
    return Optional.of(site);
  }
}
