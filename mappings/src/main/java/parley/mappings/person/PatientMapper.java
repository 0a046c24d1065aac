package parley.mappings.person;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Person;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordIds;
import parley.mappings.Sender;
import parley.mappings.care.Contacts;
import parley.mappings.care.Parties;
import parley.mappings.care.Party;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Codes;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** PID, PD1 and NK1 to a UK Core Patient. */
public final class PatientMapper {

  private final Reading reading;
  private final Codes codes;
  private final Contacts contacts;
  private final Segment pid;
  private final Patient patient = new Patient();
  private final Set<String> cleared = new HashSet<>();
  private final List<Resource> others = new ArrayList<>();

  private PatientMapper(Reading reading, Segment pid) {
    this.reading = reading;
    this.codes = reading.codes();
    this.contacts = new Contacts(reading);
    this.pid = pid;
  }

  /**
   * Maps the person a message is about. A message is about one: ORU^R01 and others may repeat PID
   * with what belongs to it, and what follows the second would be stored on the first.
   *
   * @return empty when the message does not say who that is; the problem is noted, as is a second
   *     PID
   */
  public static Optional<PersonRecord> map(Reading reading) {
    var pid = reading.needed("PID");
    reading.onlyOne("PID", "Send one message for each patient.");
    return pid.flatMap(one -> new PatientMapper(reading, one).patient());
  }

  private Optional<PersonRecord> patient() {
    var identifiers = PatientIdentifiers.read(reading.sender(), pid, 3, 2, 4);
    identifiers.problems().forEach(reading::note);
    if (identifiers.keys().isEmpty()) {
      PatientIdentifiers.noteNobody(
          reading,
          pid,
          3,
          "the message does not say who it is about",
          "Send the NHS number, the local patient number or both in PID-3.");
      return Optional.empty();
    }
    var strongest = identifiers.keys().get(0);
    var provisional = RecordIds.of("Patient", strongest.system(), strongest.value());
    patient.setId(reading.inbound().patientIds().getOrDefault(provisional, provisional));
    ethnicCategory();
    patient.setIdentifier(withStatus(identifiers));
    names();
    telecoms();
    gender();
    birthDate();
    death();
    addresses();
    maritalStatus();
    nextOfKin();
    communication();
    generalPractitioner();
    return Optional.of(new PersonRecord(person(identifiers.keys()), patient, cleared, others));
  }

  private Person person(List<Person.Key> keys) {
    var family =
        patient.getName().stream()
            .filter(name -> name.getUse() != HumanName.NameUse.MAIDEN)
            .map(HumanName::getFamily)
            .filter(name -> name != null)
            .map(Surname::comparable)
            .filter(name -> !name.isEmpty())
            .findFirst();
    return new Person(
        patient.getIdElement().getIdPart(),
        keys,
        family.orElse(null),
        patient.hasBirthDate() ? patient.getBirthDateElement().getValueAsString() : null);
  }

  private void ethnicCategory() {
    var told = reading.told(Sender.Fact.ETHNIC_CATEGORY);
    if (told.isEmpty()) {
      return;
    }
    if (told.get().field().isNull()) {
      cleared.add("extension:" + Systems.EXT_ETHNIC_CATEGORY);
      return;
    }
    codes
        .table("ethnic-category", told.get().segment(), told.get().number(), told.get().value())
        .ifPresent(concept -> patient.addExtension(Systems.EXT_ETHNIC_CATEGORY, concept));
  }

  private List<Identifier> withStatus(PatientIdentifiers found) {
    var status = NhsNumberStatus.read(reading, pid, found.status());
    status.ifPresent(
        extension ->
            found.identifiers().stream()
                .filter(one -> one.getSystem().equals(Systems.NHS_NUMBER))
                .forEach(one -> one.addExtension(extension)));
    for (var one : found.told()) {
      codes
          .table("identifier-type", pid, one.field(), one.type())
          .ifPresent(one.identifier()::setType);
    }
    return new ArrayList<>(found.identifiers());
  }

  private void names() {
    patient.setName(contacts.names(pid, 5));
    for (var alias : contacts.names(pid, 9)) {
      patient.addName(alias.hasUse() ? alias : alias.setUse(HumanName.NameUse.NICKNAME));
    }
    clearWhenNull(5, "name");
    clearWhenNull(9, "name:nickname");
  }

  private void telecoms() {
    var telecoms = new ArrayList<ContactPoint>(contacts.telecoms(pid, 13, "PRN"));
    telecoms.addAll(contacts.telecoms(pid, 14, "WPN"));
    patient.setTelecom(telecoms);
    cleared.addAll(contacts.deleted(pid, 13, "PRN"));
    cleared.addAll(contacts.deleted(pid, 14, "WPN"));
  }

