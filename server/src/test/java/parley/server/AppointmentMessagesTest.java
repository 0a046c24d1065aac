package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import parley.terminology.Systems;

/** Messages about appointments against what the store holds: course, order, whose they are. */
class AppointmentMessagesTest {

  private static final String BOOKED = "^^^202611100900^202611100950";

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  @Test
  void aMissedSessionIsOfTheCourseThatItsBookingNamed() {
    refer("AP-1r", 510, "R-AP-1");
    send("AP-1a", "S12", 1, 510, "AP-1", BOOKED, "R-AP-1^RXX");
    var booked = appointment("AP-1");
    assertThat(booked.getBasedOnFirstRep().getReference()).startsWith("ServiceRequest/");
    assertThat(contacts("AP-1").getEntry()).isEmpty();

    send("AP-1b", "S26", 2, 510, "AP-1", "", "");

    var contact = (Encounter) contacts("AP-1").getEntryFirstRep().getResource();
    var course =
        bundle(
            "/fhir/EpisodeOfCare?incoming-referral=" + booked.getBasedOnFirstRep().getReference());
    assertThat(contact.getEpisodeOfCareFirstRep().getReference())
        .isEqualTo("EpisodeOfCare/" + course.getEntryFirstRep().getResource().getIdPart());
    assertThat(contact.getStatus()).isEqualTo(EncounterStatus.CANCELLED);
    assertThat(contact.getPeriod().getStartElement().getValueAsString())
        .startsWith("2026-11-10T09:00");
    assertThat(contact.getParticipant()).hasSize(1);
    assertThat(attendance(contact)).isEqualTo("3");
    assertThat(appointment("AP-1").getStatus()).isEqualTo(AppointmentStatus.NOSHOW);
  }

  @Test
  void whatComesLateOrAgainChangesNothing() {
    send("AP-2a", "S12", 3, 511, "AP-2", BOOKED, "");
    send("AP-2b", "S26", 4, 511, "AP-2", "", "");
    var appointment = version(appointment("AP-2"));
    var contact = version(contacts("AP-2").getEntryFirstRep().getResource());

    send("AP-2c", "S12", 1, 511, "AP-2", "^^^202611110900^202611110950", "");
    send("AP-2d", "S15", 2, 511, "AP-2", "", "");
    send("AP-2e", "S12", 3, 511, "AP-2", BOOKED, "");
    send("AP-2f", "S26", 4, 511, "AP-2", "", "");

    assertThat(version(appointment("AP-2"))).isEqualTo(appointment);
    assertThat(version(contacts("AP-2").getEntryFirstRep().getResource())).isEqualTo(contact);
    assertThat(appointment("AP-2").getStatus()).isEqualTo(AppointmentStatus.NOSHOW);
  }

  @Test
  void whatCameBeforeItsBookingIsFilledByIt() {
    send("AP-3b", "S15", 2, 512, "AP-3", "", "");
    assertThat(appointment("AP-3").getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(appointment("AP-3").getStartElement().hasValue()).isFalse();

    send("AP-3a", "S12", 1, 512, "AP-3", BOOKED, "");

    assertThat(appointment("AP-3").getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(appointment("AP-3").getStartElement().hasValue()).isTrue();
    assertThat(contacts("AP-3").getEntry()).as("nobody said by whom").isEmpty();
  }

  @Test
  void aNumberUsedForAnotherPatientIsParkedAndChangesNothing() {
    send("AP-4a", "S12", 1, 513, "AP-4", BOOKED, "");
    var before = version(appointment("AP-4"));

    var answer = http.hl7(message("AP-4b", "S15", 2, 514, "AP-4", "", ""));

    assertThat(answer)
        .contains("MSA|AE|AP-4b")
        .contains("IDENTITY_CONFLICT")
        .contains("Appointment")
        .doesNotContain(Messages.nhsNumber(514));
    assertThat(version(appointment("AP-4"))).isEqualTo(before);
  }

  @Test
  void theReferralOfAnotherPatientLeadsToNoCourse() {
    refer("AP-5r", 515, "R-AP-5");
    send("AP-5a", "S26", 1, 516, "AP-5", BOOKED, "R-AP-5^RXX");

    assertThat(appointment("AP-5").getBasedOnFirstRep().hasReference()).isFalse();
    var contact = (Encounter) contacts("AP-5").getEntryFirstRep().getResource();
    assertThat(contact.hasEpisodeOfCare()).isFalse();
    assertThat(contact.getBasedOnFirstRep().getIdentifier().getValue()).isEqualTo("R-AP-5");
  }

  private void refer(String controlId, int person, String number) {
    var referral = Messages.referral(controlId, Messages.nhsNumber(person), number);
    assertThat(http.hl7(referral.replace(number + "^TESTGP", number + "^RXX"))).contains("MSA|AA|");
  }

  private void send(
      String controlId,
      String event,
      int minute,
      int person,
      String number,
      String times,
      String referral) {
    assertThat(http.hl7(message(controlId, event, minute, person, number, times, referral)))
        .contains("MSA|AA|" + controlId);
  }

  /** Only what is booked has a practitioner: what is left out of later messages stays. */
  private static String message(
      String controlId,
      String event,
      int minute,
      int person,
      String number,
      String times,
      String referral) {
    return "MSH|^~\\&|PAS|RXX|PARLEY|RXX|2026110208%02d00||SIU^%s|%s|P|2.4\n"
            .formatted(minute, event, controlId)
        + "SCH|%s^RXX||||||||||%s%s%s\n".formatted(number, times, "|".repeat(15), referral)
        + "PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2\n".formatted(Messages.nhsNumber(person))
        + (event.equals("S12") ? "AIP|1||C7654321^HOUSE^Greta\n" : "");
  }

  private Appointment appointment(String number) {
    var found = bundle("/fhir/Appointment?identifier=" + number);
    assertThat(found.getEntry()).hasSize(1);
    return (Appointment) found.getEntryFirstRep().getResource();
  }

  private Bundle contacts(String number) {
    return bundle("/fhir/Encounter?appointment=Appointment/" + appointment(number).getIdPart());
  }

  private static String attendance(Encounter contact) {
    var said = contact.getExtensionByUrl(Systems.structureDefinition("attendance")).getValue();
    return ((CodeableConcept) said).getCodingFirstRep().getCode();
  }

  private static String version(Resource resource) {
    return resource.getMeta().getVersionId();
  }

  private Bundle bundle(String search) {
    return gateway.fhir().newJsonParser().parseResource(Bundle.class, http.get(search).body());
  }
}
