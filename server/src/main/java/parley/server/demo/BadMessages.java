package parley.server.demo;

import java.nio.charset.StandardCharsets;
import java.time.LocalTime;
import java.util.List;
import java.util.Random;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;
import parley.server.synth.Presentations;

/** The messages that are wrong on purpose, and two that are odd and must be taken all the same. */
final class BadMessages {

  private final GpRiverside riverside = new GpRiverside();
  private final GpHilltop hilltop = new GpHilltop();
  private final DiabetesClinic clinic = new DiabetesClinic();
  private final TrustPas pas = new TrustPas();
  private final DayScript script;
  private final Random random;
  private final Presentations presentations;

  BadMessages(DayScript script, long seed) {
    this.script = script;
    this.random = new Random(seed + 1);
    this.presentations = new Presentations(seed + 1);
  }

  /**
   * Writes them.
   *
   * @param people at least 7 people whom no other message is about
   */
  void write(List<MadePerson> people) {
    wrongTypes(people.get(0));
    noPatient();
    notOurs(people.get(1));
    noControlId(people.get(2));
    wrongCharset(people.get(3));
    reusedControlId(people.get(4));
    anotherPerson(people.get(5));
    oddButTaken(people.get(6));
  }

  private void wrongTypes(MadePerson person) {
    var account = script.slip(riverside, "P01", LocalTime.of(9, 5));
    var bar = new Er7();
    GpRiverside.header(bar, account, "BAR^P01^BAR_P01");
    GpRiverside.patient(bar, person);
    bad(riverside, account, "BAR^P01", bar, Outcome.AR, "a type that is not taken");
    var swap = script.slip(hilltop, "A17", LocalTime.of(11, 20));
    var adt = new Er7();
    GpHilltop.header(adt, swap, "ADT^A17");
    adt.segment("PID").set(3, person.nhsNumber() + "^^^NHS").set(5, person.family());
    bad(hilltop, swap, "ADT^A17", adt, Outcome.AR, "an ADT event that is not taken");
  }

  private void noPatient() {
    var first = script.slip(riverside, "I12", LocalTime.of(10, 15));
    var message = new Er7();
    GpRiverside.header(message, first, "REF^I12^REF_I12");
    GpRiverside.referralInformation(message, first, referral());
    bad(riverside, first, "REF^I12", message, Outcome.AE, "no PID: whom is it about?");
    var second = script.slip(clinic, "I12", LocalTime.of(14, 50));
    var file = new Er7();
    DiabetesClinic.header(file, second, referral());
    bad(clinic, second, "REF^I12", file, Outcome.AE, "no PID: whom is it about?");
  }

  private void notOurs(MadePerson person) {
    var stranger = script.slip(riverside, "I12", LocalTime.of(12, 30));
    var text = text(riverside.referral(stranger, person, referral()));
    bad(
        riverside,
        stranger,
        "REF^I12",
        text.replace(GpRiverside.APPLICATION + '|' + GpRiverside.FACILITY, "NOBODY|Y99999")
            .getBytes(StandardCharsets.UTF_8),
        Outcome.AR,
        "MSH-3 and MSH-4 of nobody we know");
    var web = script.slip(riverside, "", LocalTime.of(13, 10));
    bad(
        riverside,
        web,
        "not HL7 v2",
        "<referral><id>1</id></referral>".getBytes(StandardCharsets.UTF_8),
        Outcome.AR,
        "XML on the HL7 v2 port");
    var result = script.slip(clinic, "R01", LocalTime.of(15, 25));
    bad(
        clinic,
        result,
        "ORM^O01",
        text(clinic.referral(result, person, referral()))
            .replace("REF^R01^REF_I12", "ORM^O01^ORM_O01")
            .getBytes(StandardCharsets.UTF_8),
        Outcome.AR,
        "a type that is not taken");
  }

