package parley.mappings.care;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Practitioner;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;

/** The parties that segments name. */
public final class Parties {

  private Parties() {}

  /** The general practice of PD1-3 and general practitioner of PD1-4, first repetitions. */
  public static Optional<Party> generalPractice(Reading reading, Segment pd1) {
    var organization =
        firstOf(pd1.field(3)).flatMap(xon -> OrganizationMapper.fromXon(reading, xon));
    var practitioner =
        firstOf(pd1.field(4))
            .flatMap(
                xcn -> PractitionerMapper.fromXcn(reading, xcn, "sender " + reading.sender().id()));
    return Party.of(organization, practitioner);
  }

  /**
   * The provider of a PRD segment: a practitioner by PRD-7 number and PRD-2 name, an organisation
   * by PRD-7 or PRD-10 code or PRD-4.4 facility.
   *
   * @param within what a practitioner without a number is identified by besides the name
   */
  public static Optional<Party> provider(Reading reading, Segment prd, String within) {
    var organization = providerOrganization(reading, prd);
    var name = firstOf(prd.field(2)).flatMap(Names::fromXpn);
    var number = practitionerNumber(prd);
    var practitioner =
        number.isPresent()
            ? PractitionerMapper.named(
                reading, number.get().component(1), number.get().component(2), name, within)
            : PractitionerMapper.named(reading, "", "", name, within);
    var party = Party.of(organization, practitioner);
    party.ifPresent(found -> addDetails(reading, prd, found));
    return party;
  }

  private static Optional<Field.Repetition> practitionerNumber(Segment prd) {
    return prd.field(7).repetitions().stream()
        .filter(identifier -> !identifier.component(1).isEmpty())
        .filter(identifier -> !isOrganisation(identifier))
        .findFirst();
  }

  private static Optional<Organization> providerOrganization(Reading reading, Segment prd) {
    var coded =
        prd.field(7).repetitions().stream()
            .filter(identifier -> !identifier.component(1).isEmpty())
            .filter(Parties::isOrganisation)
            .findFirst()
            .flatMap(
                identifier ->
                    OrganizationMapper.place(identifier.component(1), labels(identifier)));
    if (coded.isPresent()) {
      return coded;
    }
    var affiliated =
        firstOf(prd.field(10)).flatMap(xon -> OrganizationMapper.fromXon(reading, xon));
    if (affiliated.isPresent()) {
      return affiliated;
    }
    var facility = prd.field(4).component(4);
    return facility.isEmpty()
        ? Optional.empty()
        : OrganizationMapper.named(reading, facility, "", prd.field(4).component(9));
  }

  /** A PRD-7 repetition is an organisation's when it says ODS, or has no practitioner's form. */
  private static boolean isOrganisation(Field.Repetition identifier) {
    var labels = labels(identifier);
    if (OrganizationMapper.saysOds(labels)) {
      return true;
    }
    return labels.isBlank()
        && !PractitionerMapper.isRegistered(identifier.component(1))
        && OwnSystems.looksLikeOds(identifier.component(1));
  }

  private static String labels(Field.Repetition identifier) {
    return identifier.component(2) + ' ' + identifier.component(3);
  }

  /**
   * Address and telephone of PRD-3 and PRD-5 are the practitioner's, or else the organisation's.
   */
  private static void addDetails(Reading reading, Segment prd, Party party) {
    var contacts = new Contacts(reading);
    var addresses = contacts.addresses(prd, 3);
    var telecoms = contacts.telecoms(prd, 5, "WPN");
    if (party.practitioner().isPresent()) {
      addTo(party.practitioner().get(), addresses, telecoms);
    } else {
      party.organization().ifPresent(where -> where.setAddress(addresses).setTelecom(telecoms));
    }
  }

  private static void addTo(
      Practitioner practitioner, List<Address> addresses, List<ContactPoint> telecoms) {
    practitioner.setTelecom(telecoms).setAddress(addresses);
  }

  private static Optional<Field.Repetition> firstOf(Field field) {
    return field.hasValue() ? Optional.of(field.repetitions().get(0)) : Optional.empty();
  }
}
