package parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.Questionnaires;
import parley.server.synth.CourseTruth;
import parley.submissions.course.Answer;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.CourseModel;
import parley.submissions.course.TrajectoryRule;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseResources;
import parley.terminology.PackagedTerminology;
import parley.terminology.scale.Scales;

/** Every course of the demo through scoring and the course model: the generator's truth. */
final class EhrRecordsTest {

  private static final Scales SCALES = Scales.packaged();
  private static final Questionnaires QUESTIONNAIRES =
      Questionnaires.packaged(PackagedTerminology.packaged());

  /** A week, since what has happened by a day depends on the day of the week. */
  static Stream<LocalDate> days() {
    return IntStream.range(0, 7).mapToObj(DemoCourses.DAY::plusDays);
  }

  @ParameterizedTest
  @MethodSource("days")
  void comeToWhatTheGeneratorMeant(LocalDate day) {
    for (var kind : CourseKind.values()) {
      var course = DemoCourses.course(kind, day);
      var records = EhrRecords.of(course);
      var reading = new CourseReader(SCALES).read(resources(records));
      assertThat(reading.findings()).as(kind.why()).isEmpty();
      var facts = CourseModel.packaged().facts(((CourseReading.Read) reading).course());
      agree(kind.why(), course.made().truth(), facts);
    }
  }

  private static void agree(String why, CourseTruth truth, CourseFacts facts) {
    assertThat(facts.course().received()).as(why).isEqualTo(truth.received());
    assertThat(facts.course().discharged()).as(why).isEqualTo(truth.discharged());
    assertThat(facts.treatments()).as(why).hasSize(truth.treatments());
    assertThat(code(facts.caseness())).as(why).isEqualTo(truth.fact("caseness"));
    assertThat(code(facts.recovery())).as(why).isEqualTo(truth.fact("recovery"));
    assertThat(code(facts.reliableChange())).as(why).isEqualTo(truth.fact("reliable-change"));
    assertThat(code(facts.reliableRecovery())).as(why).isEqualTo(truth.fact("reliable-recovery"));
    assertThat(new TrajectoryRule(SCALES).of(facts).status().code())
        .as(why)
        .isEqualTo(truth.trajectory());
    assertThat(facts.excluded()).as(why).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void noContactLiesOnTheDayAndNothingAnsweredAfterIt(CourseKind kind) {
    var records = EhrRecords.of(DemoCourses.course(kind));
    var day = DemoCourses.DAY.toString();
    assertThat(of(records, Encounter.class))
        .allSatisfy(
            it -> {
              var at = it.getPeriod().getStartElement().getValueAsString().substring(0, 10);
              assertThat(at).isNotEqualTo(day);
              assertThat(at.compareTo(day) > 0)
                  .isEqualTo(it.getStatus() == Encounter.EncounterStatus.PLANNED);
            });
    assertThat(of(records, QuestionnaireResponse.class))
        .allMatch(it -> it.getAuthoredElement().getValueAsString().compareTo(day) < 0);
  }

  @ParameterizedTest
  @EnumSource
  void theSameCourseIsTheSameResources(CourseKind kind) {
    var first = EhrRecords.of(DemoCourses.course(kind));
    var second = EhrRecords.of(DemoCourses.course(kind));
    assertThat(second).hasSameSizeAs(first);
    for (var i = 0; i < first.size(); i++) {
      var one = first.get(i).resource();
      assertThat(second.get(i).resource().equalsDeep(one)).as(one.fhirType()).isTrue();
      assertThat(second.get(i).resource().getIdPart()).isEqualTo(one.getIdPart());
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReferredToIsHeldOrTold(CourseKind kind) {
    var course = DemoCourses.course(kind);
    var known = new HashSet<>(List.of("Patient/person", "ServiceRequest/referral"));
    known.add("EpisodeOfCare/course");
    course.made().team().forEach(it -> known.add(it.fhirType() + '/' + it.getIdPart()));
    for (var write : EhrRecords.of(course)) {
      known.add(write.resource().fhirType() + '/' + write.resource().getIdPart());
      assertThat(DemoCourses.references(write.resource())).allMatch(known::contains);
    }
  }

  @ParameterizedTest
  @MethodSource("days")
  void answersAboutSelfHarmRaiseAnAlert(LocalDate day) {
    var course = DemoCourses.course(CourseKind.SELF_HARM, day);
    var responses = of(EhrRecords.of(course), QuestionnaireResponse.class);
    assertThat(responses.flatMap(it -> scored(it).alerts().stream())).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("days")
  void mistakenResponsesBreakRulesOfTheirQuestionnaires(LocalDate day) {
    var course = DemoCourses.course(CourseKind.SOCIAL_PHOBIA, day);
    assertThat(course.person().mistaken()).isTrue();
    var mistakes = EhrMistakes.of(course, EhrRecords.of(course));
    assertThat(mistakes).allMatch(it -> !it.accepted());
    var responses = of(mistakes, QuestionnaireResponse.class).toList();
    assertThat(responses).hasSize(6);
    assertThat(responses)
        .allSatisfy(
            it -> assertThat(QUESTIONNAIRES.assess(it)).isInstanceOf(Assessment.Refused.class));
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
