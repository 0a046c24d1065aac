package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.held;
import static parley.server.practice.Service.random;

import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.server.RunningGateway;

/** Who had no supervision for four weeks. */
class SupervisionTest {

  private static final String AS_OF = "/worklists/supervision?as-of=2026-11-20";

  private final Service service = new Service(RunningGateway.shared());
  private final String supervisor = service.practitioner(held("11", "2015-09-01"));
  private final String therapist = service.practitioner(held("11", "2020-09-01"));
  private final String role = random();

  @Test
  void aSessionWithinTheWeeksTakesSomebodyOff() {
    service.role(role, therapist, supervisor + " 2026-01-01 ");
    assertThat(codes(AS_OF)).containsExactly("no-session");
    session(random(), "fulfilled", "2026-10-23", "");
    assertThat(codes(AS_OF)).containsExactly("no-session");
    var kept = random();
    session(kept, "booked", "2026-10-24", "");
    assertThat(codes(AS_OF)).containsExactly("no-session");
    session(kept, "fulfilled", "2026-10-24", "");
    assertThat(codes(AS_OF)).isEmpty();
    assertThat(codes(AS_OF + "&weeks=3")).containsExactly("no-session");
    assertThat(codes("/worklists/supervision?as-of=2026-11-21")).containsExactly("no-session");
    session(kept, "entered-in-error", "2026-10-24", "");
    var entry = service.worklist(AS_OF).get(0);
    assertThat(entry.path("practitioner").asText()).isEqualTo("Practitioner/" + therapist);
    assertThat(entry.path("lastSession").asText()).isEqualTo("2026-10-23");
    assertThat(entry.path("supervisors").get(0).asText()).isEqualTo("Practitioner/" + supervisor);
  }

  @Test
  void whoLeadsACourseWithoutANamedSupervisorStandsThereToo() {
    service.role(role, therapist);
    assertThat(codes(AS_OF)).isEmpty();
    service.course(therapist);
    assertThat(codes(AS_OF)).containsExactly("no-supervisor");
    assertThat(service.worklist(AS_OF).get(0).path("openCourses").asInt()).isEqualTo(1);
  }

  @Test
  void whoHasJustBegunIsNotYetDue() {
    service.role(role, therapist, supervisor + " 2026-11-01 ");
    assertThat(codes(AS_OF)).isEmpty();
    assertThat(codes("/worklists/supervision?as-of=2026-11-29")).containsExactly("no-session");
  }

  @Test
  void aPeriodThatIsWrittenAgainDoesNotPutOffWhoWasAtWorkBefore() {
    service.role(role, therapist, supervisor + " 2026-11-01 ");
    assertThat(codes(AS_OF)).isEmpty();
    var course = service.course(supervisor);
    var contact = random();
    service.contact(contact, course, "2026-10-24", "finished", therapist);
    assertThat(codes(AS_OF)).as("began within the weeks").doesNotContain("no-session");
    service.contact(contact, course, "2026-10-23", "finished", therapist);
    assertThat(of(AS_OF, therapist)).isEqualTo("no-session");
    service.contact(contact, course, "2026-10-23", "entered-in-error", therapist);
    assertThat(of(AS_OF, therapist)).isEmpty();
  }

  /** The post is on record from today on: five weeks later nobody who holds it has just begun. */
  @Test
  void theRecordOfThePostSaysSinceWhenSomebodyIsThere() {
    var today = LocalDate.now(ZoneId.of("Europe/London"));
    service.role(role, therapist, supervisor + " " + today.plusDays(30) + " ");
    assertThat(codes("/worklists/supervision?as-of=" + today.plusDays(35)))
        .containsExactly("no-session");
    assertThat(codes("/worklists/supervision?weeks=6&as-of=" + today.plusDays(35))).isEmpty();
  }

