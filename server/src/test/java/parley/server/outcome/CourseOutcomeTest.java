package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Parameters.ParametersParameterComponent;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;

/** {@code $outcome}, {@code $outcomes} and the charts. */
class CourseOutcomeTest {

  private final Care care = Care.begun();

  @Test
  void aFinishedCourseThatRecovered() {
    scores("2026-09-10", 2);
    scores("2026-10-10", 0);
    contacts("2026-09-10", "2026-09-24", "2026-10-10");
    care.put(care.course, care.discharged("2026-10-20"));
    var outcome = care.outcome().getParameter();
    assertThat(value(outcome, "finished")).contains("true");
    assertThat(value(outcome, "treatments")).contains("3");
    assertThat(value(outcome, "days-to-first-treatment", "value")).contains("9");
    assertThat(value(outcome, "days-to-second-treatment", "value")).contains("14");
    assertThat(value(outcome, "caseness", "value")).contains("at-caseness");
    assertThat(value(outcome, "recovery", "value")).contains("recovered");
    assertThat(value(outcome, "reliable-change", "value")).contains("improvement");
    assertThat(value(outcome, "reliable-recovery", "value")).contains("recovered");
    assertThat(value(outcome, "phq-9", "change")).contains("-18");
    assertThat(value(outcome, "trajectory", "status")).contains("on-track");
    assertThat(value(outcome, "rests-on-unverified")).contains("false");
    assertThat(all(outcome, "series")).hasSize(2);
    assertThat(all(all(outcome, "series").get(0).getPart(), "point")).hasSize(2);
  }

  @Test
  void whatIsMissingIsSaid() {
    var outcome = care.outcome().getParameter();
    assertThat(value(outcome, "recovery", "value")).isEmpty();
    assertThat(value(all(outcome, "recovery").get(0).getPart(), "missing", "code"))
        .contains("no-phq-9");
  }

  @Test
  void aScoreCountsForItsCourseByContactByReferralOrAsTheOnlyOne() {
    var contact = Care.random();
    care.put("Encounter/" + contact, care.contact(contact, "2026-09-10", "02", "5"));
    score("2026-09-10", 20, ",\"encounter\":{\"reference\":\"Encounter/" + contact + "\"}");
    score("2026-09-11", 18, ",\"basedOn\":[{\"reference\":\"ServiceRequest/" + care.id + "\"}]");
    score("2026-09-12", 15, "");
    var points = all(all(care.outcome().getParameter(), "series").get(0).getPart(), "point");
    assertThat(points)
        .extracting(point -> value(point.getPart(), "score").orElse(""))
        .containsExactly("20", "18", "15");
    // With a second course nobody can say which of the two the last one is of.
    var second = Care.random();
    care.put("ServiceRequest/" + second, care.referral(second));
    care.put(
        "EpisodeOfCare/" + second,
        care.episode("active", "")
            .replace(care.id + "\",\"status", second + "\",\"status")
            .replace("ServiceRequest/" + care.id, "ServiceRequest/" + second));
    assertThat(all(all(care.outcome().getParameter(), "series").get(0).getPart(), "point"))
        .hasSize(2);
  }

  @Test
  void everyCourseOfAPerson() {
    var answer = care.http.get("/fhir/" + care.patient + "/$outcomes");
    assertThat(answer.statusCode()).isEqualTo(200);
    var courses = all(care.read(Parameters.class, answer.body()).getParameter(), "course");
    assertThat(courses).hasSize(1);
    assertThat(value(courses.get(0).getPart(), "episode")).contains(care.course);
    assertThat(care.http.get("/fhir/Patient/nobody/$outcomes").statusCode()).isEqualTo(404);
  }

  @Test
  void chartsForTheClinicianAndThePatient() {
    scores("2026-09-10", 2);
    scores("2026-10-10", 1);
    var clinician = care.http.get("/outcomes/" + care.id + ".svg");
    assertThat(clinician.statusCode()).isEqualTo(200);
    assertThat(clinician.headers().firstValue("Content-Type")).contains("image/svg+xml");
    assertThat(clinician.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(clinician.body()).contains("role=\"img\"", "<title", "<desc", "aseness");
    var patient = care.http.get("/outcomes/" + care.id + ".svg?audience=patient");
    assertThat(patient.body()).contains("<desc").doesNotContainIgnoringCase("caseness");
    var png = care.http.get("/outcomes/" + care.id + ".png");
    assertThat(png.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(png.body()).contains("PNG");
    assertThat(care.http.get("/outcomes/nobody.svg").statusCode()).isEqualTo(404);
    assertThat(care.http.get("/outcomes/" + care.id + ".svg?audience=cat").statusCode())
        .isEqualTo(400);
    assertThat(care.http.get("/fhir/EpisodeOfCare/nobody/$outcome").statusCode()).isEqualTo(404);
  }

  @Test
  void aResponseIsBegunWithWhatIsKnown() {
    scores("2026-09-10", 2);
    var answer =
        care.http.postJson(
            "/fhir/Questionnaire/$populate",
            """
            {"resourceType":"Parameters","parameter":[
             {"name":"canonical","valueUri":"https://parley.example/fhir/Questionnaire/phq-9"},
             {"name":"subject","valueReference":{"reference":"%s"}},
             {"name":"context","part":[{"name":"name","valueString":"episode"},
               {"name":"content","valueReference":{"reference":"%s"}}]}]}"""
                .formatted(care.patient, care.course));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("in-progress", care.patient, care.course, "phq-9|1.0.0")
        .doesNotContain("frequency-2");
    var unknown = answer.request().uri().getPath();
    assertThat(
            care.http
                .postJson(
                    unknown,
                    """
                    {"resourceType":"Parameters","parameter":[
                     {"name":"canonical","valueUri":"https://example.org/none"},
                     {"name":"subject","valueReference":{"reference":"Patient/x"}}]}""")
                .statusCode())
        .isEqualTo(404);
  }

  private void scores(String day, int weight) {
    var nine = new int[9];
    var seven = new int[7];
    Arrays.fill(nine, weight);
    Arrays.fill(seven, weight);
    sent(care.response(Care.random(), Care.PHQ_9, "completed", day, nine));
    sent(care.response(Care.random(), Care.GAD_7, "completed", day, seven));
  }

  private void sent(String response) {
    assertThat(care.send(response).statusCode()).isEqualTo(201);
  }

  private void contacts(String... days) {
    for (var day : days) {
      var id = Care.random();
      care.put("Encounter/" + id, care.contact(id, day, "02", "5"));
    }
  }

  private void score(String day, int value, String link) {
    var id = Care.random();
    care.put(
        "Observation/" + id,
        """
        {"resourceType":"Observation","id":"%s","status":"final","effectiveDateTime":"%s",
         "code":{"coding":[{"system":"http://snomed.info/sct","code":"720433000"}]},
         "subject":{"reference":"%s"},"valueQuantity":{"value":%d}%s}"""
            .formatted(id, day, care.patient, value, link));
  }

  private static List<ParametersParameterComponent> all(
      List<ParametersParameterComponent> parts, String name) {
    return parts.stream().filter(part -> part.getName().equals(name)).toList();
  }

  private static Optional<String> value(
      List<ParametersParameterComponent> parts, String name, String... path) {
    var found = all(parts, name).stream().findFirst();
    if (path.length == 0) {
      return found.map(
          part ->
              part.getValue() instanceof Reference reference
                  ? reference.getReference()
                  : part.getValue().primitiveValue());
    }
    return found.flatMap(part -> value(part.getPart(), path[0]));
  }
}
