package parley.mappings.selfreferral;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations.AdministrativeGender;
import org.hl7.fhir.r4.model.HumanName;
import org.hl7.fhir.r4.model.Patient;
import parley.mappings.ProblemCode;
import parley.mappings.person.NhsNumber;
import parley.terminology.England;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/** Who the person says they are and how they can be reached, as elements of a Patient. */
final class PersonAnswers {

  private static final Pattern POSTCODE = Pattern.compile("[A-Z]{1,2}[0-9][0-9A-Z]? [0-9][A-Z]{2}");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()-]{7,25}");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]+");
  private static final int OLDEST = 130;
  private static final Set<String> LANGUAGES = Set.copyOf(Arrays.asList(Locale.getISOLanguages()));

  private final FormAnswers answers;
  private final Terminology terminology;
  private final Patient patient = new Patient();

  PersonAnswers(FormAnswers answers, Terminology terminology) {
    this.answers = answers;
    this.terminology = terminology;
  }

  /**
   * Reads all of it; faults are noted.
   *
   * @param authored when the form was answered, which no birth date is after
   */
  Patient patient(DateTimeType authored) {
    patient.setActive(true);
    name();
    birthDate(authored);
    gender();
    coded("circumstances.armed-forces", "armed-forces");
    address();
    telecom("contact.mobile", "mobile", ContactPointSystem.PHONE, ContactPointUse.MOBILE, PHONE);
    telecom("contact.phone", "phone", ContactPointSystem.PHONE, ContactPointUse.HOME, PHONE);
    telecom("contact.email", "email", ContactPointSystem.EMAIL, ContactPointUse.HOME, EMAIL);
    reachable();
    language();
    return patient;
  }

  /** The NHS number that the person states, if its check digit is right. */
  Optional<NhsNumber> nhsNumber() {
    var told = answers.text("person.nhs-number");
    var number = told.flatMap(NhsNumber::read);
    if (told.isPresent() && number.isEmpty()) {
      answers.note(
          "person.nhs-number",
          ProblemCode.NHS_NUMBER_CHECK,
          "is no NHS number: ten digits, the last of which checks the others",
          "Have it corrected, or leave it out: nobody needs one to refer themselves.");
    }
    return number;
  }

  private void name() {
    var name = new HumanName().setUse(HumanName.NameUse.OFFICIAL);
    answers.text("person.family").ifPresent(name::setFamily);
    answers.text("person.given").ifPresent(name::addGiven);
    patient.addName(name);
    answers
        .text("person.known-as")
        .ifPresent(
            known ->
                patient.addName(new HumanName().setUse(HumanName.NameUse.USUAL).setText(known)));
  }

  private void birthDate(DateTimeType authored) {
    answers
        .date("person.birth-date")
        .ifPresent(
            date -> {
              patient.setBirthDateElement(date.copy());
              var day = date.getValueAsString();
              var today =
                  authored.hasValue()
                      ? LocalDate.ofInstant(authored.getValue().toInstant(), England.TIME)
                      : LocalDate.MAX;
              if (day.length() < 10
                  || LocalDate.parse(day).isAfter(today)
                  || LocalDate.parse(day).plusYears(OLDEST).isBefore(today)) {
                answers.note(
                    "person.birth-date",
                    ProblemCode.OUT_OF_RANGE,
                    "is not the whole date of birth of somebody alive",
                    "Send year, month and day.");
              }
            });
  }

  private void gender() {
    coded("person.stated-gender", "stated-gender");
    coded("person.gender-identity", "gender-identity");
    coded("person.gender-same-at-birth", "gender-identity-same-at-birth");
    answers
        .choice("person.stated-gender")
        .map(stated -> terminology.translate(Systems.conceptMap("sex"), stated.getCode()))
        .filter(Translation.Found.class::isInstance)
        .map(found -> ((Translation.Found) found).coding().getCode())
        .ifPresent(code -> patient.setGender(AdministrativeGender.fromCode(code)));
  }

  private void coded(String linkId, String extension) {
    answers
        .choice(linkId)
        .ifPresent(
            code ->
                patient.addExtension(
                    Systems.structureDefinition(extension), new CodeableConcept(plain(code))));
  }

  static Coding plain(Coding code) {
    return new Coding(code.getSystem(), code.getCode(), code.getDisplay());
  }

  private void address() {
    var address = new Address().setUse(Address.AddressUse.HOME);
    answers.text("contact.address").ifPresent(address::addLine);
    answers.text("contact.town").ifPresent(address::setCity);
    answers.text("contact.postcode").flatMap(this::postcode).ifPresent(address::setPostalCode);
    if (address.hasLine() || address.hasPostalCode()) {
      patient.addAddress(address);
    }
  }

  private Optional<String> postcode(String told) {
    var letters = told.replaceAll("\\s", "").toUpperCase(Locale.ROOT);
    var split = Math.max(0, letters.length() - 3);
    var postcode = letters.substring(0, split) + ' ' + letters.substring(split);
    if (POSTCODE.matcher(postcode).matches()) {
      return Optional.of(postcode);
    }
    answers.note(
        "contact.postcode",
        ProblemCode.INVALID_VALUE,
        "has not the form of a postcode",
        "Have it corrected, or leave it out.");
    return Optional.empty();
  }

  private void telecom(
      String linkId, String way, ContactPointSystem system, ContactPointUse use, Pattern form) {
    var preferred = answers.choice("contact.preferred").filter(it -> way.equals(it.getCode()));
    var told = answers.text(linkId);
    if (told.isEmpty()) {
      preferred.ifPresent(
          it ->
              answers.note(
                  "contact.preferred",
                  ProblemCode.CONTRADICTION,
                  "names a way of contact that item " + linkId + " does not give",
                  "Have " + linkId + " filled in, or another way preferred."));
      return;
    }
    if (!form.matcher(told.get()).matches()) {
      answers.note(
          linkId,
          ProblemCode.INVALID_VALUE,
          "has not the form of what it asks for",
          "Have it corrected, or leave it out.");
      return;
    }
    var point = patient.addTelecom().setSystem(system).setUse(use).setValue(told.get());
    preferred.ifPresent(it -> point.setRank(1));
  }

  private void reachable() {
    var ways = new ArrayList<>(List.of("contact.mobile", "contact.phone", "contact.email"));
    ways.add("contact.postcode");
    if (ways.stream().noneMatch(answers::has)) {
      answers.note(
          "contact.mobile",
          ProblemCode.MISSING_FIELD,
          "and the other ways of contact have no answer, so nobody can reach the person",
          "Have a telephone number, an email address or a postal address filled in.");
    }
  }

  private void language() {
    var code = answers.text("language.preferred").map(it -> it.toLowerCase(Locale.ROOT));
    if (code.isPresent() && !LANGUAGES.contains(code.get())) {
      answers.note(
          "language.preferred",
          ProblemCode.INVALID_VALUE,
          "is no language code",
          "Send the two letters of ISO 639-1, such as en.");
    } else {
      code.ifPresent(
          language ->
              patient
                  .addCommunication()
                  .setPreferred(true)
                  .setLanguage(new CodeableConcept(new Coding("urn:ietf:bcp:47", language, null))));
    }
    answers
        .yes("language.interpreter")
        .ifPresent(
            needed ->
                patient.addExtension(
                    "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired",
                    new BooleanType(needed)));
  }
}
