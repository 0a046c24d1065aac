package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
import parley.server.RunningGateway;

/** {@code $waiting-times} and the worklist. */
class WaitingTest {

  private static final LocalDate RECEIVED = LocalDate.of(2026, 9, 1);

  private final Journey journey = Journey.begun();
  private final long days =
      ChronoUnit.DAYS.between(RECEIVED, LocalDate.now(ZoneId.of("Europe/London")));

  @Test
  void theWaitGoesOnUntilTreatmentAndTheClockStandsInAPause() {
    journey.stored("EpisodeOfCare", journey.course("waitlist", ""));
    journey.stored("EpisodeOfCare", journey.paused("onhold", ""));
    journey.stored("EpisodeOfCare", journey.paused("waitlist", "2026-09-21"));
    var waiting = times().getParameter("first-treatment");
    assertThat(part(waiting, "waits")).isEqualTo("true");
    assertThat(part(waiting, "days")).isEqualTo(String.valueOf(days));
    assertThat(part(waiting, "clock-days")).isEqualTo(String.valueOf(days - 10));
    journey.stored("EpisodeOfCare", journey.paused("active", "2026-09-21"));
    contact("2026-10-20");
    var times = times();
    assertThat(times.getParameter("state").toString()).isNotEmpty();
    var first = times.getParameter("first-treatment");
    assertThat(part(first, "waits")).isEqualTo("false");
    assertThat(part(first, "days")).isEqualTo("49");
    assertThat(part(first, "clock-days")).isEqualTo("39");
    var json = journey.http.get("/fhir/EpisodeOfCare/" + journey.id + "/$waiting-times").body();
    assertThat(json).contains("six-weeks", "\"second-treatment\"", "\"assessment\"");
    assertThat(journey.http.get("/fhir/EpisodeOfCare/nobody/$waiting-times").statusCode())
        .isEqualTo(404);
  }

  @Test
  void theWorklistFollowsEveryChange() throws IOException {
    assertThat(row("").path("state").asText()).isEqualTo("received");
    assertThat(row("?breach=six-weeks").path("days").asLong()).isEqualTo(days);
    journey.stored("EpisodeOfCare", journey.course("waitlist", ""));
    assertThat(row("?state=received").isMissingNode()).isTrue();
    assertThat(row("?state=accepted").path("waitsFor").asText()).isEqualTo("first-treatment");
    journey.stored("EpisodeOfCare", journey.paused("onhold", ""));
    assertThat(row("?paused=true").path("clockDays").asLong()).isEqualTo(10);
    assertThat(row("?paused=false").isMissingNode()).isTrue();
    journey.stored("EpisodeOfCare", journey.paused("waitlist", "2026-09-21"));
    journey.stored("EpisodeOfCare", journey.paused("active", "2026-09-21"));
    contact("2026-10-20");
    assertThat(row("").path("waitsFor").asText()).isEqualTo("second-treatment");
    assertThat(row("").path("since").asText()).isEqualTo("2026-10-20");
    contact("2026-10-27");
    assertThat(row("").isMissingNode()).isTrue();
    assertThat(journey.http.get("/worklists/waiting?breach=never").statusCode()).isEqualTo(400);
    assertThat(journey.http.get("/worklists/waiting?size=501").statusCode()).isEqualTo(400);
  }

  @Test
  void whatWasWrittenBeforeAStartIsWorkedOff() throws InterruptedException {
    var upkeep = RunningGateway.shared().bean(WaitingUpkeep.class);
    assertThat(upkeep.await(Duration.ofSeconds(60))).isTrue();
    var path = "/fhir/EpisodeOfCare/" + journey.id + "/$waiting-times?day=2026-11-02";
    assertThat(journey.http.get(path).statusCode()).isEqualTo(400);
  }

  private Parameters times() {
    return journey.read(Parameters.class, "/fhir/EpisodeOfCare/" + journey.id + "/$waiting-times");
  }

  private static String part(Parameters.ParametersParameterComponent parameter, String name) {
    return parameter.getPart().stream()
        .filter(part -> part.getName().equals(name))
        .findFirst()
        .orElseThrow()
        .getValue()
        .primitiveValue();
  }

  /** This person's row on any page. */
  private JsonNode row(String query) throws IOException {
    for (var page = 0; ; page++) {
      var path = "/worklists/waiting" + query + (query.isEmpty() ? "?" : "&") + "size=500&page=";
      var answer = journey.http.get(path + page);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      var courses = new ObjectMapper().readTree(answer.body()).path("courses");
      for (var course : courses) {
        if (course.path("episode").asText().equals("EpisodeOfCare/" + journey.id)) {
          return course;
        }
      }
      if (courses.isEmpty()) {
        return courses.path("none");
      }
    }
  }

  private void contact(String day) {
    var id = UUID.randomUUID().toString();
    journey.stored(
        "Encounter",
        """
        {"resourceType":"Encounter","id":"%s","status":"finished",
         "identifier":[{"system":"urn:test:contact","value":"%s"}],
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "type":[{"coding":[{"system":"https://parley.example/fhir/CodeSystem/nhs-appointment-type",
           "code":"02"}]}],"extension":[%s,%s],
         "subject":{"reference":"Patient/%s"},
         "episodeOfCare":[{"reference":"EpisodeOfCare/%s"}],
         "period":{"start":"%sT10:00:00+00:00"}}"""
            .formatted(
                id,
                id.substring(0, 18),
                Journey.coded("attendance", "nhs-attended-or-did-not-attend", "5"),
                Journey.coded("planned-contact", "nhs-planned-care-contact", "Y"),
                journey.id,
                journey.id,
                day));
  }
}
