package parley.mappings.person;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Patient.ContactComponent;
import org.hl7.fhir.r4.model.Period;
import parley.mappings.care.Contacts;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Codes;
import parley.mappings.reading.Reading;

/** NK1 (next of kin and other contacts) to Patient.contact. */
final class ContactMapper {

  private final Reading reading;
  private final Codes codes;
  private final Contacts contacts;

  ContactMapper(Reading reading) {
    this.reading = reading;
    this.codes = reading.codes();
    this.contacts = new Contacts(reading);
  }

  /** One contact for each segment that has details of one (FHIR R4 constraint pat-1). */
  List<ContactComponent> contacts(List<Segment> nextOfKin) {
    return nextOfKin.stream()
        .filter(nk1 -> !nk1.field(1).isNull())
        .map(this::contact)
        .filter(contact -> contact.hasName() || contact.hasTelecom() || contact.hasAddress())
        .toList();
  }

  private ContactComponent contact(Segment nk1) {
    var contact = new ContactComponent();
    codes.table("relationship", nk1, 3, nk1.field(3).value()).ifPresent(contact::addRelationship);
    codes.table("contact-role", nk1, 7, nk1.field(7).value()).ifPresent(contact::addRelationship);
    contacts.names(nk1, 2).stream().findFirst().ifPresent(contact::setName);
    var telecoms = new ArrayList<>(contacts.telecoms(nk1, 5, "PRN"));
    telecoms.addAll(contacts.telecoms(nk1, 6, "WPN"));
    contact.setTelecom(telecoms);
    contacts.addresses(nk1, 4).stream().findFirst().ifPresent(contact::setAddress);
    codes
        .code("sex", nk1, 15, nk1.field(15).value())
        .map(AdministrativeGender::fromCode)
        .ifPresent(contact::setGender);
    period(nk1, contact);
    return contact;
  }

  private void period(Segment nk1, ContactComponent contact) {
    var period = new Period();
    reading.dateTime(nk1, 8).ifPresent(period::setStartElement);
    reading.dateTime(nk1, 9).ifPresent(period::setEndElement);
    if (!period.isEmpty()) {
      contact.setPeriod(period);
    }
  }
}
