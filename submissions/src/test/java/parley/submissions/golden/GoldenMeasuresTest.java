package parley.submissions.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureBuilder;
import parley.submissions.measure.MeasureResult;

/** The measures of the golden service are those that were counted by hand. */
class GoldenMeasuresTest {

  /** Counted by nobody: see the end of {@code why.md}. */
  private static final Set<String> NOT_COUNTED =
      Set.of(
          "M073", "M074", "M209", "M210", "M1011", "M1012", "M1013", "P001", "P002", "P003",
          "P004");

  private static final CountedPopulation PROVIDER =
      CountedPopulation.total(CountedPopulation.PROVIDER, "RZ9");

  private static final Figures FIGURES = figures();

  @TestFactory
  Stream<DynamicTest> everyFigureIsAsCountedByHand() {
    return GoldenService.measures().values().stream()
        .map(
            expected ->
                DynamicTest.dynamicTest(
                    expected.get(0),
                    () -> {
                      var figure = FIGURES.of(expected.get(0), PROVIDER).orElseThrow();
                      assertThat(figure.value().orElse(BigDecimal.ONE.negate()))
                          .as(expected.get(3))
                          .isEqualByComparingTo(expected.get(1));
                    }));
  }

  @Test
  void everyMeasureIsCounted() {
    var counted = GoldenService.measures().keySet();
    var left =
        FIGURES.all().stream()
            .map(figure -> figure.measure().id())
            .filter(id -> !counted.contains(id))
            .collect(Collectors.toSet());
    assertThat(left).isSubsetOf(NOT_COUNTED);
    assertThat(counted).hasSizeGreaterThanOrEqualTo(58);
  }

  private static Figures figures() {
    var result =
        MeasureBuilder.packaged()
            .build(GoldenService.resources(GoldenService.lines()), GoldenService.order(10));
    assertThat(result).isInstanceOf(MeasureResult.Made.class);
    return ((MeasureResult.Made) result).figures();
  }
}