  private void gender() {
    var code = pid.field(8).value();
    var gender = codes.code("sex", pid, 8, code);
    gender.map(AdministrativeGender::fromCode).ifPresent(patient::setGender);
    if (gender.isEmpty() && !code.isEmpty()) {
      // On the resource: a gender without a value fails the value set it is bound to.
      patient.addExtension(codes.kept(pid, 8, code));
      cleared.add("gender");
    }
    if (!pid.field(8).isEmpty()) {
      cleared.add(Codes.KEPT);
    }
    clearWhenNull(8, "gender");
  }

  private void birthDate() {
    reading.date(pid, 7).filter(this::isPast).ifPresent(this::born);
    clearWhenNull(7, "birthDate");
  }

  private void born(DateType date) {
    // The time of birth, when told, in the extension that UK Core names for it.
    var value = pid.field(7).value();
    if (value.length() >= 12) {
      reading.dateTime(pid, 7).ifPresent(time -> date.addExtension(Systems.EXT_BIRTH_TIME, time));
    }
    patient.setBirthDateElement(date);
  }

  private boolean isPast(DateType date) {
    if (!date.getValue().toInstant().isAfter(reading.inbound().receivedAt())) {
      return true;
    }
    reading.note(
        Problem.warning(
            ProblemCode.INVALID_VALUE,
            pid.location(7),
            "the date of birth is after the day the message came; it was left out of the record",
            "Correct the date and send the message again."));
    return false;
  }

  /** PID-29 when, PID-30 whether. */
  private void death() {
    var died = reading.dateTime(pid, 29);
    if (died.isPresent()) {
      patient.setDeceased(died.get());
    } else if (pid.field(30).value().equalsIgnoreCase("Y")) {
      patient.setDeceased(new BooleanType(true));
    } else if (pid.field(30).value().equalsIgnoreCase("N")) {
      patient.setDeceased(new BooleanType(false));
    }
    // A date that is deleted does not stay behind the word that the person died.
    clearWhenNull(29, "deceased");
    if (!patient.hasDeceased()) {
      clearWhenNull(30, "deceased");
    }
  }

  private void addresses() {
    patient.setAddress(contacts.addresses(pid, 11));
    clearWhenNull(11, "address");
  }

  private void maritalStatus() {
    codes
        .table("marital-status", pid, 16, pid.field(16).value())
        .ifPresent(patient::setMaritalStatus);
    clearWhenNull(16, "maritalStatus");
  }

  private void nextOfKin() {
    var nextOfKin = reading.message().all("NK1");
    patient.setContact(new ContactMapper(reading).contacts(nextOfKin));
    if (nextOfKin.stream().anyMatch(nk1 -> nk1.field(1).isNull() || nk1.field(2).isNull())) {
      cleared.add("contact");
    }
  }

  /** PID-15, where it is a code of ISO 639-1, as the FHIR value set requires. */
  private void communication() {
    var code = pid.field(15).value().toLowerCase(Locale.ROOT);
    if (Locale.getISOLanguages().length > 0 && Set.of(Locale.getISOLanguages()).contains(code)) {
      var coding = new org.hl7.fhir.r4.model.Coding().setSystem("urn:ietf:bcp:47").setCode(code);
      patient.addCommunication().setLanguage(new CodeableConcept(coding));
    } else if (!code.isEmpty()) {
      reading.note(
          Problem.warning(
              ProblemCode.UNMAPPED_CODE,
              pid.location(15),
              "the language is not a two-letter code of ISO 639-1; it was left out of the record",
              "Send the language as a code of ISO 639-1, such as en."));
    }
    clearWhenNull(15, "communication");
  }

  private void generalPractitioner() {
    var pd1 = reading.message().first("PD1");
    if (pd1.isEmpty()) {
      return;
    }
    var practice = Parties.generalPractice(reading, pd1.get());
    practice.map(Party::resources).ifPresent(others::addAll);
    practice
        .flatMap(Party::organization)
        .map(Party::reference)
        .ifPresent(patient::addGeneralPractitioner);
    practice
        .filter(party -> party.practitioner().isPresent())
        .map(Party::reference)
        .ifPresent(patient::addGeneralPractitioner);
    if (pd1.get().field(3).isNull()) {
      cleared.add("generalPractitioner:Organization");
    }
    if (pd1.get().field(4).isNull()) {
      cleared.add("generalPractitioner:Practitioner");
    }
  }

  private void clearWhenNull(int field, String element) {
    if (pid.field(field).isNull()) {
      cleared.add(element);
    }
  }
}
