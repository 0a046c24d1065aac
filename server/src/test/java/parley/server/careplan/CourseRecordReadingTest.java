package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Procedure.ProcedureStatus;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.careplan.PlanRecords;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseResources;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

/** What a plan is told of the sessions of its course. */
class CourseRecordReadingTest {

  private static final String CBT = "304891004";
  private static final String COUNSELLING = "1026131000000100";

  private final List<Encounter> contacts = new ArrayList<>();
  private final List<Procedure> activities = new ArrayList<>();
  private final List<Appointment> appointments = new ArrayList<>();

  @Test
  void aMissedAppointmentWithoutAContactIsNamedAsWhatItIs() {
    var missed = new Appointment();
    missed.setId("Appointment/a1");
    missed.setStatus(AppointmentStatus.NOSHOW);
    missed.setAppointmentType(coded("nhs-appointment-type", "02"));
    missed.setStartElement(new InstantType("2026-09-08T10:00:00Z"));
    missed.addBasedOn(new Reference("ServiceRequest/r1"));
    appointments.add(missed);
    var session = sessions().get(0);
    assertThat(session.missed()).isTrue();
    assertThat(session.record().getReference()).isEqualTo("Appointment/a1");
  }

  @Test
  void everyCodingOfAnActivitySaysWhatItWas() {
    contact("c1");
    activity("p1", ProcedureStatus.COMPLETED, CBT + ":363702006=1", COUNSELLING + "+" + CBT);
    var session = sessions().get(0);
    assertThat(session.treatment()).isTrue();
    assertThat(session.record().getReference()).isEqualTo("Encounter/c1");
    assertThat(session.activities())
        .extracting(PlanRecords.Activity::therapy)
        .containsExactly(CBT, COUNSELLING);
    assertThat(session.activities())
        .extracting(one -> one.record().getReference())
        .containsOnly("Procedure/p1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"not-done", "preparation", "entered-in-error"})
  void anActivityThatWasNotGivenIsNone(String status) {
    contact("c1");
    activity("p1", ProcedureStatus.fromCode(status), CBT);
    activity("p2", ProcedureStatus.COMPLETED, COUNSELLING);
    assertThat(sessions().get(0).activities())
        .extracting(PlanRecords.Activity::therapy)
        .containsExactly(COUNSELLING);
  }

  /** Said to be without the therapy: it is not a session of the plan's only one by default. */
  @ParameterizedTest
  @ValueSource(strings = {"not-done", "preparation"})
  void aContactWhoseActivitiesWereNotGivenIsNoTreatment(String status) {
    contact("c1");
    activity("p1", ProcedureStatus.fromCode(status), CBT);
    var session = sessions().get(0);
    assertThat(session.activities()).isEmpty();
    assertThat(session.treatment()).isFalse();
  }

  /** It was not done because the person did not come: a missed session of that therapy. */
  @Test
  void whatWasNotDoneSaysWhatWasMissed() {
    contact("c1", "3");
    activity("p1", ProcedureStatus.NOTDONE, CBT);
    var session = sessions().get(0);
    assertThat(session.missed()).isTrue();
    assertThat(session.activities()).extracting(PlanRecords.Activity::therapy).containsExactly(CBT);
  }

  @Test
  void aContactWithoutActivitiesOrWithMistakesAloneIsWhatItsTypeSays() {
    contact("c1");
    assertThat(sessions().get(0).treatment()).isTrue();
    activity("p1", ProcedureStatus.ENTEREDINERROR, CBT);
    assertThat(sessions().get(0).treatment()).isTrue();
  }

  private List<PlanRecords.Session> sessions() {
    var episode = new EpisodeOfCare();
    episode.setId("EpisodeOfCare/e1");
    episode.setStatus(EpisodeOfCare.EpisodeOfCareStatus.ACTIVE);
    episode.addReferralRequest(new Reference("ServiceRequest/r1"));
    episode.getPeriod().setStartElement(new DateTimeType("2026-09-01"));
    var resources =
        new CourseResources(episode, List.of(), contacts, activities, List.of(), appointments);
    var read = (CourseReading.Read) new CourseReader(Scales.packaged()).read(resources);
    return CourseRecordReading.of(resources, read.course(), appointments, List.of()).sessions();
  }

  private void contact(String id) {
    contact(id, "5");
  }

  private void contact(String id, String attendance) {
    var contact = new Encounter();
    contact.setId("Encounter/" + id);
    contact.setStatus(EncounterStatus.FINISHED);
    contact.addType(coded("nhs-appointment-type", "02"));
    contact.addExtension(
        Systems.structureDefinition("attendance"),
        coded("nhs-attended-or-did-not-attend", attendance));
    contact.getPeriod().setStartElement(new DateTimeType("2026-09-08T10:00:00Z"));
    contacts.add(contact);
  }

  private void activity(String id, ProcedureStatus status, String... codes) {
    var activity = new Procedure();
    activity.setId("Procedure/" + id);
    activity.setStatus(status);
    for (var code : codes) {
      activity.getCode().addCoding(new Coding().setSystem(Systems.SNOMED_CT).setCode(code));
    }
    activity.setEncounter(new Reference("Encounter/c1"));
    activities.add(activity);
  }

  private static CodeableConcept coded(String system, String code) {
    return new CodeableConcept(new Coding().setSystem(Systems.codeSystem(system)).setCode(code));
  }
}
