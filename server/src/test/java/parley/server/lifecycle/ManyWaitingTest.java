package parley.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.Http;
import parley.server.RunningGateway;

/**
 * The worklist of five thousand open courses, a figure of the machine it runs on: run with {@code
 * -Dparley.measure=true}. One course is written through the endpoint and its rows are copied.
 */
@EnabledIfSystemProperty(named = "parley.measure", matches = "true")
class ManyWaitingTest {

  private static final int COURSES = 5_000;
  private static final int SESSIONS = 6;

  @Test
  void theWorklistOfFiveThousandOpenCoursesTakesHalfASecond() throws InterruptedException {
    var data = RunningGateway.temporary();
    try (var gateway = RunningGateway.start(data, Map.of())) {
      gateway.awaitDefinitions();
      var http = new Http(gateway);
      var id = UUID.randomUUID().toString();
      write(http, "Patient", id, "{\"resourceType\":\"Patient\",\"id\":\"" + id + "\"}");
      write(
          http,
          "ServiceRequest",
          id,
          """
          {"resourceType":"ServiceRequest","id":"%s","status":"active","intent":"order",
           "subject":{"reference":"Patient/%s"}}"""
              .formatted(id, id));
      write(
          http,
          "EpisodeOfCare",
          id,
          """
          {"resourceType":"EpisodeOfCare","id":"%s","status":"active",
           "patient":{"reference":"Patient/%s"},"period":{"start":"2026-09-01"},
           "referralRequest":[{"reference":"ServiceRequest/%s"}]}"""
              .formatted(id, id, id));
      for (var session = 0; session < SESSIONS; session++) {
        // All but the last were missed, so that everybody still waits for a second treatment.
        contact(http, id, session, session == SESSIONS - 1 ? "5" : "3");
      }
      copy(gateway.jdbc(), id);
      var cold = time(http);
      var warm = IntStream.range(0, 20).mapToLong(run -> time(http)).toArray();
      System.out.println("each in order: " + Arrays.toString(warm));
      Arrays.sort(warm);
      System.out.printf(
          "worklist of %d open courses: first %d ms, then median %d ms, slowest %d ms%n",
          COURSES, cold, warm[10], warm[19]);
      assertThat(warm[10]).isLessThan(500);
    }
    try (var gateway = RunningGateway.start(data, Map.of())) {
      var began = System.nanoTime();
      assertThat(gateway.bean(WaitingUpkeep.class).await(Duration.ofSeconds(60))).isTrue();
      var read = (System.nanoTime() - began) / 1_000_000;
      var first = time(new Http(gateway));
      System.out.printf("after a start: read ahead in %d ms, first %d ms%n", read, first);
      assertThat(first).isLessThan(500);
    }
  }

  private static long time(Http http) {
    var began = System.nanoTime();
    var answer = http.get("/worklists/waiting?size=100");
    assertThat(answer.body()).contains("\"total\":" + COURSES);
    return (System.nanoTime() - began) / 1_000_000;
  }

  /** The rows of one person's resources and their links, moved by as many keys as are in use. */
  private static void copy(JdbcTemplate jdbc, String id) {
    var step = 1_000_000L;
    var wanted =
        "res_id in (select res_id from hfj_resource where fhir_id = '%s' or fhir_id like 'c_%s')"
            .formatted(id, id.substring(2));
    for (var table :
        new String[] {"hfj_resource", "hfj_res_ver", "hfj_spidx_token", "hfj_res_link"}) {
      var columns =
          jdbc.queryForList(
              "select column_name from information_schema.columns where table_name = ?"
                  + " and is_generated = 'NEVER'",
              String.class,
              table);
      var values =
          columns.stream()
              .map(
                  column ->
                      switch (column) {
                        case "res_id", "pid", "sp_id", "src_resource_id", "target_resource_id" ->
                            column + " + n * " + step;
                        case "fhir_id" -> "fhir_id || '-' || n";
                        default -> column;
                      })
              .toList();
      jdbc.update(
          "insert into %s (%s) select %s from %s, generate_series(1::bigint, %d) n where %s"
              .formatted(
                  table,
                  String.join(",", columns),
                  String.join(",", values),
                  table,
                  COURSES - 1,
                  table.equals("hfj_res_link")
                      ? wanted.replaceFirst("res_id", "src_resource_id")
                      : wanted));
    }
    // References in the text name the first person: contacts have to name their own course.
    jdbc.update(
        "update hfj_res_ver v set res_text_vc = replace(res_text_vc, 'EpisodeOfCare/%s',"
                .formatted(id)
            + " 'EpisodeOfCare/%s-' || (v.res_id / %d)) where v.res_id > %d"
                .formatted(id, step, step)
            + " and v.res_text_vc like '%EpisodeOfCare/%'");
    jdbc.execute("analyze");
  }

  private static void contact(Http http, String person, int session, String attendance) {
    var id = "c" + session + person.substring(2);
    write(
        http,
        "Encounter",
        id,
        """
        {"resourceType":"Encounter","id":"%s","status":"%s",
         "identifier":[{"system":"urn:test:contact","value":"C%d"}],
         "class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
         "type":[{"coding":[{"system":"https://parley.example/fhir/CodeSystem/nhs-appointment-type",
           "code":"02"}]}],"extension":[%s,%s],"subject":{"reference":"Patient/%s"},
         "episodeOfCare":[{"reference":"EpisodeOfCare/%s"}],"period":{"start":"%s"}}"""
            .formatted(
                id,
                attendance.equals("5") ? "finished" : "cancelled",
                session,
                Journey.coded("attendance", "nhs-attended-or-did-not-attend", attendance),
                Journey.coded("planned-contact", "nhs-planned-care-contact", "Y"),
                person,
                person,
                LocalDate.of(2026, 9, 20).plusWeeks(session)));
  }

  private static void write(Http http, String type, String id, String body) {
    var answer = http.putJson("/fhir/" + type + '/' + id, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }
}
