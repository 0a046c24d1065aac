package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.junit.jupiter.api.Test;
import parley.submissions.course.CourseModel;
import parley.submissions.record.CourseRecords;
import parley.submissions.record.CourseResources;
import parley.submissions.record.PersonCourses;
import parley.terminology.Systems;

/** A course is judged as of the English day of asking. */
class CourseOutcomesTest {

  @Test
  void aScoreOfADayToComeDoesNotCount() {
    assertThat(scores("2026-10-31T22:30:00Z")).isEqualTo(1);
    assertThat(scores("2026-10-31T23:30:00Z")).as("still 31 October in winter time").isEqualTo(1);
    assertThat(scores("2026-11-01T00:30:00Z")).isEqualTo(2);
  }

  private static int scores(String now) {
    var clock = Clock.fixed(Instant.parse(now), ZoneOffset.UTC);
    var outcomes = new CourseOutcomes(new OneCourse(), CourseModel.packaged(), clock);
    var outcome = outcomes.course("made").orElseThrow();
    return ((CourseOutcomes.Outcome.Facts) outcome).facts().scores().get("phq-9").size();
  }

  private static final class OneCourse implements CourseRecords {

    @Override
    public Optional<CourseResources> course(String episodeOfCare) {
      var episode = new EpisodeOfCare();
      episode.setId("made");
      episode.setStatus(EpisodeOfCare.EpisodeOfCareStatus.ACTIVE);
      episode.getPeriod().setStartElement(new DateTimeType("2026-09-01"));
      return Optional.of(
          new CourseResources(
              episode,
              List.of(),
              List.of(),
              List.of(),
              List.of(score("2026-09-02", 20), score("2026-11-01", 3))));
    }

    @Override
    public PersonCourses courses(String patient) {
      return new PersonCourses(List.of(), List.of());
    }

    private static Observation score(String day, long value) {
      var score = new Observation();
      score.setId("score-" + value);
      score.setStatus(Observation.ObservationStatus.FINAL);
      score.getCode().addCoding(new Coding(Systems.SNOMED_CT, "720433000", null));
      score.setEffective(new DateTimeType(day));
      return score.setValue(new Quantity(value));
    }
  }
}
