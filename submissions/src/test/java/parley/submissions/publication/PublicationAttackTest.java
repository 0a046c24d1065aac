package parley.submissions.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.disclosure.Shown;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureDefinition.Kind;

/**
 * Attacks 22 to 26, made on the files of a publication, and on files with one defence off, where
 * they have to work.
 */
class PublicationAttackTest {

  private static final PublicationOrder PRIMARY =
      PublicationOrder.of(ReleaseKind.PRIMARY).withLeastPlace(10).withLeastBrokenDown(0);
  private static final PublicationOrder REFRESH =
      PublicationOrder.of(ReleaseKind.REFRESH).withLeastPlace(10).withLeastBrokenDown(0);
  private static final Set<String> FEW =
      Set.of("M001", "M002", "M031", "M036", "M076", "M185", "M186", "M187", "M189", "M1010");

  @Test
  void a22OnePatientMoreChangesNoNumberByLessThanAStep() throws IOException {
    var seen = 0;
    for (var one = 0; one < 6; one++) {
      var people = new long[] {43 + one, 28 + one, 12, 0, 3, 20 + one, 23};
      var more = new long[] {44 + one, 29 + one, 12, 0, 3, 21 + one, 23};
      var first = PublicationTest.made(count(people), PublicationHistory.NONE, PRIMARY);
      var second = PublicationTest.made(count(more), first.history(), REFRESH);
      var before = lines(PublicationTest.csv(first.figures()));
      var after = lines(PublicationTest.csv(second.figures()));
      for (var name : before.keySet()) {
        if (before.get(name).equals("*")) {
          assertThat(after.get(name)).as(name).isEqualTo("*");
        } else if (!after.get(name).equals("*")) {
          var change =
              new BigDecimal(after.get(name)).subtract(new BigDecimal(before.get(name))).abs();
          assertThat(change).isIn(BigDecimal.ZERO, BigDecimal.valueOf(5));
          seen += change.signum();
        }
      }
      assertThat(
              Undefended.plain(count(more))
                  .get("M001@RZ9|total|all")
                  .subtract(Undefended.plain(count(people)).get("M001@RZ9|total|all")))
          .as("without rounding the one patient shows")
          .isEqualByComparingTo("1");
    }
    assertThat(seen).isPositive();
  }

  @Test
  @Attack(value = 22, by = "primary and refresh", off = "the history of what was published")
  void a22WhatTheFirstPublicationHidTheNextHidesToo() throws IOException {
    var four = new long[] {60, 40, 16, 0, 4, 20, 40};
    var five = new long[] {61, 40, 16, 0, 5, 20, 41};
    var first = PublicationTest.made(count(four), PublicationHistory.NONE, PRIMARY);
    var second = PublicationTest.made(count(five), first.history(), REFRESH);
    var forgetful = PublicationTest.made(count(five), PublicationHistory.NONE, REFRESH);
    var primary = lines(PublicationTest.csv(first.figures()));
    assertThat(primary).containsEntry("M001@RZ9|gender|not-known", "*");
    Defence.holds(
        "figures hidden first and shown next",
        shown(primary, lines(PublicationTest.csv(second.figures()))),
        shown(primary, lines(PublicationTest.csv(forgetful.figures()))));
  }

  private static long shown(Map<String, String> first, Map<String, String> next) {
    return first.keySet().stream()
        .filter(name -> first.get(name).equals("*") && !next.getOrDefault(name, "*").equals("*"))
        .count();
  }

  @Test
  void a22TheYearToDateLessTheMonthsTellsNothing() throws IOException {
    var made = new MadeFigures(YearMonth.of(2026, 10));
    made.provider("RZ1", List.of("QWO", "QXX", "QYY"), 90, 2, 22);
    var first = few(made.figures(0, 1).get(0));
    var second = few(made.figures(1, 1).get(0));
    var both = few(made.figures(0, 2).get(0));
    var one = PublicationTest.made(first, PublicationHistory.NONE, PRIMARY);
    var two = PublicationTest.made(second, one.history(), PRIMARY);
    var year = PublicationTest.made(both, two.history(), PRIMARY);

    var months =
        List.of(
            lines(PublicationTest.csv(one.figures())), lines(PublicationTest.csv(two.figures())));
    var hidden = 0;
    for (var line : lines(PublicationTest.csv(year.figures())).entrySet()) {
      var parts = months.stream().map(month -> month.getOrDefault(line.getKey(), "*")).toList();
      if (parts.contains("*")) {
        assertThat(line.getValue()).as(line.getKey()).isEqualTo("*");
        hidden++;
      }
    }
    assertThat(hidden).isPositive();
    // The year's exact counts, rounded by themselves, would bound a month that is hidden.
    var exact = Undefended.plain(both);
    var bounded = 0;
    for (var name : exact.keySet()) {
      var october = months.get(0).getOrDefault(name, "*");
      var november = months.get(1).getOrDefault(name, "*");
      if (october.equals("*") && november.matches("\\d+")) {
        var left = exact.get(name).longValue() - Long.parseLong(november);
        bounded += left + 2 < 5 ? 1 : 0;
      }
    }
    assertThat(bounded).as("with the exact year a hidden month is pinned down").isPositive();
  }

