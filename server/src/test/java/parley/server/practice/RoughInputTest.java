package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.random;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.server.RunningGateway;

/**
 * What a client may write that nobody meant to be written: it is taken or refused, but nothing
 * breaks, and every question is answered afterwards.
 */
class RoughInputTest {

  private final Service service = new Service(RunningGateway.shared());
  private final String therapist = service.practitioner();
  private final String course = service.course(therapist);

  /** Type and body; {@code $therapist}, {@code $course} and {@code $service} are ids. */
  private static final List<String> BODIES =
      List.of(
          """
          {"resourceType":"PractitionerRole","practitioner":{"display":"somebody"}}""",
          """
          {"resourceType":"PractitionerRole","practitioner":{"reference":"Organization/$service"},
           "organization":{"reference":"Organization/$service"}}""",
          """
          {"resourceType":"PractitionerRole","practitioner":{"reference":"Practitioner/$therapist"},
           "organization":{"reference":"Organization/$service"},"period":{"start":"9999-12-31","end":"0001-01-01"},
           "extension":[{"url":"https://parley.example/fhir/StructureDefinition/supervisor","extension":[
            {"url":"period","valuePeriod":{"start":"2026"}}]}]}""",
          """
          {"resourceType":"EpisodeOfCare","status":"active","patient":{"reference":"Patient/$course"},
           "careManager":{"reference":"PractitionerRole/is-not-there"},"period":{"start":"2026-09-01"}}""",
          """
          {"resourceType":"EpisodeOfCare","status":"active","patient":{"reference":"Patient/$course"},
           "contained":[{"resourceType":"PractitionerRole","id":"r",
             "practitioner":{"reference":"Practitioner/$therapist"}}],
           "careManager":{"reference":"#r"},"period":{"start":"2026-09-01"}}""",
          """
          {"resourceType":"EpisodeOfCare","status":"active","patient":{"reference":"Patient/$course"},
           "careManager":{"identifier":{"system":"urn:test:staff","value":"1"}},
           "period":{"start":"2026-09-01"}}""",
          """
          {"resourceType":"EpisodeOfCare","status":"onhold","patient":{"reference":"Patient/$course"},
           "period":{"start":"2026-09-01"},"statusHistory":[
            {"status":"onhold","period":{"start":"2026-09"}}]}""",
          """
          {"resourceType":"EpisodeOfCare","status":"active","patient":{"reference":"Patient/$course"},
           "period":{"start":"2026-09-01"},"statusHistory":[
            {"status":"onhold","period":{"start":"2026-09-20","end":"2026-09-10"}},
            {"status":"onhold","period":{"start":"0001-01-01","end":"9999-12-31"}}]}""",
          """
          {"resourceType":"Encounter","status":"finished","subject":{"reference":"Patient/$course"},
           "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
           "episodeOfCare":[{"reference":"EpisodeOfCare/$course"},{"reference":"EpisodeOfCare/$course"}],
           "participant":[{"individual":{"reference":"Practitioner/$therapist"}},
            {"individual":{"reference":"Practitioner/$therapist"}},{"individual":{"display":"x"}},{"type":[{"text":"x"}]}]}""",
          """
          {"resourceType":"Procedure","status":"completed","subject":{"reference":"Patient/$course"},
           "code":{"coding":[{"system":"http://snomed.info/sct","code":"304891004"}]},
           "performer":[{"actor":{"reference":"Practitioner/$therapist"}},
            {"actor":{"reference":"Practitioner/$therapist"}},{"actor":{"display":"x"}}],
           "performedPeriod":{"end":"2026-10-01"}}""",
          """
          {"resourceType":"Appointment","status":"fulfilled","start":"2026-10-01T09:00:00Z",
           "end":"2026-10-01T10:00:00Z","appointmentType":{"coding":[{"code":"session",
            "system":"https://parley.example/fhir/CodeSystem/supervision"}]},"participant":[
            {"status":"accepted","type":[{"coding":[{"code":"supervisor",
              "system":"https://parley.example/fhir/CodeSystem/supervision"}]}]},
            {"status":"accepted","actor":{"reference":"Practitioner/$therapist"},"type":[{"coding":[
             {"code":"supervisee","system":"https://parley.example/fhir/CodeSystem/supervision"}]}]},
            {"status":"accepted","actor":{"reference":"Practitioner/$therapist"},"type":[{"coding":[
             {"code":"supervisor","system":"https://parley.example/fhir/CodeSystem/supervision"},
             {"code":"supervisor","system":"https://parley.example/fhir/CodeSystem/supervision"}]}]}]}""",
          """
          {"resourceType":"CarePlan","status":"active","intent":"plan",
           "subject":{"reference":"Patient/$course"},"period":{"start":"9999-12-31"},
           "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare",
             "valueReference":{"reference":"EpisodeOfCare/$course"}}],
           "activity":[{"detail":{"status":"not-started","description":"x",
             "scheduledTiming":{"repeat":{"period":999999999999,"periodUnit":"a"}}}}]}""",
          """
          {"resourceType":"CarePlan","status":"active","intent":"plan",
           "subject":{"reference":"Patient/$course"},"period":{"start":"9999-12-31"},
           "extension":[{"url":"http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare",
             "valueReference":{"reference":"EpisodeOfCare/$course"}}],
           "activity":[{"detail":{"status":"not-started","description":"x",
             "scheduledTiming":{"repeat":{"period":1,"periodUnit":"d"}}}}]}""",
          """
          {"resourceType":"Task","status":"completed","intent":"order","code":{"coding":[
           {"system":"https://parley.example/fhir/CodeSystem/task","code":"reopen"}]}}""",
          """
          {"resourceType":"Task","status":"completed","intent":"order","code":{"coding":[
           {"system":"https://parley.example/fhir/CodeSystem/task","code":"reopen"}]},
           "focus":{"reference":"Patient/$course"},"for":{"display":"x"}}""",
          """
          {"resourceType":"ServiceRequest","status":"revoked","intent":"order",
           "subject":{"reference":"Organization/$service"}}""");

