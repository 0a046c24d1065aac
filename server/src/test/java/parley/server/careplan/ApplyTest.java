package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CarePlan.CarePlanStatus;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.terminology.Definitions;

/** {@code PlanDefinition/$apply}, and storing what it gives. */
class ApplyTest {

  private static final Planned PERSON = Planned.begun();
  private static final String OWN = PERSON.http.uri("/fhir").toString();
  private static final Planned OTHER = Planned.begun();

  static List<String> plans() {
    return Definitions.packaged(PlanDefinition.class).stream()
        .map(PlanDefinition::getIdPart)
        .toList();
  }

  @Test
  void aDraftIsGivenAndNothingIsStored() {
    var person = Planned.begun();
    var plan = person.applied("depression", "");
    assertThat(plan.getStatus()).isEqualTo(CarePlanStatus.DRAFT);
    assertThat(plan.getIdElement().hasIdPart()).isFalse();
    assertThat(plan.getAddresses())
        .extracting(Reference::getReference)
        .containsExactly("Condition/" + person.id);
    assertThat(plan.getContained()).hasSize(3);
    assertThat(person.activity(plan, "low-guided-self-help-book")).isPresent();
    assertThat(person.found("CarePlan?patient=" + person.patient)).isZero();
    assertThat(person.found("Goal?patient=" + person.patient)).isZero();
  }

