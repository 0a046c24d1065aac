package parley.submissions.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.disclosure.SmallNumberRule;
import parley.submissions.measure.Figures;

/** Attacks 22 and 24 to 26 on publications, each made twice: the second time undefended. */
class FigureAttackTest {

  private static final PublicationOrder PRIMARY =
      PublicationOrder.of(ReleaseKind.PRIMARY).withLeastPlace(10).withLeastBrokenDown(0);

  @Test
  @Attack(value = 22, by = "one patient added", off = "rounding")
  void a22OnePatientMoreIsNotCountedFromTwoFiles() throws IOException {
    Defence.holds("one patient more", added(true), added(false));
  }

  /** How often the difference of two files says that one person was added. */
  private static long added(boolean rounded) throws IOException {
    var said = 0L;
    for (var one = 0; one < 6; one++) {
      var before = file(count(people(43 + one)), rounded);
      var after = file(count(people(44 + one)), rounded);
      for (var name : before.keySet()) {
        if (isNumber(before.get(name)) && isNumber(after.getOrDefault(name, "*"))) {
          var change = new BigDecimal(after.get(name)).subtract(new BigDecimal(before.get(name)));
          said += change.compareTo(BigDecimal.ONE) == 0 ? 1 : 0;
        }
      }
    }
    return said;
  }

  @Test
  @Attack(
      value = 24,
      by = "numerators of percentages",
      off = "percentages of rounded counts: of exact ones")
  void a24NumeratorsOfPercentagesAreNotFound() throws IOException {
    Defence.holds("numerators", numerators(true), numerators(false));
  }

  /**
   * Rates of which one numerator alone makes the percentage with a denominator that is rounded as
   * shown, and it is the true one. Whoever looks for it knows how percentages are made.
   */
  private static long numerators(boolean ofRounded) throws IOException {
    var found = 0L;
    var shown = 0L;
    for (var finished = 61; finished < 120; finished += 4) {
      if (finished % 5 == 0) {
        continue;
      }
      var improved = finished * 2 / 5 + (finished * 2 / 5 % 5 == 0 ? 1 : 0);
      var figures =
          new HandFigures("2026-10-01", "2026-10-31")
              .count("M076", "provider", "RZ9", people(finished))
              .count("M185", "provider", "RZ9", some(improved))
              .rate("M186", "provider", "RZ9", some(improved), people(finished))
              .figures();
      var order = PRIMARY.withBrokenDown(Set.of());
      var lines =
          lines(
              PublicationTest.csv(
                  PublicationTest.made(figures, PublicationHistory.NONE, order).figures()));
      var whole = lines.get("M076@RZ9|total|all");
      var percent =
          ofRounded ? lines.get("M186@RZ9|total|all") : percent(improved, finished).toString();
      if (isNumber(whole) && isNumber(percent)) {
        shown++;
        var fits = numerators(Integer.parseInt(whole), new BigDecimal(percent), ofRounded);
        found += fits.equals(Set.of(improved)) ? 1 : 0;
      }
    }
    assertThat(shown).as("percentages that are shown").isGreaterThan(8);
    return found;
  }

  private static Set<Integer> numerators(int whole, BigDecimal percent, boolean ofRounded) {
    var numerators = new HashSet<Integer>();
    for (var of = whole - 2; of <= whole + 2; of++) {
      for (var part = 1; part < of; part++) {
        var rounded = (part + 2) / 5 * 5;
        var others = (of - part + 2) / 5 * 5;
        var made = ofRounded ? percent(rounded, rounded + others) : percent(part, of);
        if (made.compareTo(percent) == 0) {
          numerators.add(part);
        }
      }
    }
    return numerators;
  }

  private static BigDecimal percent(int part, int of) {
    return BigDecimal.valueOf(100L * part).divide(BigDecimal.valueOf(of), 1, RoundingMode.HALF_UP);
  }

  @Test
  @Attack(value = 25, by = "zeros, missing rows", off = "hiding of small counts")
  void a25NoZeroStandsBesideAStar() throws IOException {
    var people = count(new long[] {43, 31, 12, 0, 0, 20, 23});
    Defence.holds("zeros", zeros(file(people, true)), zeros(file(people, false)));
    var groups = lines(csv(people)).keySet();
    var exact = Undefended.plain(people).keySet();
    Defence.holds("groups without a row", missing(groups), missing(exact));
  }

  private static long zeros(Map<String, String> file) {
    return file.values().stream()
        .filter(FigureAttackTest::isNumber)
        .filter(it -> new BigDecimal(it).signum() == 0)
        .count();
  }

  private static long missing(Set<String> names) {
    return Breakdowns.packaged().categories().entrySet().stream()
        .flatMap(of -> of.getValue().keySet().stream().map(one -> of.getKey() + '|' + one))
        .filter(group -> !names.contains("M001@RZ9|" + group))
        .count();
  }

  @Test
  @Attack(value = 26, by = "a thousand answers", off = "the same answer: noise drawn anew")
  void a26AThousandAnswersTellNoMoreThanOne() throws IOException {
    var figures = count(people(43));
    var order = PRIMARY.withBrokenDown(Set.of());
    var noise = new Random(26);
    IntFunction<String> real = run -> total(figures, order);
    IntFunction<String> noisy = run -> Long.toString(Math.round(43 + 5 * noise.nextGaussian()));
    Defence.holds("mean of a thousand answers", learned(real), learned(noisy));
  }

  private static String total(Figures figures, PublicationOrder order) {
    try {
      return lines(
              PublicationTest.csv(
                  PublicationTest.made(figures, PublicationHistory.NONE, order).figures()))
          .get("M001@RZ9|total|all");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** One if the answers differ, and so their mean is the true count. */
  private static long learned(IntFunction<String> question) {
    var answers = new HashSet<String>();
    var sum = 0.0;
    for (var run = 0; run < 1_000; run++) {
      var answer = question.apply(run);
      answers.add(answer);
      sum += Double.parseDouble(answer);
    }
    return answers.size() > 1 || Math.round(sum / 1_000) == 43 ? 1 : 0;
  }

  /** What is published, or the same without rounding and hiding. */
  private static Map<String, String> file(Figures figures, boolean defended) throws IOException {
    if (defended) {
      return lines(csv(figures));
    }
    var plain = new HashMap<String, String>();
    Undefended.plain(figures).forEach((name, value) -> plain.put(name, value.toPlainString()));
    return plain;
  }

  private static String csv(Figures figures) throws IOException {
    return PublicationTest.csv(
        PublicationTest.made(
                figures,
                PublicationHistory.NONE,
                PRIMARY.withRule(SmallNumberRule.TALKING_THERAPIES))
            .figures());
  }

  private static boolean isNumber(String shown) {
    return shown.matches("\\d+(\\.\\d+)?");
  }

  private static long[] people(int all) {
    return new long[] {all, all - 15, 12, 0, 3, all - 23, 23};
  }

  private static long[] some(int all) {
    return new long[] {all, all - 6, 4, 0, 2, all - 9, 9};
  }

  private static Figures count(long[] people) {
    return new HandFigures("2026-10-01", "2026-10-31")
        .count("M001", "provider", "RZ9", people)
        .figures();
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
