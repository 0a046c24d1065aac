package parley.submissions.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Defence;
import parley.submissions.disclosure.Shown;
import parley.submissions.disclosure.SmallNumberRule;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.measure.Figures;

/**
 * What a provider of 500 or more finished courses is judged by is shown, within half a point of the
 * truth, and no star beside it can be pinned down by somebody with a solver.
 */
class HeadlineRatesTest {

  private static final PublicationOrder TOTALS =
      PublicationOrder.of(ReleaseKind.PRIMARY).withBrokenDown(Set.of());
  private static final List<String> HEADLINES = List.of("M192", "M195", "M186", "M053");
  private static final Set<String> FEW =
      Set.of(
          "M001", "M052", "M053", "M076", "M179", "M180", "M185", "M186", "M187", "M189", "M191",
          "M192", "M193", "M195", "M196", "M197", "M198");
  private static final CountedPopulation ALL = CountedPopulation.total("provider", "RZ1");

  @Test
  void theyAreShownAndWithinHalfAPoint() {
    for (var seed = 1; seed <= 8; seed++) {
      var figures = year(seed);
      assertThat(exact(figures, "M076")).isGreaterThanOrEqualTo(500);
      assertShown(seed, figures, PublicationTest.made(figures, PublicationHistory.NONE, TOTALS));
    }
  }

  /** Whoever of a denominator is in the numerator; of fewer people it is not kept always. */
  @Test
  void roundingTakesNoMoreThanHalfAPointOf438OrMore() {
    assertThat(IntStream.rangeClosed(438, 700)).allMatch(HeadlineRatesTest::isWithinHalfAPoint);
    assertThat(isWithinHalfAPoint(437)).isFalse();
  }

  private static boolean isWithinHalfAPoint(int whole) {
    return IntStream.rangeClosed(5, whole - 5)
        .allMatch(part -> Math.abs(percentage(part, whole) - 100.0 * part / whole) <= 0.5);
  }

  private static double percentage(int part, int whole) {
    var denominator = new Shown.Count((whole + 2) / 5 * 5);
    var complement = new Shown.Count((whole - part + 2) / 5 * 5);
    return SmallNumberRule.TALKING_THERAPIES
        .percentage(new Shown.Count((part + 2) / 5 * 5), denominator, complement)
        .orElseThrow()
        .doubleValue();
  }

  /** Groups hide nothing of the headlines. */
  @Test
  void theyAreShownWithGroupsToo() {
    var figures = few(year(3));
    var order = PublicationOrder.of(ReleaseKind.PRIMARY);
    var made = PublicationTest.made(figures, PublicationHistory.NONE, order);
    assertShown(3, figures, made);
    assertThat(made.figures().all())
        .anyMatch(one -> one.breakdown().equals("gender") && !one.isHidden());
    var totals = PublicationTest.made(figures, PublicationHistory.NONE, TOTALS);
    assertThat(values(made)).containsAllEntriesOf(values(totals));
  }

  @Test
  void noStarBesideThemIsPinnedDown() throws IOException {
    var on = 0L;
    var off = 0L;
    for (var seed = 1; seed <= 2; seed++) {
      var figures = year(seed);
      var made = PublicationTest.made(figures, PublicationHistory.NONE, TOTALS);
      var csv = PublicationTest.csv(made.figures());
      var sums = sums(csv);
      on += PublicReader.of(List.of(csv), sums).narrow().size();
      var undefended = Undefended.onlySmallHidden(made.figures(), figures);
      off += PublicReader.of(List.of(undefended), sums).narrow().size();
    }
    Defence.holds("stars beside the headlines", on, off);
  }

  /** The provider is its commissioners, when these are published. */
  private static Map<String, List<String>> sums(String csv) {
    var commissioners =
        csv.lines()
            .map(line -> line.replaceAll("\"[^\"]*\"", "title").split(",", -1))
            .filter(cells -> cells[4].equals("commissioner"))
            .map(cells -> cells[5])
            .distinct()
            .toList();
    return commissioners.isEmpty() ? Map.of() : Map.of("RZ1", commissioners);
  }

  private static void assertShown(int seed, Figures figures, PublicationResult.Made made) {
    for (var id : HEADLINES) {
      var figure = figures.of(id, ALL).orElseThrow();
      var exact =
          100
              * figure.numerator().orElseThrow().doubleValue()
              / figure.denominator().orElseThrow().doubleValue();
      var shown = PublicationTest.value(made, id, Place.provider("RZ1"));
      if (!id.startsWith("M19") && shown.equals("*")) {
        continue; // The recovery rates are shown whatever it costs others.
      }
      assertThat(shown).as("%s of %d", id, seed).isNotEqualTo("*");
      assertThat(Double.parseDouble(shown))
          .as("%s of %d", id, seed)
          .isBetween(exact - 0.5, exact + 0.5);
    }
  }

  private static Map<String, String> values(PublicationResult.Made made) {
    var values = new java.util.TreeMap<String, String>();
    for (var one : made.figures().all()) {
      if (one.breakdown().equals("total") && !one.isHidden()) {
        values.put(one.measure().id() + one.place(), one.value().orElseThrow().toString());
      }
    }
    return values;
  }

  private static long exact(Figures figures, String id) {
    return figures.of(id, ALL).orElseThrow().numerator().orElseThrow().longValue();
  }

  /** Fewer, so that it does not take long. */
  private static Figures few(Figures figures) {
    return new Figures(
        figures.facts(),
        figures.all().stream().filter(one -> FEW.contains(one.measure().id())).toList());
  }

  private static Figures year(int seed) {
    var made = new MadeFigures(YearMonth.of(2026, 4));
    made.provider("RZ1", List.of("QWO", "QXX"), 85 + 15 * seed, 12, seed);
    return made.figures(0, 12).get(0);
  }
}
