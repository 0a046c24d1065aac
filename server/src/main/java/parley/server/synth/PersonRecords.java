package parley.server.synth;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import parley.terminology.Systems;

/** The person of a referral, and what of their life bears on it. */
final class PersonRecords {

  private static final List<String> EMPLOYMENT =
      List.of("01", "02", "03", "04", "05", "06", "08", "ZZ");
  private static final List<String> MEDICATION = List.of("01", "02", "03", "UU", "ZZ");

  private final MadeReferral of;
  private final MadeIds ids;

  PersonRecords(MadeReferral of, MadeIds ids) {
    this.of = of;
    this.ids = ids;
  }

  Reference reference() {
    return new Reference("Patient/" + ids.patient());
  }

  Patient patient() {
    var person = of.person();
    var patient = new Patient();
    patient.setId(ids.patient());
    patient.setMeta(RecordParts.profile("patient"));
    identifiers(patient);
    RecordParts.extend(
        patient, "stated-gender", "nhs-person-stated-gender", String.valueOf(person.sex()));
    if (!of.has(PlantedError.INVALID_ETHNIC_CATEGORY)) {
      patient.addExtension(
          new Extension(
              Systems.EXT_ETHNIC_CATEGORY,
              RecordParts.concept(Systems.UKCORE_ETHNIC_CATEGORY, person.ethnicCategory())));
    }
    patient.addName(
        new HumanName()
            .setUse(HumanName.NameUse.OFFICIAL)
            .setFamily(person.family())
            .addGiven(person.given()));
    patient.addTelecom(
        new ContactPoint()
            .setSystem(ContactPoint.ContactPointSystem.PHONE)
            .setUse(ContactPoint.ContactPointUse.MOBILE)
            .setValue(person.telephone()));
    patient.setGender(
        person.sex() == '1' ? AdministrativeGender.MALE : AdministrativeGender.FEMALE);
    patient.setBirthDateElement(new DateType(person.birthDate().toString()));
    patient.addAddress(address());
    patient.addGeneralPractitioner(practice());
    return patient;
  }

  private void identifiers(Patient patient) {
    if (!of.has(PlantedError.MISSING_NHS_NUMBER)) {
      var number = patient.addIdentifier();
      number.setSystem(Systems.NHS_NUMBER).setValue(of.person().nhsNumber());
      number.addExtension(
          new Extension(
              Systems.EXT_NHS_NUMBER_STATUS,
              RecordParts.concept(Systems.UKCORE_NHS_NUMBER_STATUS, "01")));
    }
    var local = new Identifier();
    local.setSystem(of.service().system("local")).setValue(of.localPatient());
    local.setType(RecordParts.concept(Systems.v2Table("0203"), "MR"));
    local.setAssigner(new Reference().setIdentifier(ods(of.service().code())));
    patient.addIdentifier(local);
  }

  static Identifier ods(String code) {
    return new Identifier().setSystem(Systems.ODS_ORGANISATION).setValue(code);
  }

  private Address address() {
    var address =
        new Address()
            .setUse(Address.AddressUse.HOME)
            .addLine(of.person().street())
            .setCity(of.person().town());
    postcode(of).ifPresent(address::setPostalCode);
    return address;
  }

  /** As it was written, planted errors included. */
  static Optional<String> postcode(MadeReferral of) {
    var right = of.person().postcode();
    if (of.has(PlantedError.MISSING_POSTCODE)) {
      return Optional.empty();
    }
    return Optional.of(
        of.has(PlantedError.POSTCODE_WITHOUT_SPACE) ? right.replace(" ", "") : right);
  }

  /** ODS code of the practice where the person is registered. */
  static String practice(MadeReferral of) {
    var practices = of.service().practices();
    return practices.get(of.owner() % practices.size());
  }

  private Reference practice() {
    var practice = new Reference().setIdentifier(ods(practice(of)));
    var moved = LocalDate.of(2005 + of.owner() % 15, 5, 1);
    var born = of.person().birthDate();
    var registered = new Period();
    registered.setStartElement(new DateTimeType((moved.isBefore(born) ? born : moved).toString()));
    practice.addExtension(
        new Extension(Systems.structureDefinition("gp-registration-period"), registered));
    return practice;
  }

  /** The presenting complaint, told of at the first contact that took place. */
  Condition complaint(LocalDate recorded) {
    var condition = condition("problem", "presenting-problem", "presenting-complaint");
    condition.setCode(
        new CodeableConcept(
            new Coding(Systems.ICD_10, of.complaint().code(), of.complaint().display())));
    var months = 3 + (of.n() * 7) % 60;
    condition.setOnset(new DateTimeType(recorded.minusMonths(months).toString().substring(0, 7)));
    condition.setRecordedDateElement(new DateTimeType(recorded.toString()));
    return condition;
  }

  List<Condition> longTermCondition() {
    var conditions = new ArrayList<Condition>();
    of.longTermCondition()
        .ifPresent(
            code -> {
              var condition = condition("long-term", "long-term-condition", "co-morbidity");
              condition.setCode(RecordParts.concept(Systems.SNOMED_CT, code));
              conditions.add(condition);
            });
    return conditions;
  }

  private Condition condition(String what, String profile, String category) {
    var condition = new Condition();
    condition.setId(ids.own("Condition", what));
    condition.setMeta(RecordParts.profile(profile));
    condition.setClinicalStatus(RecordParts.concept(Systems.CONDITION_CLINICAL, "active"));
    condition.addCategory(RecordParts.concept(Systems.UKCORE_CONDITION_CATEGORY, category));
    condition.setSubject(reference());
    return condition;
  }

  /** Employment and medication, asked at the first contact that took place. */
  List<Observation> circumstances(MadeContact asked) {
    var employment = fact("employment", "employment-status", asked);
    employment.setValue(
        RecordParts.national(
            "nhs-employment-status", EMPLOYMENT.get(of.owner() % EMPLOYMENT.size())));
    var medication = fact("psychotropic-medication", "psychotropic-medication", asked);
    medication.setValue(
        RecordParts.national(
            "nhs-psychotropic-medication-usage", MEDICATION.get(of.n() % MEDICATION.size())));
    medication.setEncounter(new Reference("Encounter/" + ids.contact(asked)));
    return List.of(employment, medication);
  }

  private Observation fact(String profile, String code, MadeContact asked) {
    var fact = new Observation();
    fact.setId(ids.own("Observation", code));
    fact.setMeta(RecordParts.profile(profile));
    fact.setStatus(Observation.ObservationStatus.FINAL);
    fact.setCode(RecordParts.national("social-fact", code));
    fact.setSubject(reference());
    fact.setEffective(new DateTimeType(asked.at().toLocalDate().toString()));
    return fact.addPerformer(reference());
  }
}
