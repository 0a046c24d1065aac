package parley.mappings.practice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.terminology.Systems;

class SupervisionSessionsTest {

  @ParameterizedTest
  @CsvSource({"accepted,true", "declined,false", "tentative,false", "needs-action,false", ",false"})
  void onlyWhoAcceptedWasThere(String status, boolean there) {
    var appointment = new Appointment();
    var one = appointment.addParticipant();
    one.addType().addCoding().setSystem(Systems.codeSystem("supervision")).setCode("supervisee");
    one.setActor(new Reference("PractitionerRole/r"));
    if (status != null) {
      one.setStatus(ParticipationStatus.fromCode(status));
    }
    assertThat(SupervisionSessions.present(appointment, "supervisee"))
        .isEqualTo(there ? List.of("PractitionerRole/r") : List.of());
    assertThat(SupervisionSessions.present(appointment, "supervisor")).isEmpty();
  }

  /** In winter England has the day of UTC. */
  private static final Instant NOW = Instant.parse("2026-11-22T23:30:00Z");

  @ParameterizedTest
  @CsvSource({
    "session, fulfilled, 2026-11-22T09:00:00Z, false",
    "session, fulfilled, 2026-11-22T23:59:00Z, false",
    "session, fulfilled, 2026-11-23T00:00:00Z, true",
    "session, fulfilled, 2027-11-22T09:00:00Z, true",
    "session, booked, 2027-11-22T09:00:00Z, false",
    "other, fulfilled, 2027-11-22T09:00:00Z, false"
  })
  void aSessionOfADayToComeHasNotTakenPlace(
      String type, String status, Instant start, boolean wrong) {
    var appointment = new Appointment().setStatus(AppointmentStatus.fromCode(status));
    appointment.setStart(Date.from(start));
    appointment.setAppointmentType(
        new CodeableConcept(new Coding(Systems.codeSystem("supervision"), type, "")));
    assertThat(SupervisionSessions.problem(appointment, NOW).isPresent()).isEqualTo(wrong);
  }
}
