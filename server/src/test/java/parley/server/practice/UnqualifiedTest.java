package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.CBT;
import static parley.server.practice.Service.held;
import static parley.server.practice.Service.inTraining;
import static parley.server.practice.Service.random;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.OperationOutcome.IssueSeverity;
import org.hl7.fhir.r4.model.Procedure;
import org.junit.jupiter.api.Test;
import parley.server.RunningGateway;

/** Activities outside the qualification rule: the warning, and the worklist through corrections. */
class UnqualifiedTest {

  private static final String WORKLIST = "/worklists/unqualified";

  private final Service service = new Service(RunningGateway.shared());
  private final String qualified = service.practitioner(held("11", "2020-09-01"));
  private final String course = service.course(qualified);
  private final String contact = random();
  private final String activity = random();

  UnqualifiedTest() {
    service.contact(contact, course, "2026-10-05", "finished");
  }

  @Test
  void whatAQualifiedPersonGaveIsNotWarnedOf() {
    var answer = service.activity(activity, course, contact, CBT, qualified);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().allValues("Parley-Warning")).isEmpty();
    assertThat(outcome(answer.body()).getIssue())
        .noneMatch(issue -> issue.getSeverity() == IssueSeverity.WARNING);
    assertThat(codes()).isEmpty();
  }

  @Test
  void whatSomebodyElseGaveIsStoredWithAWarningAndStandsInTheWorklistUntilCorrected() {
    var other = service.practitioner(held("10", "2020-09-01"));
    var answer = service.activity(activity, course, contact, CBT, other);
    assertThat(answer.statusCode()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Parley-Warning").orElse(""))
        .startsWith("Qualification rule, no-qualification: ");
    var warning = issue(answer.body());
    assertThat(warning.getDiagnostics()).contains("no-qualification").doesNotContain(other);
    assertThat(warning.getExpression().get(0).getValue()).isEqualTo("Procedure.performer");

    var entry = service.worklist(WORKLIST).get(0);
    assertThat(entry.path("activity").asText()).isEqualTo("Procedure/" + activity);
    assertThat(entry.path("code").asText()).isEqualTo("no-qualification");
    assertThat(entry.path("day").asText()).isEqualTo("2026-10-05");
    assertThat(entry.path("course").asText()).isEqualTo("EpisodeOfCare/" + course);
    assertThat(entry.path("practitioners").get(0).asText()).isEqualTo("Practitioner/" + other);
    assertThat(counts()).containsExactly(1L, 1L, 0L);

    service.qualify(other, held("10", "2020-09-01"), held("11", "2026-10-05"));
    assertThat(codes()).isEmpty();
    assertThat(counts()).containsExactly(1L, 0L, 0L);
    service.qualify(other, held("11", "2026-10-06"));
    assertThat(codes()).containsExactly("no-supervisor");
    service.contact(contact, course, "2026-10-06", "finished");
    assertThat(codes()).isEmpty();
    service.contact(contact, course, "2026-10-01", "finished");
    service.activity(activity, course, contact, CBT, qualified);
    assertThat(codes()).isEmpty();
  }

  @Test
  void aTraineeStandsThereUntilTheirSupervisorIsNamedForThatDay() {
    var trainee = service.practitioner(inTraining("11"));
    var role = random();
    service.activity(activity, course, contact, CBT, trainee);
    assertThat(codes()).containsExactly("no-supervisor");
    service.role(role, trainee, qualified + " 2026-10-05 2026-10-05");
    assertThat(codes()).isEmpty();
    service.role(role, trainee, qualified + " 2026-10-06 ");
    assertThat(codes()).containsExactly("no-supervisor");
    service.role(role, trainee, trainee + " 2026-01-01 ");
    assertThat(codes()).containsExactly("no-supervisor");
    service.role(role, trainee, qualified + " 2026-01-01 ");
    assertThat(codes()).isEmpty();
    assertThat(service.http.delete("/fhir/PractitionerRole/" + role).statusCode()).isEqualTo(200);
    assertThat(codes()).containsExactly("no-supervisor");
  }

  @Test
  void theDayOfTheContactCountsAndEveryCoding() {
    var lapsed =
        service.practitioner(
            held("11", "2020-09-01")
                .replace("\"2020-09-01\"", "\"2020-09-01\",\"end\":\"2026-09-30\""));
    var dated =
        service
            .activityJson(activity, course, contact, CBT, lapsed)
            .replace("\"performer\":", "\"performedDateTime\":\"2026-09-01\",\"performer\":");
    assertThat(
            service
                .send("/fhir/Procedure/" + activity, dated)
                .headers()
                .firstValue("Parley-Warning"))
        .hasValueSatisfying(text -> assertThat(text).contains("lapsed"));
    assertThat(codes()).containsExactly("lapsed");
    var two =
        service
            .activityJson(activity, course, contact, CBT, service.practitioner())
            .replace(
                "\"coding\":[",
                "\"coding\":[{\"system\":\"http://snomed.info/sct\",\"code\":\"71388002\"},");
    service.send("/fhir/Procedure/" + activity, two);
    assertThat(codes()).containsExactly("no-qualification");
  }

  @Test
  void aSupervisorWithoutQualificationOrInARoleThatIsNotActiveDoesNotCount() {
    var trainee = service.practitioner(inTraining("11"));
    var supervisor = service.practitioner();
    var role = random();
    service.activity(activity, course, contact, CBT, trainee);
    service.role(role, trainee, supervisor + " 2026-01-01 ");
    assertThat(codes()).containsExactly("supervisor-not-qualified");
    service.qualify(supervisor, held("11", "2020-09-01"));
    assertThat(codes()).isEmpty();
    var body = service.http.get("/fhir/PractitionerRole/" + role).body();
    var inactive = body.replaceAll("\"active\":\\s*true", "\"active\":false");
    assertThat(inactive).isNotEqualTo(body);
    service.send("/fhir/PractitionerRole/" + role, inactive);
    assertThat(codes()).containsExactly("no-supervisor");
  }

  @Test
  void anActivityThatIsWithdrawnOrWhoseContactIsNoLongerStands() {
    var other = service.practitioner();
    service.activity(activity, course, contact, CBT, other);
    var second = random();
    service.activity(second, course, contact, CBT, other);
    assertThat(codes()).hasSize(2);
    var withdrawn =
        service
            .activityJson(second, course, contact, CBT, other)
            .replace("completed", "entered-in-error");
    assertThat(service.send("/fhir/Procedure/" + second, withdrawn).statusCode()).isEqualTo(200);
    assertThat(codes()).hasSize(1);
    service.contact(contact, course, "2026-10-05", "entered-in-error");
    assertThat(codes()).isEmpty();
    service.contact(contact, course, "2026-10-05", "finished");
    assertThat(codes()).hasSize(1);
    assertThat(service.http.delete("/fhir/Procedure/" + activity).statusCode()).isEqualTo(200);
    assertThat(codes()).isEmpty();
  }

  @Test
  void ofTwoWhoGaveItTogetherOneIsEnough() {
    var one = service.practitioner();
    var other = service.practitioner(inTraining("11"));
    service.activity(activity, course, contact, CBT, one, other);
    assertThat(codes()).hasSize(1);
    service.activity(activity, course, contact, CBT, one, other, qualified);
    assertThat(codes()).isEmpty();
  }

  @Test
  void whatCannotBeJudgedIsListedApartAndACodeWithoutRowToo() {
    assertThat(
            service.activity(activity, course, contact, CBT).headers().firstValue("Parley-Warning"))
        .hasValueSatisfying(text -> assertThat(text).contains("no-performer"));
    assertThat(codes()).isEmpty();
    assertThat(service.worklist(WORKLIST + "?kind=unknown"))
        .extracting(entry -> entry.path("code").asText())
        .containsExactly("no-performer");
    assertThat(counts()).containsExactly(1L, 0L, 1L);
    var other = random();
    var unruled = service.activity(other, course, contact, "71388002", service.practitioner());
    assertThat(unruled.headers().allValues("Parley-Warning")).isEmpty();
    assertThat(counts()).containsExactly(2L, 0L, 2L);
    assertThat(service.worklist(WORKLIST + "?kind=unknown"))
        .extracting(entry -> entry.path("code").asText())
        .containsExactlyInAnyOrder("no-performer", "no-rule");
  }

  @Test
  void aBundleThatBringsThePractitionerIsJudgedAsAWhole() {
    var bundled = random();
    var bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
         {"resource":%s,"request":{"method":"PUT","url":"Procedure/%s"}},
         {"resource":%s,"request":{"method":"PUT","url":"Procedure/%s"}},
         {"resource":%s,"request":{"method":"PUT","url":"Practitioner/%s"}}]}""";
    var other = random();
    var unqualified = service.practitioner();
    var answer =
        service.http.postJson(
            "/fhir",
            bundle.formatted(
                service.activityJson(activity, course, contact, CBT, bundled),
                activity,
                service.activityJson(other, course, contact, CBT, unqualified),
                other,
                Service.practitionerJson(bundled, held("11", "2020-09-01")),
                bundled));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.headers().allValues("Parley-Warning")).hasSize(1);
    var entries =
        service
            .gateway
            .fhir()
            .newJsonParser()
            .parseResource(Bundle.class, answer.body())
            .getEntry();
    assertThat(warned(entries, activity)).isFalse();
    assertThat(warned(entries, other)).isTrue();
    assertThat(service.worklist(WORKLIST))
        .extracting(entry -> entry.path("activity").asText())
        .containsExactly("Procedure/" + other);
  }

  @Test
  void thePagesOfAPeriodFollowOneAnother() {
    var other = service.practitioner();
    for (var i = 0; i < 3; i++) {
      var day = random();
      service.contact(day, course, "2026-10-0" + (i + 1), "finished");
      service.activity(random(), course, day, CBT, other);
    }
    var page = service.json(WORKLIST + "?page=1&size=2&service=Organization/" + service.id);
    assertThat(page.path("total").asInt()).isEqualTo(3);
    assertThat(page.path("entries")).hasSize(1);
    assertThat(page.path("entries").get(0).path("day").asText()).isEqualTo("2026-10-01");
    var beyond = service.json(WORKLIST + "?page=9&size=2&service=" + service.id);
    assertThat(beyond.path("total").asInt()).isEqualTo(3);
    assertThat(beyond.path("entries")).isEmpty();
    assertThat(service.worklist(WORKLIST + "?from=2026-10-02&to=2026-10-02")).hasSize(1);
  }

  private static boolean warned(List<Bundle.BundleEntryComponent> entries, String id) {
    return entries.stream()
        .map(Bundle.BundleEntryComponent::getResponse)
        .filter(
            response -> response.getLocation().contains(Procedure.class.getSimpleName() + '/' + id))
        .anyMatch(
            response ->
                response.getOutcome() instanceof OperationOutcome outcome
                    && outcome.getIssue().stream()
                        .anyMatch(issue -> issue.getSeverity() == IssueSeverity.WARNING));
  }

  private List<String> codes() {
    return service.worklist(WORKLIST).stream().map(entry -> entry.path("code").asText()).toList();
  }

  private List<Long> counts() {
    for (var count : service.json(WORKLIST + "/counts").path("services")) {
      if (count.path("service").asText().equals("Organization/" + service.id)) {
        return List.of(
            count.path("activities").asLong(),
            count.path("notQualified").asLong(),
            count.path("unknown").asLong());
      }
    }
    return List.of();
  }

  private OperationOutcome outcome(String body) {
    return service.gateway.fhir().newJsonParser().parseResource(OperationOutcome.class, body);
  }

  private OperationOutcome.OperationOutcomeIssueComponent issue(String body) {
    return outcome(body).getIssue().stream()
        .filter(issue -> issue.getSeverity() == IssueSeverity.WARNING)
        .findFirst()
        .orElseThrow();
  }
}
