package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.CBT;
import static parley.server.practice.Service.held;
import static parley.server.practice.Service.inTraining;
import static parley.server.practice.Service.random;

import java.util.List;
import org.junit.jupiter.api.Test;
import parley.server.RunningGateway;

/** Whoever is named by a PractitionerRole is asked about like the Practitioner whose role it is. */
class TreatingByRoleTest {

  private static final String AS_OF = "/worklists/supervision?as-of=2026-11-20";
  private static final String UNQUALIFIED = "/worklists/unqualified";

  private final Service service = new Service(RunningGateway.shared());
  private final String therapist = service.practitioner(held("11", "2020-09-01"));
  private final String id = random();
  private final String role = "PractitionerRole/" + id;

  TreatingByRoleTest() {
    service.role(id, therapist);
  }

  @Test
  void aCourseLedByARoleIsOnTheCaseloadOfItsPractitioner() {
    var byRole = service.course(role);
    var byName = service.course(therapist);
    assertThat(courses(therapist)).containsExactlyInAnyOrder(byRole, byName);
    assertThat(Caseload.value(Caseload.of(service, therapist, "").course(byRole), "care-manager"))
        .isEqualTo(therapist);
    var supervisor = service.practitioner(held("11", "2015-09-01"));
    var post = random();
    service.role(post, therapist, supervisor + " 2026-01-01 ");
    assertThat(Caseload.of(service, supervisor, "?scope=supervisees").courses())
        .containsExactlyInAnyOrder(byRole, byName);
    var other = service.practitioner();
    service.role(id, other);
    assertThat(courses(therapist)).containsExactly(byName);
    assertThat(courses(other)).containsExactly(byRole);
  }

  @Test
  void aRoleThatIsNotActiveAnyMoreStillTellsWhoseCourseItIs() {
    var course = service.course(role);
    var body = service.http.get("/fhir/" + role).body();
    var inactive = body.replaceAll("\"active\":\\s*true", "\"active\":false");
    assertThat(inactive).isNotEqualTo(body);
    service.send("/fhir/" + role, inactive);
    assertThat(courses(therapist)).containsExactly(course);
  }

  @Test
  void anActivityGivenByARoleIsJudgedByTheQualificationOfItsPractitioner() {
    var course = service.course(therapist);
    var contact = random();
    service.contact(contact, course, "2026-10-05", "finished");
    var activity = random();
    var answer = service.activity(activity, course, contact, CBT, role);
    assertThat(answer.headers().allValues("Parley-Warning")).isEmpty();
    assertThat(service.worklist(UNQUALIFIED)).isEmpty();
    assertThat(service.worklist(UNQUALIFIED + "?kind=unknown")).isEmpty();
    service.qualify(therapist, held("10", "2020-09-01"));
    var entry = service.worklist(UNQUALIFIED).get(0);
    assertThat(entry.path("code").asText()).isEqualTo("no-qualification");
    assertThat(entry.path("practitioners")).hasSize(1);
    assertThat(entry.path("practitioners").get(0).asText()).isEqualTo("Practitioner/" + therapist);
    var again = service.activity(activity, course, contact, CBT, role, therapist);
    assertThat(again.headers().firstValue("Parley-Warning").orElse(""))
        .contains("no-qualification");
    assertThat(service.worklist(UNQUALIFIED).get(0).path("practitioners")).hasSize(1);
    service.qualify(therapist, held("11", "2020-09-01"));
    assertThat(service.worklist(UNQUALIFIED)).isEmpty();
  }

  @Test
  void aRoleWithoutAPractitionerTellsOfNobody() {
    var vacant = random();
    service.put(
        "PractitionerRole/" + vacant, "{\"resourceType\":\"PractitionerRole\",\"id\":\"%s\"}");
    var course = service.course(therapist);
    var contact = random();
    service.contact(contact, course, "2026-10-05", "finished");
    var answer = service.activity(random(), course, contact, CBT, "PractitionerRole/" + vacant);
    assertThat(answer.headers().firstValue("Parley-Warning").orElse("")).contains("no-performer");
    var entry = service.worklist(UNQUALIFIED + "?kind=unknown").get(0);
    assertThat(entry.path("code").asText()).isEqualTo("no-performer");
    assertThat(entry.path("practitioners")).isEmpty();
  }

