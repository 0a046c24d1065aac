package parley.submissions.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RatesTest {

  /**
   * England, April 2024 to March 2025: NHS Talking Therapies annual report 2024-25, NHS England
   * (Open Government Licence), as collected in bennettoxford/nhstt.
   */
  private static final Rates ENGLAND_2024_25 =
      new Rates(670_419, 35_234, 321_061, 452_284, 39_157, 170_457, 301_815);

  @Test
  void englandComesOutAsPublished() {
    assertThat(ENGLAND_2024_25.recovery()).contains(new BigDecimal("50.5"));
    assertThat(ENGLAND_2024_25.reliableImprovement()).contains(new BigDecimal("67.5"));
    assertThat(ENGLAND_2024_25.reliableDeterioration()).contains(new BigDecimal("5.8"));
    assertThat(ENGLAND_2024_25.noReliableChange()).contains(new BigDecimal("25.4"));
    assertThat(ENGLAND_2024_25.reliableRecovery()).contains(new BigDecimal("47.5"));
  }

  /** Every year whose counts are all there, read from the reference documents. */
  @Test
  void everyPublishedYearComesOutOfTheSameFormulas() throws IOException {
    var file = Path.of("../../shared/reference/iapt-v2.1/england_annual_totals.csv");
    assumeTrue(Files.exists(file), "the reference documents are not at hand");
    var years = new HashMap<String, Map<String, String>>();
    for (var line : Files.readAllLines(file)) {
      var cells = line.split(",", -1);
      var figure = cells[9] + ' ' + cells[10];
      years.computeIfAbsent(cells[0], year -> new HashMap<>()).put(figure, cells[11]);
    }
    years.remove("reporting_period");

    assertThat(years).hasSizeGreaterThanOrEqualTo(8).containsKey("2024-25");
    assertThat(of(years.get("2024-25"))).isEqualTo(ENGLAND_2024_25);
    years.forEach(
        (year, figures) -> {
          var rates = of(figures);
          assertPublished(year, figures, "recovery", rates.recovery());
          assertPublished(year, figures, "reliable_recovery", rates.reliableRecovery());
          assertPublished(year, figures, "improvement", rates.reliableImprovement());
          assertPublished(year, figures, "deterioration", rates.reliableDeterioration());
          assertPublished(year, figures, "no_reliable_change", rates.noReliableChange());
        });
  }

  private static void assertPublished(
      String year, Map<String, String> figures, String name, Optional<BigDecimal> rate) {
    assertThat(rate.orElseThrow())
        .as(year + ' ' + name)
        .isEqualByComparingTo(figures.get(name + " percentage"));
  }

  private static Rates of(Map<String, String> figures) {
    return new Rates(
        count(figures, "finished_course_treatment"),
        count(figures, "not_at_caseness"),
        count(figures, "recovery"),
        count(figures, "improvement"),
        count(figures, "deterioration"),
        count(figures, "no_reliable_change"),
        count(figures, "reliable_recovery"));
  }

  private static long count(Map<String, String> figures, String name) {
    return Long.parseLong(figures.get(name + " count"));
  }

  @Test
  void onlyFinishedCoursesCountAndUnpairedOnesStayInTheDenominators() {
    var rates = Rates.of(courses("recovered on both", "no scores", "still in treatment"));

    assertThat(rates).isEqualTo(new Rates(2, 0, 1, 1, 0, 0, 1));
    assertThat(rates.recovery()).contains(new BigDecimal("50.0"));
  }

  @Test
  void thoseNotAtCasenessLeaveTheRecoveryDenominatorAlone() {
    var rates =
        Rates.of(
            courses(
                "recovered on both",
                "first PHQ-9 one below",
                "GAD-7 rose by exactly 4",
                "one improved, the other deteriorated"));

    assertThat(rates).isEqualTo(new Rates(4, 1, 2, 2, 1, 1, 1));
    assertThat(rates.recovery()).contains(new BigDecimal("66.7"));
    assertThat(rates.reliableRecovery()).contains(new BigDecimal("33.3"));
    assertThat(rates.reliableImprovement()).contains(new BigDecimal("50.0"));
    assertThat(rates.reliableDeterioration()).contains(new BigDecimal("25.0"));
  }

  @Test
  void nobodyHasNoRate() {
    var rates = Rates.of(List.of());

    assertThat(rates.recovery()).isEmpty();
    assertThat(rates.reliableImprovement()).isEmpty();
  }

  private static List<CourseFacts> courses(String... names) {
    var model = CourseModel.packaged();
    var wanted = List.of(names);
    var facts =
        WorkedCourse.all().stream()
            .filter(worked -> wanted.contains(worked.name()))
            .map(worked -> model.facts(worked.course()))
            .toList();
    assertThat(facts).hasSize(names.length);
    return facts;
  }
}
