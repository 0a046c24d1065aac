package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.CBT;
import static parley.server.practice.Service.inTraining;
import static parley.server.practice.Service.random;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import parley.server.RunningGateway;

/** What was stored before the rows of practice were there gets them. */
class CatchUpTest {

  private final Service service = new Service(RunningGateway.shared());

  @Test
  void theRowsMadeAnewAreThoseThatWritingMade() {
    var trainee = service.practitioner(inTraining("11"));
    service.role(
        random(), trainee, service.practitioner(Service.held("11", "2020-09-01")) + " 2026-01-01 ");
    var course = service.course(trainee);
    var contact = random();
    service.contact(contact, course, "2026-10-05", "finished", trainee);
    service.activity(random(), course, contact, CBT, trainee);
    service.put(
        "Appointment/" + course,
        """
        {"resourceType":"Appointment","id":"%s","status":"fulfilled","start":"2026-10-05T09:00:00Z",
         "end":"2026-10-05T10:00:00Z","appointmentType":{"coding":[{"code":"session",
           "system":"https://parley.example/fhir/CodeSystem/supervision"}]},"participant":[
          {"status":"accepted","actor":{"reference":"Practitioner/TRAINEE"},"type":[{"coding":[
           {"code":"supervisor","system":"https://parley.example/fhir/CodeSystem/supervision"}]},
           {"coding":[{"code":"supervisee",
            "system":"https://parley.example/fhir/CodeSystem/supervision"}]}]}]}"""
            .replace("TRAINEE", trainee));
    var before = rows(trainee, course);
    assertThat(before).hasSize(9).allSatisfy(rows -> assertThat(rows).isNotEmpty());

    var jdbc = service.gateway.jdbc();
    for (var table : TABLES.keySet()) {
      jdbc.execute("delete from " + table);
    }
    jdbc.execute("delete from projection_edition");
    assertThat(rows(trainee, course)).allSatisfy(rows -> assertThat(rows).isEmpty());
    service.gateway.bean(PracticeCatchUp.class).run();

    assertThat(rows(trainee, course)).isEqualTo(before);
    assertThat(
            jdbc.queryForList(
                "select edition from projection_edition where name = 'practice'", Integer.class))
        .hasSize(1);
  }

  /** Tables, and the column that is the practitioner, or else the course. */
  private static final Map<String, String> TABLES =
      Map.of(
          "care_activity", "performer",
          "care_contact", "course_id",
          "contact_giver", "who",
          "role_holder", "practitioner_id",
          "course_record", "course_id",
          "practitioner_qualification", "practitioner_id",
          "practitioner_post", "practitioner_id",
          "practitioner_supervision", "supervisee",
          "supervision_session", "supervisee");

  private List<List<Map<String, Object>>> rows(String practitioner, String course) {
    return TABLES.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            table ->
                service
                    .gateway
                    .jdbc()
                    .queryForList(
                        "select * from " + table.getKey() + " where " + table.getValue() + " = ?",
                        table.getValue().equals("course_id") ? course : practitioner))
        .toList();
  }
}