  @Test
  void factsOfTheCourseDecide() {
    var severe = Planned.begun();
    assertThat(severe.phq9(Planned.TODAY, 2).statusCode()).isEqualTo(201);
    var cbt = severe.activity(severe.applied("depression", ""), "high-cbt").orElseThrow();
    assertThat(cbt.getDetail().getScheduledTiming().getRepeat().getCount()).isEqualTo(16);
    var stepped = Planned.begun("F32.1", "step-3");
    var counselling = stepped.applied("depression", "&therapy=286711000000107");
    assertThat(stepped.activity(counselling, "high-counselling")).isPresent();
    assertThat(stepped.activity(counselling, "low-guided-self-help-book")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("plans")
  void whatIsGivenCanBeStoredAndItsGoalsAreRecordsThen(String definition) {
    var person = Planned.begun();
    var plan = person.applied(definition, "");
    plan.setStatus(CarePlanStatus.ACTIVE);
    var stored = person.posted(plan);
    assertThat(stored.getContained()).isEmpty();
    assertThat(stored.getGoal()).hasSize(3);
    for (var reference : stored.getGoal()) {
      var goal =
          person.read(Goal.class, person.http.get("/fhir/" + reference.getReference()).body());
      assertThat(goal.getSubject().getReference()).isEqualTo(person.patient);
    }
    assertThat(person.found("Goal?patient=" + person.patient)).isEqualTo(3);
    assertThat(stored.getActivityFirstRep().getDetail().getGoalFirstRep().getReference())
        .startsWith("Goal/");
    assertThat(person.due(stored, "measure-phq-9")).contains(Planned.TODAY.toString());
    assertThat(stored.getCareTeam())
        .hasSize(person.activity(stored, "physical-team").isPresent() ? 1 : 0);
  }

  @Test
  void theTeamOfALongTermConditionIsARecordAndPerforms() {
    var person = Planned.begun("E11.9", "");
    var plan = person.posted(person.applied("diabetes", ""));
    var name = plan.getCareTeamFirstRep().getReference();
    var team = person.read(CareTeam.class, person.http.get("/fhir/" + name).body());
    assertThat(team.getParticipant())
        .extracting(one -> one.getRoleFirstRep().getText())
        .containsExactly("Therapist", "Diabetes team");
    assertThat(person.activity(plan, "physical-team").orElseThrow().getDetail().getPerformer())
        .extracting(Reference::getReference)
        .contains(name);
  }

  @Test
  void theTeamThatTheReferralBroughtTakesPart() {
    var person = Planned.begun("E11.9", "");
    var clinician = "Practitioner/" + Planned.random();
    person.put(
        clinician,
        "{\"resourceType\":\"Practitioner\",\"id\":\"%s\",\"name\":[{\"family\":\"CLINIC\"}]}"
            .formatted(clinician.substring(13)));
    person.put(
        "CareTeam/" + person.id,
        """
        {"resourceType":"CareTeam","id":"%s","status":"active","subject":{"reference":"%s"},
         "participant":[{"role":[{"text":"Physical health team"}],"member":{"reference":"%s"}}]}"""
            .formatted(person.id, person.patient, clinician));
    var named = "\"team\":[{\"reference\":\"CareTeam/%s\"}],\"patient\"".formatted(person.id);
    person.put(person.course, person.episode("active", "", "").replaceFirst("\"patient\"", named));
    var plan = person.posted(person.applied("diabetes", ""));
    var name = plan.getCareTeamFirstRep().getReference();
    var team = person.read(CareTeam.class, person.http.get("/fhir/" + name).body());
    assertThat(team.getParticipant())
        .extracting(one -> one.getRoleFirstRep().getText() + ' ' + one.getMember().getReference())
        .contains("Diabetes team " + clinician)
        .hasSize(2);
  }

  @Test
  void changingAPlanThatWasAppliedKeepsItsGoals() {
    var person = Planned.begun();
    var plan = person.agreed("depression", Planned.TODAY);
    plan.setTitle("Changed");
    var answer =
        person.http.putJson("/fhir/CarePlan/" + plan.getIdElement().getIdPart(), person.json(plan));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(person.read(CarePlan.class, answer.body()).getGoal()).hasSize(3);
    assertThat(person.found("Goal?patient=" + person.patient)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PlanDefinition/nobody/$apply?subject={P} | 404 | no such PlanDefinition",
        "PlanDefinition/$apply?subject={P} | 400 | planDefinition: is missing",
        "PlanDefinition/depression/$apply | 400 | subject: is missing",
        "PlanDefinition/depression/$apply?subject=Patient/nobody | 422 | subject",
        "PlanDefinition/depression/$apply?subject=Group/x | 400 | subject: is a reference to one Patient",
        "PlanDefinition/depression/$apply?subject={P}&subject={O} | 400 | subject: is given more than once",
        "PlanDefinition/depression/$apply?subject={P}&subject={P} | 400 | subject: is given more than once",
        "PlanDefinition/depression/$apply?subject=http://elsewhere.example/{P} | 400 | subject: is of another server",
        "PlanDefinition/depression/$apply?subject={P}&episode=https://elsewhere.example/fhir/EpisodeOfCare/x | 400 | episode: is of another server",
        "PlanDefinition/depression/$apply?subject={OWN}/{P} | 200 | CarePlan",
        "PlanDefinition/depression/$apply?subject={P}&episode=EpisodeOfCare/nobody | 422 | episode",
        "PlanDefinition/depression/$apply?subject={P}&episode=EpisodeOfCare/{OID} | 422 | another person",
        "PlanDefinition/depression/$apply?subject={P}&encounter=Encounter/nobody | 422 | encounter",
        "PlanDefinition/depression/$apply?subject={P}&practitioner=Practitioner/nobody | 422 | practitioner",
        "PlanDefinition/depression/$apply?subject={P}&organization=Organization/nobody | 422 | organization",
        "PlanDefinition/depression/$apply?subject={P}&therapy=449030000 | 422 | 748051000000105",
        "PlanDefinition/depression/$apply?subject={P}&subjet={P} | 400 | subjet: no parameter",
        "PlanDefinition/depression/$apply?subject={P}&planDefinition=x | 400 | planDefinition: is a resource",
        "CarePlan/nobody/$progress | 404 | no such CarePlan",
        "CarePlan/nobody/$document | 404 | no such CarePlan",
      })
  void badInputIsRefusedWithWhatIsWrong(String path, int status, String said) {
    var answer =
        PERSON.http.get(
            "/fhir/"
                + path.strip()
                    .replace("{P}", PERSON.patient)
                    .replace("{OWN}", OWN)
                    .replace("{OID}", OTHER.id)
                    .replace("{O}", OTHER.patient));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(said.strip());
  }

  @Test
  void aPlanInTheBodyIsAppliedAndOneTooManyRefused() {
    var definition = Definitions.packaged(PlanDefinition.class).get(0);
    var body =
        """
        {"resourceType":"Parameters","parameter":[
          {"name":"planDefinition","resource":%s},
          {"name":"subject","valueString":"%s"},
          {"name":"episode","valueReference":{"reference":"%s"}}]}"""
            .formatted(PERSON.json(definition), PERSON.patient, PERSON.course);
    var given = PERSON.http.postJson("/fhir/PlanDefinition/$apply", body);
    assertThat(given.statusCode()).as(given.body()).isEqualTo(200);
    assertThat(PERSON.read(CarePlan.class, given.body()).getTitle())
        .isEqualTo(definition.getTitle());
    var twice = PERSON.http.postJson("/fhir/PlanDefinition/depression/$apply", body);
    assertThat(twice.statusCode()).isEqualTo(400);
    assertThat(twice.body()).contains("planDefinition: conflicts");
  }

  @Test
  void aContactOfAnotherCourseConflictsWithTheEpisode() {
    var person = Planned.begun();
    var contact = Planned.random();
    person.put("Encounter/" + contact, person.contact(contact, Planned.TODAY, "01", "5", ""));
    var second = Planned.random();
    person.put(
        "EpisodeOfCare/" + second,
        """
        {"resourceType":"EpisodeOfCare","id":"%s","status":"active",
         "patient":{"reference":"%s"},"period":{"start":"%s"}}"""
            .formatted(second, person.patient, Planned.TODAY));
    var path = "/fhir/PlanDefinition/depression/$apply?subject=" + person.patient;
    assertThat(person.http.get(path).body()).contains("more than one open course");
    var conflict =
        person.http.get(
            path + "&encounter=Encounter/" + contact + "&episode=EpisodeOfCare/" + second);
    assertThat(conflict.statusCode()).as(conflict.body()).isEqualTo(422);
    assertThat(conflict.body()).contains("conflicts with the episode");
    var of = person.http.get(path + "&encounter=Encounter/" + contact);
    assertThat(of.statusCode()).as(of.body()).isEqualTo(200);
    assertThat(of.body()).contains(person.course, "Encounter/" + contact);
    person.put(person.course, person.discharged());
    assertThat(person.http.get(path + "&episode=" + person.course).body())
        .contains("the course of treatment has ended");
  }

  @Test
  void aPlanCanComeInATransactionWithItsPerson() {
    var plan = PERSON.applied("depression", "");
    var id = Planned.random();
    // The problem is the other person's; one who is new has none on record yet.
    var json =
        PERSON
            .json(plan)
            .replaceAll(",\"addresses\":\\[[^]]*]", "")
            .replace(PERSON.practitioner, "Practitioner/" + id);
    var bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
         {"resource":{"resourceType":"Patient","id":"{ID}"},
          "request":{"method":"PUT","url":"Patient/{ID}"}},
         {"resource":{"resourceType":"Practitioner","id":"{ID}"},
          "request":{"method":"PUT","url":"Practitioner/{ID}"}},
         {"resource":{"resourceType":"EpisodeOfCare","id":"{ID}","status":"active",
           "patient":{"reference":"Patient/{ID}"},"period":{"start":"2026-09-01"}},
          "request":{"method":"PUT","url":"EpisodeOfCare/{ID}"}},
         {"resource":{PLAN},"request":{"method":"PUT","url":"CarePlan/{ID}"}}]}"""
            .replace(
                "{PLAN}",
                json.replace(PERSON.patient, "Patient/" + id)
                    .replace(PERSON.course, "EpisodeOfCare/" + id)
                    .replaceFirst("\\{", "{\"id\":\"" + id + "\",")
                    .replace("\"draft\"", "\"active\""))
            .replace("{ID}", id);
    var answer = PERSON.http.postJson("/fhir", bundle);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(PERSON.found("Goal?patient=Patient/" + id)).isEqualTo(3);
    assertThat(PERSON.found("CarePlan?due=le" + Planned.TODAY + "&patient=Patient/" + id))
        .isEqualTo(1);
  }

  @Test
  void aPlanForAnotherPersonsCourseIsNotStored() {
    var plan = PERSON.applied("depression", "");
    plan.getExtension().get(0).setValue(new Reference(OTHER.course));
    var answer = PERSON.http.postJson("/fhir/CarePlan", PERSON.json(plan));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("an EpisodeOfCare of another patient than its own");
    assertThat(PERSON.found("Goal?patient=" + PERSON.patient)).isZero();
  }

  @Test
  void theOperationsAreInTheCapabilityStatement() {
    var metadata = PERSON.http.get("/fhir/metadata").body();
    assertThat(metadata).contains("\"apply\"", "\"progress\"", "\"document\"");
    assertThat(PERSON.found("PlanDefinition?_summary=count")).isEqualTo(plans().size());
  }
}
