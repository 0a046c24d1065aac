package parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.Questionnaires;
import parley.server.synth.MadePerson;
import parley.submissions.course.Answer;
import parley.submissions.course.CourseModel;
import parley.submissions.course.TrajectoryRule;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseResources;
import parley.terminology.PackagedTerminology;
import parley.terminology.scale.Scales;

/** Every story through scoring and the course model, which must agree with it. */
final class StorylinesTest {

  private static final LocalDate DAY = LocalDate.of(2026, 11, 23);
  private static final Scales SCALES = Scales.packaged();
  private static final Questionnaires QUESTIONNAIRES =
      Questionnaires.packaged(PackagedTerminology.packaged());

  static List<Storyline> stories() {
    return Storylines.all();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void comesToWhatItsStorySays(Storyline story) {
    var records = EhrRecords.of(course(story));
    var reading = new CourseReader(SCALES).read(resources(records));
    assertThat(reading.findings()).isEmpty();
    var course = ((CourseReading.Read) reading).course();
    var facts = CourseModel.packaged().facts(course);
    assertThat(code(facts.recovery())).isEqualTo(story.expected().recovery());
    assertThat(code(facts.reliableChange())).isEqualTo(story.expected().change());
    assertThat(new TrajectoryRule(SCALES).of(facts).status().code())
        .isEqualTo(story.expected().trajectory());
    assertThat(facts.course().discharged().isPresent()).isEqualTo(story.discharge().isPresent());
    assertThat(facts.excluded()).isEmpty();
    // Nothing but what is to come lies on or after the day that is played.
    assertThat(of(records, QuestionnaireResponse.class))
        .allMatch(it -> it.getAuthoredElement().getValueAsString().compareTo("2026-11-23") < 0);
  }

  @ParameterizedTest
  @MethodSource("stories")
  void theSameCourseIsTheSameResources(Storyline story) {
    var first = EhrRecords.of(course(story));
    var second = EhrRecords.of(course(story));
    assertThat(second).hasSameSizeAs(first);
    for (var i = 0; i < first.size(); i++) {
      var one = first.get(i).resource();
      assertThat(second.get(i).resource().equalsDeep(one)).as(one.fhirType()).isTrue();
      assertThat(second.get(i).resource().getIdPart()).isEqualTo(one.getIdPart());
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void whoTreatsIsTrainedForIt(Storyline story) {
    var staff = EhrStaff.all();
    var qualifications = Map.of("748051000000105", List.of("10"), "304891004", List.of("11"));
    assertThat(of(EhrRecords.of(course(story)), Procedure.class))
        .isNotEmpty()
        .allSatisfy(
            activity -> {
              var actor = activity.getPerformerFirstRep().getActor().getReference();
              var performer =
                  staff.stream()
                      .filter(it -> actor.equals("Practitioner/" + it.getIdPart()))
                      .findFirst()
                      .orElseThrow();
              assertThat(
                      performer.getQualificationFirstRep().getCode().getCodingFirstRep().getCode())
                  .isIn(qualifications.get(activity.getCode().getCodingFirstRep().getCode()));
            });
  }

  @Test
  void answersAboutSelfHarmRaiseAnAlertInOneStory() {
    var alerts =
        Storylines.all().stream()
            .flatMap(story -> of(EhrRecords.of(course(story)), QuestionnaireResponse.class))
            .flatMap(response -> scored(response).alerts().stream());
    assertThat(alerts).hasSize(1);
  }

  @Test
  void mistakenResponsesBreakRulesOfTheirQuestionnaires() {
    var story =
        Storylines.all().stream()
            .filter(it -> new InTreatment(MadePerson.of(7, "9990200009"), "RF", it).mistaken())
            .toList();
    assertThat(story).hasSize(1);
    var course = course(story.get(0));
    var mistakes = EhrMistakes.of(course, EhrRecords.of(course));
    assertThat(mistakes).allMatch(it -> !it.accepted());
    var responses = of(mistakes, QuestionnaireResponse.class).toList();
    assertThat(responses).hasSize(6);
    assertThat(responses)
        .allSatisfy(
            it -> assertThat(QUESTIONNAIRES.assess(it)).isInstanceOf(Assessment.Refused.class));
  }

  private static EhrCourse course(Storyline story) {
    var episode = new EpisodeOfCare();
    episode.setId("course");
    episode.setPatient(new Reference("Patient/person"));
    episode.addReferralRequest(new Reference("ServiceRequest/referral"));
    return new EhrCourse("9990200009", "RF-T00000-0001", story, episode, DAY, 7);
  }

  private static CourseResources resources(List<EhrWrite> records) {
    var scores = new ArrayList<Observation>();
    of(records, QuestionnaireResponse.class)
        .forEach(response -> scores.addAll(scored(response).scores()));
    var episode = of(records, EpisodeOfCare.class).reduce((first, last) -> last).orElseThrow();
    return new CourseResources(
        episode,
        of(records, Condition.class).toList(),
        of(records, Encounter.class).toList(),
        of(records, Procedure.class).toList(),
        scores);
  }

  private static Assessment.Scored scored(QuestionnaireResponse response) {
    var assessment = QUESTIONNAIRES.assess(response);
    assertThat(assessment).isInstanceOf(Assessment.Scored.class);
    return (Assessment.Scored) assessment;
  }

  private static <T extends Resource> Stream<T> of(List<EhrWrite> records, Class<T> type) {
    return records.stream().map(EhrWrite::resource).filter(type::isInstance).map(type::cast);
  }

  private static Optional<String> code(Answer<? extends Enum<?>> answer) {
    return answer.value().map(it -> it.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }
}