  @Test
  @Attack(value = 23, by = "sums over groups and commissioners", off = "secondary suppression")
  void a23NoStarOfTheFilesCanBePinnedDown() throws IOException {
    var held = 0L;
    var broken = 0L;
    for (var seed = 1; seed <= 4; seed++) {
      var made = new MadeFigures(YearMonth.of(2026, 10));
      made.provider("RZ1", List.of("QWO", "QXX", "QYY"), 120 + 60 * seed, 1, seed);
      var figures = few(made.figures(0, 1).get(0));
      var result = PublicationTest.made(figures, PublicationHistory.NONE, PRIMARY);
      var csv = PublicationTest.csv(result.figures());
      var sums = Map.of("RZ1", places(csv));
      held += narrow(csv, sums).size();
      broken += narrow(Undefended.onlySmallHidden(result.figures(), figures), sums).size();
    }
    Defence.holds("stars with fewer than six values", held, broken);
  }

  @Test
  @Attack(
      value = 24,
      by = "complement of a percentage",
      off = "hiding with the complement: small counts alone hidden")
  void a24PercentagesAreOfRoundedCountsAndGoWithAnyHiddenPart() throws IOException {
    var finished = new long[] {41, 25, 13, 0, 3, 19, 22};
    var nearlyAll = new long[] {39, 24, 12, 0, 3, 19, 20};
    var figures =
        new HandFigures("2026-10-01", "2026-10-31")
            .count("M076", "provider", "RZ9", finished)
            .count("M185", "provider", "RZ9", nearlyAll)
            .rate("M186", "provider", "RZ9", nearlyAll, finished)
            .figures();
    var result = PublicationTest.made(figures, PublicationHistory.NONE, PRIMARY);
    var lines = lines(PublicationTest.csv(result.figures()));
    assertThat(lines).containsEntry("M186@RZ9|total|all", "*");
    Defence.holds(
        "who did not improve, counted by dividing",
        complements(lines),
        complements(lines(Undefended.onlySmallHidden(result.figures(), figures))));

    // The exact percentage gives the numerator of any denominator near the rounded one.
    var exact = new BigDecimal("95.1");
    assertThat(
            IntStream.rangeClosed(0, 41)
                .filter(n -> Math.round(1000.0 * n / 41) == exact.movePointRight(1).intValue()))
        .containsExactly(39);
    var shown = PublicationTest.made(PublicationTest.golden(), PublicationHistory.NONE, PRIMARY);
    for (var figure : shown.figures().all()) {
      if (figure.measure().kind() == Kind.RATE && !figure.isHidden()) {
        var part = ((Shown.Count) figure.numerator().orElseThrow()).rounded();
        var whole = ((Shown.Count) figure.denominator().orElseThrow()).rounded();
        assertThat(figure.value().orElseThrow().doubleValue())
            .isCloseTo(100.0 * part / whole, org.assertj.core.data.Offset.offset(0.051));
      }
    }
  }

  /** Groups whose rounded numerator and denominator say that fewer than 5 are between them. */
  private static long complements(Map<String, String> lines) {
    return lines.keySet().stream()
        .filter(name -> name.startsWith("M185@"))
        .filter(
            name -> {
              var part = lines.get(name);
              var whole = lines.getOrDefault(name.replace("M185@", "M076@"), "*");
              return !part.equals("*")
                  && !whole.equals("*")
                  && Integer.parseInt(whole) - Integer.parseInt(part) < 5;
            })
        .count();
  }

