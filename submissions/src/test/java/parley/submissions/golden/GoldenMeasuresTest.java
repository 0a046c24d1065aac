package parley.submissions.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.engine.SubmissionOrder;
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

  /** First scores stay first and waits go on when the provider is called otherwise meanwhile. */
  @Test
  void aChangeOfTheProvidersCodeChangesNoFigure() {
    var recorded = GoldenService.lines();
    var before =
        recorded.stream()
            .map(line -> line.contains("\"EpisodeOfCare\", \"id\": \"e0") ? formerCode(line) : line)
            .toList();
    assertThat(before.stream().filter(line -> line.contains("\"RV0\""))).hasSizeGreaterThan(5);
    var october = GoldenService.order(10);
    var order = new SubmissionOrder(october.facts(), "PARLEY", Map.of("RV0", "RZ9"));
    assertThat(texts(figures(before, order))).isEqualTo(texts(FIGURES));
    assertThat(texts(figures(before, october))).isNotEqualTo(texts(FIGURES));
  }

  private static List<String> texts(Figures figures) {
    return figures.all().stream()
        .map(one -> one.measure().id() + " " + one.population() + " " + one.value())
        .toList();
  }

  private static String formerCode(String course) {
    return course.replaceAll(
        "\"managingOrganization\": \\{[^}]*\\}+",
        "\"managingOrganization\": {\"identifier\": {\"system\":"
            + " \"https://fhir.nhs.uk/Id/ods-organization-code\", \"value\": \"RV0\"}}");
  }

  private static Figures figures() {
    return figures(GoldenService.lines(), GoldenService.order(10));
  }

  private static Figures figures(List<String> lines, SubmissionOrder order) {
    var result = MeasureBuilder.packaged().build(GoldenService.resources(lines), order);
    assertThat(result).isInstanceOf(MeasureResult.Made.class);
    return ((MeasureResult.Made) result).figures();
  }
}