  @Test
  void aSupervisorMayBeNamedByARole() {
    var trainee = service.practitioner(inTraining("11"));
    var course = service.course(therapist);
    var contact = random();
    service.contact(contact, course, "2026-10-05", "finished");
    service.activity(random(), course, contact, CBT, trainee);
    assertThat(service.worklist(UNQUALIFIED)).hasSize(1);
    service.role(random(), trainee, role + " 2026-01-01 ");
    assertThat(service.worklist(UNQUALIFIED)).isEmpty();
    var led = service.course(trainee);
    assertThat(Caseload.of(service, therapist, "?scope=supervisees").courses())
        .containsExactly(led);
  }

  @Test
  void nobodySupervisesThemselvesByARoleOfTheirs() {
    var trainee = service.practitioner(inTraining("11"));
    var post = random();
    service.role(post, trainee);
    service.role(post, trainee, "PractitionerRole/" + post + " 2026-01-01 ");
    var course = service.course(trainee);
    var contact = random();
    service.contact(contact, course, "2026-10-05", "finished");
    service.activity(random(), course, contact, CBT, trainee);
    assertThat(service.worklist(UNQUALIFIED).get(0).path("code").asText())
        .isEqualTo("no-supervisor");
    assertThat(on(AS_OF)).containsExactly("Practitioner/" + trainee + " no-supervisor 1");
    assertThat(Caseload.of(service, trainee, "?scope=supervisees").courses()).isEmpty();
  }

  @Test
  void theSupervisionListKnowsWhoeverTreatsOrIsSupervisedByARole() {
    var course = service.course(role);
    assertThat(on(AS_OF)).containsExactly("Practitioner/" + therapist + " no-supervisor 1");
    service.course(course, course, therapist, "active");
    assertThat(on(AS_OF)).containsExactly("Practitioner/" + therapist + " no-supervisor 1");
    var other = service.practitioner();
    var of = random();
    service.role(of, other);
    var contact = random();
    service.contact(contact, course, "2026-11-10", "finished", "PractitionerRole/" + of);
    assertThat(on(AS_OF)).contains("Practitioner/" + other + " no-supervisor 0");
    var supervisor = service.practitioner(held("11", "2015-09-01"));
    var by = random();
    service.role(by, supervisor);
    service.put("Appointment/" + random(), session("PractitionerRole/" + by, role));
    assertThat(on(AS_OF)).containsExactly("Practitioner/" + other + " no-supervisor 0");
    service.put(
        "Appointment/" + random(), session("Practitioner/" + other, "PractitionerRole/" + of));
    assertThat(on(AS_OF)).as("nobody supervises themselves").hasSize(1);
  }

  private List<String> courses(String practitioner) {
    return Caseload.of(service, practitioner, "").courses();
  }

  private List<String> on(String path) {
    return service.worklist(path).stream()
        .map(
            entry ->
                entry.path("practitioner").asText()
                    + ' '
                    + entry.path("code").asText()
                    + ' '
                    + entry.path("openCourses").asInt())
        .toList();
  }

  private static String session(String supervisor, String supervisee) {
    return """
        {"resourceType":"Appointment","id":"%%s","status":"fulfilled",
         "appointmentType":{"coding":[
           {"system":"https://parley.example/fhir/CodeSystem/supervision","code":"session"}]},
         "start":"2026-11-10T09:00:00Z","end":"2026-11-10T10:00:00Z","participant":[
          {"type":[{"coding":[{"code":"supervisor",
            "system":"https://parley.example/fhir/CodeSystem/supervision"}]}],
           "actor":{"reference":"%s"},"status":"accepted"},
          {"type":[{"coding":[{"code":"supervisee",
            "system":"https://parley.example/fhir/CodeSystem/supervision"}]}],
           "actor":{"reference":"%s"},"status":"accepted"}]}"""
        .formatted(supervisor, supervisee);
  }
}
