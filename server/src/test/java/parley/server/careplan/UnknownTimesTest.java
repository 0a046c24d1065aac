package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.Test;

/** A time that is said to be unknown has an extension and no value. */
class UnknownTimesTest {

  private static final LocalDate TODAY = Planned.TODAY;

  private final Planned person = Planned.begun("F32.1", "step-2");
  private final CarePlan plan = person.agreed("depression", TODAY.minusWeeks(9));

  /** Such as a message makes that changes an appointment nobody told of before. */
  @Test
  void anAppointmentOfUnknownTimeHoldsUpNothing() {
    var unknown =
        "{\"extension\":[{\"url\":\"http://hl7.org/fhir/StructureDefinition/data-absent-reason\","
            + "\"valueCode\":\"unknown\"}]}";
    var appointment = Planned.random();
    person.put(
        "Appointment/" + appointment,
        """
        {"resourceType":"Appointment","id":"%s","status":"booked","_start":%s,"_end":%s,
         "basedOn":[{"reference":"%s"}],
         "participant":[{"actor":{"reference":"%s"},"status":"accepted"}]}"""
            .formatted(appointment, unknown, unknown, person.referral, person.patient));
    assertThat(person.phq9(TODAY.minusDays(3), 1).statusCode()).isEqualTo(201);
    assertThat(person.due(person.stored(plan), "measure-phq-9"))
        .contains(TODAY.plusDays(4).toString());
  }
}
