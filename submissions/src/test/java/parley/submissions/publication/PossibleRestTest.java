package parley.submissions.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.submissions.publication.MadeFigures.Made;

/**
 * Attack 23 on the relations themselves: a rest that no course can be in is slack which readers
 * know not to be there, and what is hidden by it is not.
 */
class PossibleRestTest {

  private static final MadeCounts MONTHS = new MadeCounts(0, 60);
  private static final List<Made> COURSES = courses();

  static Stream<CountModel.CountSum> sums() {
    return CountModel.of(MadeFigures.MEASURES).sums().stream()
        .filter(sum -> value(sum.total()).isPresent());
  }

  @ParameterizedTest
  @MethodSource("sums")
  void someCourseIsInEachRestAndNoneOutsideASumWithoutOne(CountModel.CountSum sum) {
    var total = value(sum.total()).orElseThrow();
    var parts = sum.parts().stream().flatMap(part -> value(part).stream()).toList();
    var outside =
        COURSES.stream()
            .mapToLong(
                one ->
                    total.applyAsLong(one)
                        - parts.stream().mapToLong(part -> part.applyAsLong(one)).sum())
            .summaryStatistics();
    assertThat(outside.getMin()).as("%s: its parts are apart", sum).isNotNegative();
    if (parts.size() == sum.parts().size()) {
      assertThat(outside.getMax()).as("%s: it is its parts", sum).isZero();
    } else {
      assertThat(outside.getMax()).as("%s: somebody is in the rest", sum).isPositive();
    }
  }

  /** What a count has of one course; empty for one that no measure shows, such as a rest. */
  private static Optional<ToLongFunction<Made>> value(String count) {
    var id = count.replaceFirst("-.*", "");
    if (MadeFigures.MEASURES.stream().noneMatch(one -> one.id().equals(id))) {
      return Optional.empty();
    }
    if (count.equals(id)) {
      return Optional.of(MONTHS.numerator(id));
    }
    return switch (count.substring(id.length())) {
      case "-numerator" -> Optional.of(MONTHS.numerator(id));
      case "-denominator" -> Optional.of(MONTHS.denominator(id));
      default -> Optional.empty();
    };
  }

  /**
   * Made ones, and of each one whose measure has no threshold of reliable change, with a contact of
   * which nobody recorded whether it was attended.
   */
  private static List<Made> courses() {
    var made = new MadeFigures(YearMonth.of(2026, 1));
    made.provider("RZ1", List.of("C1"), 300, 2, 23);
    var all = new ArrayList<>(made.courses());
    for (var one : made.courses()) {
      var contacts = one.contacts().clone();
      contacts[1] = 1;
      all.add(
          new Made(
              one.provider(),
              one.commissioner(),
              one.gender(),
              one.age(),
              one.ethnic(),
              one.longTerm(),
              one.received(),
              one.self(),
              one.assessed(),
              one.first(),
              one.second(),
              one.treatments(),
              one.ended(),
              one.seen(),
              one.notAtCaseness(),
              0,
              one.recovered(),
              one.firstPhq(),
              one.lastPhq(),
              one.firstMeasure(),
              one.lastMeasure(),
              one.ground(),
              one.integrated(),
              one.minutes(),
              one.wsas(),
              contacts));
    }
    return all;
  }
}