  @TestFactory
  Stream<DynamicTest> nothingBreaks() {
    return BODIES.stream()
        .map(
            body ->
                DynamicTest.dynamicTest(
                    body.replaceAll("\\s+", " "),
                    () -> {
                      var type = body.split("\"resourceType\":\"")[1].split("\"")[0];
                      var sent =
                          body.replace("$therapist", therapist)
                              .replace("$course", course)
                              .replace("$service", service.id);
                      var answer = service.http.postJson("/fhir/" + type, sent);
                      assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 499);
                      everyQuestionIsAnswered();
                    }));
  }

  @TestFactory
  Stream<DynamicTest> noDeleteBreaks() {
    service.put(
        "ServiceRequest/" + course,
        """
        {"resourceType":"ServiceRequest","id":"%s","status":"active","intent":"order",
         "subject":{"reference":"Patient/%s"}}""");
    var bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[
         {"request":{"method":"DELETE","url":"ServiceRequest/%s"}},
         {"resource":{"resourceType":"EpisodeOfCare","status":"planned",
           "patient":{"reference":"Patient/%s"},"period":{"start":"2026-09-01"},
           "referralRequest":[{"reference":"ServiceRequest/%s"}]},
          "request":{"method":"POST","url":"EpisodeOfCare"}}]}"""
            .formatted(course, course, course);
    return Stream.of(
        DynamicTest.dynamicTest(
            "a referral that is not there",
            () -> assertThat(delete("ServiceRequest/" + random())).isBetween(200, 499)),
        DynamicTest.dynamicTest(
            "every referral of a kind",
            () -> assertThat(delete("ServiceRequest?code=none-such")).isBetween(200, 499)),
        DynamicTest.dynamicTest(
            "a referral in the transaction that begins its course",
            () -> {
              var answer = service.http.postJson("/fhir", bundle);
              assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
              assertThat(service.http.get("/fhir/ServiceRequest/" + course).statusCode())
                  .isEqualTo(200);
              everyQuestionIsAnswered();
            }));
  }

  private int delete(String path) {
    return service.http.delete("/fhir/" + path).statusCode();
  }

  private void everyQuestionIsAnswered() {
    for (var path :
        List.of(
            "/fhir/Practitioner/" + therapist + "/$caseload?scope=all",
            "/worklists/supervision?service=" + service.id,
            "/worklists/unqualified?service=" + service.id,
            "/worklists/unqualified?kind=unknown",
            "/worklists/unqualified/counts",
            "/worklists/waiting?service=" + service.id)) {
      var answer = service.http.get(path);
      assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    }
  }
}
