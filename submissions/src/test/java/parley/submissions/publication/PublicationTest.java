package parley.submissions.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.submissions.disclosure.SmallNumberRule;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MadeMonth;
import parley.submissions.measure.MeasureBuilder;
import parley.submissions.measure.MeasureResult;
import parley.submissions.rule.SubmissionFacts;

/** What is published of figures, against what was worked out by hand. */
class PublicationTest {

  private static final PublicationOrder PRIMARY = PublicationOrder.of(ReleaseKind.PRIMARY);
  private static final Path GOLDEN = Path.of("src/test/resources/publication/golden.csv");

  @Test
  void figuresAreThoseWorkedOutByHand() throws IOException {
    var csv =
        csv(made(golden(), PublicationHistory.NONE, PRIMARY.withLeastBrokenDown(0)).figures());
    var expected = Files.readAllLines(GOLDEN);
    assertThat(csv.lines().filter(line -> !line.contains("age-group") && !line.contains("ethnic")))
        .containsExactlyElementsOf(expected);
  }

  /** The shipped definitions say of themselves what adds up; the measures' SQL has to agree. */
  @Test
  void whatTheMeasuresOfTheMadeOctoberCountAddsUpAsDeclared() {
    var order =
        new SubmissionOrder(
            new SubmissionFacts(
                "RZ9",
                "RZ9",
                LocalDate.parse("2026-10-01"),
                LocalDate.parse("2026-10-31"),
                LocalDateTime.parse("2026-11-20T10:00:00")),
            "PARLEY");
    var result = MeasureBuilder.packaged().build(MadeMonth.read(), order);
    var figures = ((MeasureResult.Made) result).figures();

    var made = made(figures, PublicationHistory.NONE, PRIMARY.withLeastBrokenDown(0));

    assertThat(value(made, "M073", Place.provider("RZ9"))).isEqualTo("*");
    assertThat(made.utility().figures()).isGreaterThan(60);
    assertThat(made.figures().all())
        .extracting(figure -> figure.measure().id())
        .contains("M001", "M192", "P004");
  }

  @Test
  void countsThatDoNotAddUpAreRefusedByNameAndWithoutTheCount() {
    var figures =
        new HandFigures("2026-10-01", "2026-10-31")
            .count("M001", "provider", "RZ9", 97, 60, 30, 0, 6, 40, 57)
            .figures();
    assertThat(Publication.make(figures, PublicationHistory.NONE, PRIMARY.withLeastBrokenDown(0)))
        .isInstanceOfSatisfying(
            PublicationResult.Refused.class,
            refused -> {
              assertThat(refused.place()).contains("M001").contains("RZ9");
              assertThat(refused.toString()).doesNotContain("97");
            });
  }

  @Test
  void everyFigureOfALargeProviderKeepsToTheRule() {
    var all = service(220);
    var half = all.all().stream().filter(one -> one.measure().id().matches("M0.*|M1[89].*"));
    var made =
        made(
            new Figures(all.facts(), half.toList()),
            PublicationHistory.NONE,
            PRIMARY.withLeastBrokenDown(0));
    assertThat(made.figures().all()).isNotEmpty();
    for (var figure : made.figures().all()) {
      for (var shown : List.of(figure.numerator(), figure.denominator())) {
        shown
            .filter(one -> !one.toString().equals("*"))
            .filter(one -> figure.measure().kind().name().matches("COUNT|RATE"))
            .ifPresent(
                one -> {
                  assertThat(Long.parseLong(one.toString()) % 5).isZero();
                  assertThat(Long.parseLong(one.toString())).isGreaterThanOrEqualTo(5);
                });
      }
    }
    assertThat(made.utility().hidden()).isPositive().isLessThan(made.utility().figures());
    assertThat(made.figures().all())
        .as("of the provider as a whole, and broken down")
        .anyMatch(figure -> !figure.isHidden() && figure.breakdown().equals("total"))
        .anyMatch(figure -> !figure.isHidden() && figure.breakdown().equals("gender"));
  }

  @Test
  void theSameFiguresGiveTheSameBytes(@TempDir Path one, @TempDir Path two) throws IOException {
    var figures = service(60);
    var first =
        PublicationFiles.write(made(figures, PublicationHistory.NONE, PRIMARY).figures(), one);
    var second =
        PublicationFiles.write(made(figures, PublicationHistory.NONE, PRIMARY).figures(), two);
    assertThat(second).isEqualTo(first);
    assertThat(first)
        .extracting("name")
        .containsExactly(
            "ANONYMOUS-figures-2026-10-primary.csv",
            "ANONYMOUS-figures-2026-10-primary.ndjson",
            "ANONYMOUS-figures-2026-10-primary.html");
  }

  @Test
  void ratesOfLargeProvidersStayNearTheTruth() {
    var made = made(service(2500), PublicationHistory.NONE, PRIMARY.withBrokenDown(Set.of()));
    assertThat(made.utility().largestRateError().orElseThrow())
        .isLessThanOrEqualTo(new java.math.BigDecimal("0.5"))
        .isPositive();
    assertThat(made(service(60), PublicationHistory.NONE, PRIMARY).utility().largestRateError())
        .isEmpty();
  }

  @Test
  void theStricterRuleShowsNoCountUnderEight() {
    var strict = PRIMARY.withRule(SmallNumberRule.STRICT);
    var made = made(service(60), PublicationHistory.NONE, strict);
    assertThat(made.history().releases().get(0).counts().values())
        .noneMatch(shown -> shown.toString().equals("5"));
  }

  static PublicationResult.Made made(
      Figures figures, PublicationHistory history, PublicationOrder order) {
    var result = Publication.make(figures, history, order);
    assertThat(result).isInstanceOf(PublicationResult.Made.class);
    return (PublicationResult.Made) result;
  }

  static Figures service(int monthly) {
    var made = new MadeFigures(YearMonth.of(2026, 10));
    made.provider("RZ1", List.of("QWO", "QXX", "QYY"), monthly, 1, 5);
    return made.figures(0, 1).get(0);
  }

  static String csv(PublishedFigures figures) throws IOException {
    var out = new ByteArrayOutputStream();
    PublicationCsv.write(figures, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  static String value(PublicationResult.Made made, String measure, Place place) {
    return made.figures().all().stream()
        .filter(one -> one.measure().id().equals(measure) && one.place().equals(place))
        .filter(one -> one.breakdown().equals("total"))
        .map(one -> one.value().map(java.math.BigDecimal::toPlainString).orElse("*"))
        .findFirst()
        .orElseThrow();
  }

  /** The rounding and hiding of each of these is in golden.csv. */
  static Figures golden() {
    var people = new long[] {43, 28, 12, 0, 3, 20, 23};
    var finished = new long[] {41, 25, 13, 0, 3, 19, 22};
    var improved = new long[] {20, 14, 4, 0, 2, 9, 11};
    return new HandFigures("2026-10-01", "2026-10-31")
        .count("M031", "provider", "RZ9", people)
        .rate("M048", "provider", "RZ9", new long[] {1806, 1176, 504, 0, 126, 866, 940}, people)
        .median(
            "M049",
            "provider",
            "RZ9",
            new String[] {"42.5", "41", "44", "", "40", "43", "42"},
            people)
        .count("M076", "provider", "RZ9", finished)
        .count("M185", "provider", "RZ9", improved)
        .rate("M186", "provider", "RZ9", improved, finished)
        .figures();
  }
}