  private void noControlId(MadePerson person) {
    var slip = script.slip(hilltop, "I12", LocalTime.of(9, 45));
    var text = text(hilltop.referral(slip, person, referral()));
    bad(
        hilltop,
        slip,
        "REF^I12",
        text.replace(slip.controlId() + "|P|", "|P|").getBytes(StandardCharsets.ISO_8859_1),
        Outcome.AE,
        "MSH-10 is empty");
  }

  private void wrongCharset(MadePerson person) {
    var slip = script.slip(riverside, "I12", LocalTime.of(15, 5));
    var text = text(riverside.referral(slip, person, referral()));
    bad(
        riverside,
        slip,
        "REF^I12",
        text.replace("Oakhanger", "Oakhängér").getBytes(StandardCharsets.ISO_8859_1),
        Outcome.AE,
        "MSH-18 says UTF-8, the bytes are not");
  }

  private void reusedControlId(MadePerson person) {
    var slip = script.slip(pas, "A28", LocalTime.of(10, 40));
    script.good(pas, slip, person, "ADT", pas.demographics(slip, person), "person registered");
    var later = new Slip(slip.controlId(), "A31", slip.at().plusMinutes(50));
    script.add(
        pas,
        new Slip(script.unique("REUSED"), "A31", later.at()),
        "ADT^A31",
        person.nhsNumber(),
        pas.demographics(later, person.renamedAndMoved()).bytes(pas.charset()),
        Outcome.AR,
        "a control id used before, with other content");
  }

  private void anotherPerson(MadePerson person) {
    var first = script.slip(pas, "A28", LocalTime.of(9, 15));
    script.good(pas, first, person, "ADT", pas.demographics(first, person), "person registered");
    var other =
        new MadePerson(
            person.nhsNumber(),
            "Differing",
            person.given(),
            person.sex(),
            person.birthDate().minusYears(11).minusDays(40),
            person.street(),
            person.town(),
            person.postcode(),
            person.telephone(),
            person.ethnicCategory());
    var second = script.slip(pas, "A31", LocalTime.of(14, 30));
    script.add(
        pas,
        second,
        "ADT^A31",
        person.nhsNumber(),
        pas.demographics(second, other).bytes(pas.charset()),
        Outcome.AE,
        "the NHS number of somebody with another surname and date of birth: a person must decide");
  }

  private void oddButTaken(MadePerson person) {
    var first = script.slip(riverside, "I12", LocalTime.of(11, 55));
    var number = person.nhsNumber();
    var wrong =
        number.substring(0, 9) + (number.charAt(9) == '9' ? '0' : (char) (number.charAt(9) + 1));
    odd(
        riverside,
        first,
        "REF",
        text(riverside.referral(first, person, referral())).replace(number, wrong),
        "the NHS number fails its check: kept as unverified, with a warning");
    var second = script.slip(pas, "A28", LocalTime.of(16, 10));
    var birth = person.birthDate().toString().replace("-", "");
    odd(
        pas,
        second,
        "ADT",
        text(pas.demographics(second, person)).replace(birth, birth.substring(0, 4) + "1345"),
        "a date of birth in month 13: left out, with a warning");
  }

  private void odd(Office office, Slip slip, String code, String text, String why) {
    script.add(
        office,
        slip,
        code + '^' + slip.event(),
        slip.controlId(),
        text.getBytes(office.charset()),
        Outcome.AA,
        why);
  }

  private void bad(Office office, Slip slip, String type, Er7 body, Outcome expected, String why) {
    bad(office, slip, type, body.bytes(office.charset()), expected, why);
  }

  private void bad(
      Office office, Slip slip, String type, byte[] bytes, Outcome expected, String why) {
    script.add(office, slip, type, slip.controlId(), bytes, expected, why);
  }

  private Referral referral() {
    return Referral.of(script.unique("RF"), presentations.next(), random, 6);
  }

  private static String text(Er7 message) {
    return new String(message.bytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
