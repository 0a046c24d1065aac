package parley.mappings.selfreferral;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;
import parley.mappings.Person;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.person.NhsNumber;
import parley.mappings.person.Surname;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/**
 * Who referred themselves. A number that the person states leads to their record where all that
 * they say of themselves agrees with it; else they are somebody new until a person has looked.
 *
 * @param bundle the person, the practice they name and their Patient
 * @param patient id of the Patient, provisional or the one that is known
 * @param sure whether an NHS number says who it is
 * @param doubted whether an NHS number was stated that is not believed
 */
record ReferredPerson(RecordBundle bundle, String patient, boolean sure, boolean doubted) {

  /** NHS Data Dictionary GENERAL MEDICAL PRACTICE CODE: a letter and five digits. */
  private static final Pattern PRACTICE = Pattern.compile("[A-Z]\\d{5}");

  /**
   * What a form says less surely than a record does, and does not change in one; what the person
   * alone can say (gender, contact, language) does.
   */
  private static final Set<String> FOR_THE_NEW =
      Set.of("active", "name", "birthDate", "gender", "generalPractitioner");

  /** Reads the person; faults are noted in the answers. */
  static ReferredPerson of(
      FormAnswers answers,
      Terminology terminology,
      DateTimeType authored,
      String response,
      Identity identity) {
    var reader = new PersonAnswers(answers, terminology);
    var patient = reader.patient(authored);
    var stated = reader.nhsNumber();
    var number = stated.filter(it -> identity.numberTrusted());
    var key =
        number
            .map(it -> new Person.Key(Systems.NHS_NUMBER, it.value()))
            .orElseGet(() -> new Person.Key(Systems.identifier("self-referral"), response));
    var id = identity.patient().orElseGet(() -> RecordIds.of("Patient", key.system(), key.value()));
    patient.setId(id);
    identifier(patient, key, number);
    var entries = new ArrayList<Entry>();
    practice(answers, patient)
        .ifPresent(practice -> entries.add(Write.always(practice, Set.of("name"))));
    entries.add(new Write(patient, Set.of(), new When.Always(), FOR_THE_NEW));
    var person = new Person(id, List.of(key), surname(patient), birthDate(patient));
    return new ReferredPerson(
        new RecordBundle(List.of(person), entries),
        id,
        number.isPresent(),
        stated.isPresent() && number.isEmpty());
  }

  private static void identifier(Patient patient, Person.Key key, Optional<NhsNumber> number) {
    var identifier = patient.addIdentifier().setSystem(key.system()).setValue(key.value());
    number.ifPresent(
        it ->
            identifier.addExtension(
                Systems.EXT_NHS_NUMBER_STATUS,
                new CodeableConcept(
                    new Coding(
                        Systems.UKCORE_NHS_NUMBER_STATUS, "02", "Number present but not traced"))));
  }

  private static Optional<Organization> practice(FormAnswers answers, Patient patient) {
    var name = answers.text("practice.name");
    var code = answers.text("practice.ods-code").map(it -> it.toUpperCase(Locale.ROOT));
    if (code.isPresent() && !PRACTICE.matcher(code.get()).matches()) {
      answers.note(
          "practice.ods-code",
          ProblemCode.INVALID_VALUE,
          "is no code of a GP practice: a letter and five digits",
          "Have it corrected, or send the name of the practice alone.");
      return Optional.empty();
    }
    if (code.isEmpty()) {
      name.ifPresent(it -> patient.addGeneralPractitioner(new Reference().setDisplay(it)));
      return Optional.empty();
    }
    var practice = new Organization();
    practice.setId(RecordIds.of("Organization", Systems.ODS_ORGANISATION, code.get()));
    practice.addIdentifier().setSystem(Systems.ODS_ORGANISATION).setValue(code.get());
    name.ifPresent(practice::setName);
    patient.addGeneralPractitioner(new Reference("Organization/" + practice.getIdPart()));
    return Optional.of(practice);
  }

  private static @Nullable String surname(Patient patient) {
    var family = patient.getNameFirstRep().getFamily();
    return family == null ? null : Surname.comparable(family);
  }

  private static @Nullable String birthDate(Patient patient) {
    return patient.hasBirthDate() ? patient.getBirthDateElement().getValueAsString() : null;
  }
}
