package parley.submissions.golden;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import parley.submissions.course.Caseness;
import parley.submissions.course.CourseFacts;
import parley.submissions.course.CourseModel;
import parley.submissions.course.Recovery;
import parley.submissions.course.ReliableChange;
import parley.submissions.course.ScorePair;
import parley.submissions.record.CourseReader;
import parley.submissions.record.CourseReading;
import parley.submissions.record.CourseResources;

/** The course model, of which the national measures are made, agrees with what was counted by hand. */
class GoldenMeasuresTest {

  private static final LocalDate START = LocalDate.parse("2026-10-01");
  private static final LocalDate END = LocalDate.parse("2026-10-31");
  private static final int SIX_WEEKS = 42;
  private static final int EIGHTEEN_WEEKS = 126;

  private static final String WORKFLOW_EPISODE =
      "http://hl7.org/fhir/StructureDefinition/workflow-episodeOfCare";

  private static final List<Resource> RECORD =
      GoldenService.lines().stream()
          .map(line -> (Resource) FhirContext.forR4Cached().newJsonParser().parseResource(line))
          .toList();
  private static final Collection<CourseFacts> COURSES = courses();

  @TestFactory
  Stream<DynamicTest> theFiguresAreThoseWorkedOutByHand() {
    var expected = GoldenService.measures();
    return figures().entrySet().stream()
        .map(
            figure ->
                DynamicTest.dynamicTest(
                    figure.getKey(),
                    () ->
                        assertThat(figure.getValue())
                            .as(expected.get(figure.getKey()).get(3))
                            .isEqualByComparingTo(expected.get(figure.getKey()).get(1))));
  }

  private static Map<String, BigDecimal> figures() {
    var figures = new LinkedHashMap<String, BigDecimal>();
    figures.put("M001", count(facts -> inPeriod(facts.course().received())));
    figures.put("M031", count(GoldenMeasuresTest::entered));
    figures.put("M036", count(facts -> entered(facts) && first(facts) <= SIX_WEEKS));
    figures.put("M037", count(facts -> entered(facts) && first(facts) <= EIGHTEEN_WEEKS));
    figures.put("M184", count(GoldenMeasuresTest::second));
    figures.put("M121", count(facts -> second(facts) && between(facts) < 29));
    figures.put("M046", count(facts -> second(facts) && between(facts) > 28));
    figures.put("M047", count(facts -> second(facts) && between(facts) > 90));
    figures.put("M056", count(GoldenMeasuresTest::ended));
    figures.put("M075", count(facts -> ended(facts) && facts.treatments().size() == 1));
    figures.put("M153", count(facts -> ended(facts) && facts.treatments().isEmpty()));
    figures.put("M076", count(GoldenMeasuresTest::finished));
    figures.put(
        "M089",
        BigDecimal.valueOf(
            COURSES.stream()
                .filter(GoldenMeasuresTest::finished)
                .mapToInt(facts -> facts.treatments().size())
                .sum()));
    figures.put(
        "M052", count(facts -> finished(facts) && first(facts) <= SIX_WEEKS));
    outcomes(figures);
    return figures;
  }

  private static void outcomes(Map<String, BigDecimal> figures) {
    figures.put(
        "M179",
        count(facts -> finished(facts) && facts.caseness().is(Caseness.NOT_AT_CASENESS)));
    figures.put(
        "M185",
        count(facts -> finished(facts) && facts.reliableChange().is(ReliableChange.IMPROVEMENT)));
    figures.put(
        "M189",
        count(facts -> finished(facts) && facts.reliableChange().is(ReliableChange.DETERIORATION)));
    figures.put(
        "M187",
        count(facts -> finished(facts) && facts.reliableChange().is(ReliableChange.NO_RELIABLE_CHANGE)));
    figures.put(
        "M191", count(facts -> finished(facts) && facts.recovery().is(Recovery.RECOVERED)));
    figures.put(
        "M193", count(facts -> finished(facts) && facts.reliableRecovery().is(Recovery.RECOVERED)));
    figures.put(
        "M199",
        count(
            facts ->
                finished(facts) && facts.phq9().filter(pair -> pair.last().isEmpty()).isPresent()));
    figures.put(
        "M201",
        count(facts -> finished(facts) && facts.phq9().flatMap(ScorePair::last).isPresent()));
  }

  private static BigDecimal count(Predicate<CourseFacts> counted) {
    return BigDecimal.valueOf(COURSES.stream().filter(counted).count());
  }

  private static boolean inPeriod(LocalDate day) {
    return !day.isBefore(START) && !day.isAfter(END);
  }

  private static boolean entered(CourseFacts facts) {
    return !facts.treatments().isEmpty() && inPeriod(facts.treatments().get(0).date());
  }

  private static boolean second(CourseFacts facts) {
    return facts.treatments().size() > 1 && inPeriod(facts.treatments().get(1).date());
  }

  private static long first(CourseFacts facts) {
    return ChronoUnit.DAYS.between(facts.course().received(), facts.treatments().get(0).date());
  }

  private static long between(CourseFacts facts) {
    return ChronoUnit.DAYS.between(
        facts.treatments().get(0).date(), facts.treatments().get(1).date());
  }

  private static boolean ended(CourseFacts facts) {
    return facts.course().discharged().filter(GoldenMeasuresTest::inPeriod).isPresent();
  }

  private static boolean finished(CourseFacts facts) {
    return ended(facts) && facts.finished();
  }

  private static Collection<CourseFacts> courses() {
    var model = CourseModel.packaged();
    var reader = new CourseReader(model.scales());
    var facts = new ArrayList<CourseFacts>();
    for (var episode : of(EpisodeOfCare.class)) {
      // Those of RZ9 that were not entered in error and had begun.
      if (Integer.parseInt(episode.getIdPart().substring(1)) <= 30) {
        var reading = reader.read(resources(episode));
        assertThat(reading).isInstanceOf(CourseReading.Read.class);
        facts.add(model.facts(((CourseReading.Read) reading).course(), END));
      }
    }
    assertThat(facts).hasSize(30);
    return facts;
  }

  private static CourseResources resources(EpisodeOfCare episode) {
    var course = "EpisodeOfCare/" + episode.getIdPart();
    var encounters =
        of(Encounter.class).stream()
            .filter(
                encounter ->
                    encounter.getEpisodeOfCareFirstRep().getReference().equals(course))
            .toList();
    var names = encounters.stream().map(found -> "Encounter/" + found.getIdPart()).toList();
    return new CourseResources(
        episode,
        of(Condition.class),
        encounters,
        of(Procedure.class).stream()
            .filter(
                procedure ->
                    names.contains(procedure.getEncounter().getReference())
                        || course.equals(named(procedure)))
            .toList(),
        of(Observation.class).stream()
            .filter(observation -> course.equals(named(observation)))
            .toList());
  }

  private static String named(DomainResource resource) {
    var extension = resource.getExtensionByUrl(WORKFLOW_EPISODE);
    return extension == null ? "" : ((Reference) extension.getValue()).getReference();
  }

  private static <T extends Resource> List<T> of(Class<T> type) {
    return RECORD.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
