package parley.submissions.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class WorkedCoursesTest {

  private static final CourseModel MODEL = CourseModel.packaged();

  @Test
  void thereAreEnoughOfThemAndEachHasItsOwnName() {
    var names = WorkedCourse.all().stream().map(WorkedCourse::name).toList();

    assertThat(names).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
  }

  @TestFactory
  Stream<DynamicTest> everyWorkedCourseComesOutAsExpected() {
    return WorkedCourse.all().stream()
        .map(worked -> DynamicTest.dynamicTest(worked.name(), () -> comesOut(worked)));
  }

  private static void comesOut(WorkedCourse worked) {
    var facts = MODEL.facts(worked.course());
    var expected = worked.expected();

    assertThat(expected).containsKeys("caseness", "recovery", "change", "reliable");
    assertThat(worked.why()).isNotBlank();
    for (var one : expected.entrySet()) {
      assertThat(said(facts, one.getKey()))
          .as(worked.name() + ": " + one.getKey() + " (" + worked.why() + ")")
          .isEqualTo(one.getValue());
    }
  }

  private static String said(CourseFacts facts, String key) {
    return switch (key) {
      case "caseness" ->
          word(facts.caseness(), Map.of("AT_CASENESS", "at", "NOT_AT_CASENESS", "not"));
      case "recovery" -> recovery(facts.recovery());
      case "reliable" -> recovery(facts.reliableRecovery());
      case "change" ->
          word(
              facts.reliableChange(),
              Map.of("IMPROVEMENT", "imp", "DETERIORATION", "det", "NO_RELIABLE_CHANGE", "none"));
      case "measure" -> facts.measure().scale().id();
      case "choice" -> facts.measure().verified() ? "verified" : "unverified";
      case "treated" -> String.valueOf(facts.treatments().size());
      case "finished" -> facts.finished() ? "yes" : "no";
      case "first" -> facts.daysToFirstTreatment().value().map(String::valueOf).orElse("?");
      case "second" -> facts.daysToSecondTreatment().value().map(String::valueOf).orElse("?");
      case "phq-9" -> pair(facts.phq9());
      case "gaps" -> facts.gaps().stream().map(Enum::name).collect(Collectors.joining(","));
      case "excluded" -> excluded(facts);
      case "unverified" -> unverified(facts);
      default -> throw new IllegalArgumentException("no such expectation: " + key);
    };
  }

  private static String recovery(Answer<Recovery> answer) {
    return word(
        answer,
        Map.of("RECOVERED", "yes", "NOT_RECOVERED", "no", "NOT_AT_CASENESS_AT_START", "na"));
  }

  private static String word(Answer<? extends Enum<?>> answer, Map<String, String> words) {
    return answer.value().map(value -> words.get(value.name())).orElse("?");
  }

  private static String pair(Optional<ScorePair> pair) {
    return pair.map(
            one ->
                one.first().value()
                    + one.last()
                        .map(Score::value)
                        .map(BigDecimal::toString)
                        .map(v -> "," + v)
                        .orElse(""))
        .orElse("");
  }

  private static String excluded(CourseFacts facts) {
    return facts.excluded().stream()
        .collect(Collectors.groupingBy(one -> one.reason().name(), Collectors.counting()))
        .entrySet()
        .stream()
        .map(one -> one.getKey() + ':' + one.getValue())
        .sorted()
        .collect(Collectors.joining(","));
  }

  private static String unverified(CourseFacts facts) {
    return Stream.of(
            Map.entry("caseness", facts.caseness()),
            Map.entry("recovery", facts.recovery()),
            Map.entry("change", facts.reliableChange()),
            Map.entry("reliable", facts.reliableRecovery()))
        .filter(one -> one.getValue().restsOnUnverifiedThreshold())
        .map(Map.Entry::getKey)
        .collect(Collectors.joining(","));
  }
}
