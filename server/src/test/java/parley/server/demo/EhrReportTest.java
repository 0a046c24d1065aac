package parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Parameters;
import org.junit.jupiter.api.Test;
import parley.server.synth.MadePerson;

final class EhrReportTest {

  private static final Storyline STORY = Storylines.all().get(0);

  @Test
  void aCourseAsItsStoryHasItIsNoMismatch() {
    var report = report(List.of(), Optional.of(answer("recovered", STORY.phq9())));
    assertThat(report.mismatches()).isEmpty();
    assertThat(report.text()).contains("recovered", "on-track", "18 16 13");
  }

  @Test
  void anotherOutcomeIsListed() {
    var report = report(List.of(), Optional.of(answer("not-recovered", STORY.phq9())));
    assertThat(report.mismatches())
        .singleElement()
        .asString()
        .contains("expected recovery recovered, got not-recovered", STORY.why());
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
            Optional.of(answer("recovered", STORY.phq9())));
    assertThat(report.mismatches()).hasSize(4);
    assertThat(report.mismatches().get(3)).contains("no answer");
  }

  @Test
  void aReferralWithoutACourseIsListed() {
    var nobody = new EhrDay.Told(person(), Optional.empty());
    assertThat(new EhrReport(List.of(nobody), base()).mismatches())
        .singleElement()
        .asString()
        .contains("RF-1");
  }

  private static EhrReport report(List<EhrPlayed.Answered> writes, Optional<CourseAnswer> outcome) {
    var episode = new EpisodeOfCare();
    episode.setId("course");
    var course = new EhrCourse("9990200009", "RF-1", STORY, episode, LocalDate.of(2026, 11, 23), 7);
    var played = new EhrPlayed(course, writes, outcome);
    return new EhrReport(List.of(new EhrDay.Told(person(), Optional.of(played))), base());
  }

  private static InTreatment person() {
    return new InTreatment(MadePerson.of(7, "9990200009"), "RF-1", STORY);
  }

  private static URI base() {
    return URI.create("http://127.0.0.1:8080");
  }

  private static CourseAnswer answer(String recovery, List<Integer> phq9) {
    var parameters = new Parameters();
    parameters.addParameter().setName("recovery").addPart(part("value", recovery));
    parameters.addParameter().setName("reliable-change").addPart(part("value", "improvement"));
    parameters.addParameter().setName("trajectory").addPart(part("status", "on-track"));
    var series = parameters.addParameter().setName("series");
    series
        .addPart()
        .setName("scale")
        .setValue(new Coding("http://snomed.info/sct", "720433000", "PHQ-9"));
    series.addPart().setName("caseness").setValue(new DecimalType(10));
    phq9.forEach(
        score ->
            series
                .addPart()
                .setName("point")
                .addPart()
                .setName("score")
                .setValue(new DecimalType(score)));
    return new CourseAnswer(parameters);
  }

  private static Parameters.ParametersParameterComponent part(String name, String code) {
    var part = new Parameters.ParametersParameterComponent();
    part.setName(name);
    part.setValue(new CodeType(code));
    return part;
  }
}