  @Test
  void whoTreatsInContactsAloneStandsThereToo() {
    var course = service.course(supervisor);
    service.contact(random(), course, "2026-10-24", "finished", therapist);
    assertThat(of(AS_OF, therapist)).isEqualTo("no-supervisor");
    assertThat(of("/worklists/supervision?as-of=2026-11-21", therapist)).isEmpty();
    var other = service.practitioner();
    service.contact(random(), course, "2026-10-24", "entered-in-error", other);
    assertThat(of(AS_OF, other)).isEmpty();
    var entry =
        service.worklist(AS_OF).stream()
            .filter(one -> one.path("practitioner").asText().endsWith(therapist))
            .findFirst()
            .orElseThrow();
    assertThat(entry.path("services").get(0).asText()).isEqualTo("Organization/" + service.id);
    assertThat(entry.path("openCourses").asInt()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"declined", "tentative", "needs-action"})
  void whoDidNotAcceptWasNotThere(String status) {
    service.role(role, therapist, supervisor + " 2026-01-01 ");
    session(random(), "fulfilled", "2026-11-10", status);
    assertThat(codes(AS_OF)).containsExactly("no-session");
  }

  @Test
  void aSessionWithoutSupervisorOrWithAPatientIsRefusedWhereTheProfileIsClaimed() {
    var claimed =
        json(random(), "fulfilled", "2026-11-10", "accepted")
            .replace(
                "\"status\":\"fulfilled\"",
                "\"meta\":{\"profile\":[\"https://parley.example/fhir/StructureDefinition/"
                    + "supervision-session\"]},\"status\":\"fulfilled\"")
            .replace("\"code\":\"supervisor\"", "\"code\":\"supervisee\"");
    var answer = service.http.postJson("/fhir/Appointment", claimed);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("par-supervision-1");
  }

  @Test
  void aSessionStillToComeHasNotTakenPlace() {
    var today = LocalDate.now(ZoneId.of("Europe/London"));
    var id = random();
    var early = put(id, "fulfilled", today.plusDays(1));
    assertThat(early.statusCode()).as(early.body()).isEqualTo(422);
    assertThat(early.body()).contains("Appointment.status", "has not taken place");
    assertThat(put(id, "booked", today.plusDays(1)).statusCode()).isEqualTo(201);
    assertThat(put(random(), "fulfilled", today.minusDays(1)).statusCode()).isEqualTo(201);
  }

  private HttpResponse<String> put(String id, String status, LocalDate day) {
    return service.http.putJson(
        "/fhir/Appointment/" + id, json(id, status, day.toString(), "accepted"));
  }

  /** What the list says of one person, empty when they are not on it. */
  private String of(String path, String person) {
    return service.worklist(path).stream()
        .filter(entry -> entry.path("practitioner").asText().equals("Practitioner/" + person))
        .map(entry -> entry.path("code").asText())
        .collect(Collectors.joining());
  }

  private List<String> codes(String path) {
    return service.worklist(path).stream().map(entry -> entry.path("code").asText()).toList();
  }

  private void session(String id, String status, String day, String supervisee) {
    service.put(
        "Appointment/" + id, json(id, status, day, supervisee.isEmpty() ? "accepted" : supervisee));
  }

  private String json(String id, String status, String day, String supervisee) {
    return """
        {"resourceType":"Appointment","id":"%s","status":"%s",
         "appointmentType":{"coding":[
           {"system":"https://parley.example/fhir/CodeSystem/supervision","code":"session"}]},
         "start":"%sT09:00:00Z","end":"%sT10:00:00Z","participant":[
          {"type":[{"coding":[{"code":"supervisor",
            "system":"https://parley.example/fhir/CodeSystem/supervision"}]}],
           "actor":{"reference":"Practitioner/%s"},"status":"accepted"},
          {"type":[{"coding":[{"code":"supervisee",
            "system":"https://parley.example/fhir/CodeSystem/supervision"}]}],
           "actor":{"reference":"Practitioner/%s"},"status":"%s"}]}"""
        .formatted(id, status, day, day, supervisor, therapist, supervisee);
  }
}