  @Test
  @Attack(value = 24, by = "means of few", off = "the least number of a mean")
  void a24MeansAndMediansOfFewAreHidden() throws IOException {
    var people = new long[] {43, 29, 7, 7, 0, 36, 7};
    var days = new long[] {1806, 1176, 315, 315, 0, 1491, 315};
    var figures =
        new HandFigures("2026-10-01", "2026-10-31")
            .count("M031", "provider", "RZ9", people)
            .rate("M048", "provider", "RZ9", days, people)
            .median(
                "M049",
                "provider",
                "RZ9",
                new String[] {"42", "41", "45", "45", "", "42", "45"},
                people)
            .figures();
    var seven = PublicationTest.made(figures, PublicationHistory.NONE, PRIMARY);
    var lines = lines(PublicationTest.csv(seven.figures()));
    var looser = PRIMARY.withRule(new parley.submissions.disclosure.SmallNumberRule(5, 5, 5));
    var off = PublicationTest.made(figures, PublicationHistory.NONE, looser);
    Defence.holds(
        "means and medians of seven",
        ofSeven(lines),
        ofSeven(lines(PublicationTest.csv(off.figures()))));
    for (var measure : List.of("M048", "M049")) {
      assertThat(lines.get(measure + "@RZ9|total|all")).isNotEqualTo("*");
    }
  }

  private static long ofSeven(Map<String, String> lines) {
    return lines.entrySet().stream()
        .filter(it -> it.getKey().matches("M04[89]@RZ9\\|gender\\|(male|not-known)"))
        .filter(it -> !it.getValue().equals("*"))
        .count();
  }

  @Test
  void a25NoZeroAndNoMissingRowTellsThatThereIsNobody() throws IOException {
    var people = new long[] {43, 31, 12, 0, 0, 20, 23};
    var result = PublicationTest.made(count(people), PublicationHistory.NONE, PRIMARY);
    var lines = lines(PublicationTest.csv(result.figures()));
    assertThat(lines.values()).doesNotContain("0").contains("*");
    Breakdowns.packaged()
        .categories()
        .forEach(
            (breakdown, categories) ->
                categories
                    .keySet()
                    .forEach(
                        one -> assertThat(lines).containsKey("M001@RZ9|" + breakdown + '|' + one)));
    assertThat(Undefended.plain(count(people)).get("M001@RZ9|gender|not-known"))
        .as("without the rule a zero shows")
        .isEqualByComparingTo("0");
    assertThat(Undefended.plain(count(people)))
        .as("or a row is missing")
        .doesNotContainKey("M001@RZ9|age-group|under-18");
  }

  @Test
  void a26TheSameQuestionHasTheSameAnswer() throws IOException {
    var figures = few(PublicationTest.service(80));
    var first = PublicationTest.made(figures, PublicationHistory.NONE, PRIMARY);
    var csv = PublicationTest.csv(first.figures());
    var history = first.history();
    for (var run = 0; run < 5; run++) {
      var again = PublicationTest.made(figures, PublicationHistory.NONE, PRIMARY);
      assertThat(PublicationTest.csv(again.figures())).isEqualTo(csv);
      var after = PublicationTest.made(figures, history, PRIMARY);
      assertThat(PublicationTest.csv(after.figures())).isEqualTo(csv);
      history = after.history();
    }
  }

  private static Figures count(long[] people) {
    return new HandFigures("2026-10-01", "2026-10-31")
        .count("M001", "provider", "RZ9", people)
        .figures();
  }

  private static Figures few(Figures figures) {
    return new Figures(
        figures.facts(),
        figures.all().stream().filter(one -> FEW.contains(one.measure().id())).toList());
  }

  private static Map<String, String> narrow(String csv, Map<String, List<String>> sums) {
    var narrow = new HashMap<>(PublicReader.of(List.of(csv), sums).narrow());
    var stars = lines(csv);
    // A group whose total is a star itself is no better known than that.
    narrow
        .keySet()
        .removeIf(
            name -> {
              var total = name.replace(" whole", "").replaceAll("0@(.*?)\\|.*", "@$1|total|all");
              return !name.contains("|total|") && stars.getOrDefault(total, "*").equals("*");
            });
    return narrow;
  }

  private static List<String> places(String csv) {
    return csv.lines()
        .map(line -> line.replaceAll("\"[^\"]*\"", "title").split(",", -1))
        .filter(cells -> cells[4].equals("commissioner"))
        .map(cells -> cells[5])
        .distinct()
        .toList();
  }

  private static Map<String, String> lines(String csv) {
    var lines = new HashMap<String, String>();
    for (var line : csv.lines().skip(1).toList()) {
      var cells = line.replaceAll("\"[^\"]*\"", "title").split(",", -1);
      lines.put(cells[0] + '@' + cells[5] + '|' + cells[6] + '|' + cells[7], cells[10]);
    }
    return lines;
  }
}
