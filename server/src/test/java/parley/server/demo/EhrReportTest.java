package parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
import parley.server.synth.CourseTruth;
import parley.terminology.Systems;
import parley.terminology.scale.Scales;

final class EhrReportTest {

  private static final CourseKind KIND = CourseKind.RECOVERED;
  private static final CourseTruth TRUTH = DemoCourses.course(KIND).made().truth();
  private static final List<Integer> PHQ_9 = TRUTH.scores().get("phq-9");

  @Test
  void aCourseAsTheGeneratorMeantItIsNoMismatch() {
    var report = report(List.of(), Optional.of(answer("recovered", PHQ_9)));
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.text())
        .contains("recovered", "on-track")
        .contains(PHQ_9.stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  @Test
  void anotherOutcomeIsListed() {
    var report = report(List.of(), Optional.of(answer("not-recovered", PHQ_9)));
    assertThat(report.mismatches())
        .singleElement()
        .asString()
        .contains("expected recovery recovered, got not-recovered", KIND.why());
  }

  @Test
  void scoresThatAreNotThereAreListed() {
    var report = report(List.of(), Optional.of(answer("recovered", List.of(18))));
    assertThat(report.mismatches()).singleElement().asString().contains("got [18]");
  }

  @Test
  void anOutcomeThatDoesNotAnswerIsListed() {
    assertThat(report(List.of(), Optional.empty()).mismatches()).hasSize(1);
  }

  @Test
  void aRightWriteMustBeStoredAndAWrongOneRefused() {
    var encounter = new Encounter();
    encounter.setId("contact");
    var good = EhrWrite.good(encounter, "right");
    var bad = EhrWrite.bad(encounter, "wrong");
    var report =
        report(
            List.of(
                new EhrPlayed.Answered(good, 200),
                new EhrPlayed.Answered(good, 201),
                new EhrPlayed.Answered(bad, 422),
                new EhrPlayed.Answered(good, 422),
                new EhrPlayed.Answered(bad, 201),
                new EhrPlayed.Answered(bad, 500),
                new EhrPlayed.Answered(good, 0)),
            Optional.of(answer("recovered", PHQ_9)));
    assertThat(report.mismatches()).hasSize(4);
    assertThat(report.mismatches().get(3)).contains("no answer");
  }

  @Test
  void aReferralWithoutACourseIsListed() {
    var nobody = new EhrDay.Told(person(), Optional.empty());
    assertThat(new EhrReport(List.of(nobody), base()).mismatches())
        .singleElement()
        .asString()
        .contains("RF-T00000-0001");
  }

  private static EhrReport report(List<EhrPlayed.Answered> writes, Optional<CourseAnswer> outcome) {
    var played = new EhrPlayed(DemoCourses.course(KIND), writes, outcome);
    return new EhrReport(List.of(new EhrDay.Told(person(), Optional.of(played))), base());
  }

  private static InTreatment person() {
    return DemoCourses.person(KIND);
  }

  private static URI base() {
    return URI.create("http://127.0.0.1:8080");
  }

  private static CourseAnswer answer(String recovery, List<Integer> phq9) {
    var parameters = new Parameters();
    parameters.addParameter("received", new DateType(TRUTH.received().toString()));
    TRUTH
        .discharged()
        .ifPresent(it -> parameters.addParameter("discharged", new DateType(it.toString())));
    parameters.addParameter("treatments", new IntegerType(TRUTH.treatments()));
    TRUTH
        .facts()
        .forEach(
            (name, value) ->
                parameters
                    .addParameter()
                    .setName(name)
                    .addPart(part("value", name.equals("recovery") ? recovery : value)));
    parameters.addParameter().setName("trajectory").addPart(part("status", TRUTH.trajectory()));
    TRUTH
        .scores()
        .forEach(
            (scale, scores) -> series(parameters, scale, scale.equals("phq-9") ? phq9 : scores));
    return new CourseAnswer(parameters);
  }

  private static void series(Parameters parameters, String id, List<Integer> scores) {
    var scale = Scales.packaged().get(id);
    var series = parameters.addParameter().setName("series");
    series
        .addPart()
        .setName("scale")
        .setValue(new Coding(Systems.SNOMED_CT, scale.snomedCode(), id));
    series.addPart().setName("caseness").setValue(new DecimalType(10));
    scores.forEach(
        score ->
            series
                .addPart()
                .setName("point")
                .addPart()
                .setName("score")
                .setValue(new DecimalType(score)));
  }

  private static Parameters.ParametersParameterComponent part(String name, String code) {
    var part = new Parameters.ParametersParameterComponent();
    part.setName(name);
    part.setValue(new CodeType(code));
    return part;
  }
}
