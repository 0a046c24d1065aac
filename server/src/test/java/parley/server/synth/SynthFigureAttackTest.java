package parley.server.synth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.ReleaseTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.publication.PublicReader;
import parley.submissions.publication.Publication;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.PublicationOrder;
import parley.submissions.publication.PublicationResult;
import parley.submissions.publication.ReleaseKind;
import parley.submissions.publication.Undefended;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ViewReader;

/**
 * Attacks 22, 23, 25 and 27 on figures of synthetic services: over two months and over the places,
 * with one patient more, and without those who opted out.
 */
class SynthFigureAttackTest {

  private static final int FEW = 240;
  private static final YearMonth AUGUST = YearMonth.of(2024, 8);
  private static final YearMonth SEPTEMBER = YearMonth.of(2024, 9);
  private static final PublicationOrder PRIMARY =
      PublicationOrder.of(ReleaseKind.PRIMARY).withLeastPlace(10).withBrokenDown(Set.of());

  /** Measures of counts that the sums and parts of are told. */
  private static final Set<String> MEASURES =
      Set.of("M001", "M002", "M031", "M036", "M076", "M185", "M187", "M189", "M1010");

  private static final List<MeasureDefinition> ALL = MeasureFolder.packaged();
  private static final List<MeasureDefinition> COUNTED =
      ALL.stream().filter(it -> MEASURES.contains(it.id())).toList();

  private static final Predicate<String> NOBODY = number -> false;
  private static final Map<List<Object>, Figures> MADE = new HashMap<>();

  @Test
  @Attack(value = 22, by = "one synthetic patient more", off = "rounding and hiding: exact figures")
  void a22OnePatientMoreIsNotCounted() throws IOException {
    var before = whole(FEW, NOBODY);
    var after = whole(FEW + 1, NOBODY);
    var first = made(List.of(before), PublicationHistory.NONE, PRIMARY);
    var second = made(List.of(after), first.history(), PRIMARY);
    Defence.holds(
        "figures that say one more",
        oneMore(lines(Undefended.csv(first.figures())), lines(Undefended.csv(second.figures()))),
        oneMore(plain(before), plain(after)));
  }

  @Test
  @Attack(
      value = 27,
      by = "figures with and without a synthetic patient who opted out",
      off = "the list of opt-outs: nobody on it")
  void a27WhoOptedOutIsInNoFigure() throws IOException {
    var more = PublishedService.maker(FEW + 1, 1).referral(FEW);
    assertThat(more.owner()).as("comes for the first time").isEqualTo(FEW);
    var last = more.person().nhsNumber();
    var never = whole(FEW, NOBODY);
    Defence.holds(
        "exact figures that differ",
        differ(never, whole(FEW + 1, last::equals)),
        differ(never, whole(FEW + 1, NOBODY)));
  }

  private static long differ(Figures one, Figures other) {
    var mine = plain(one);
    var theirs = plain(other);
    var all = new TreeSet<>(mine.keySet());
    all.addAll(theirs.keySet());
    return all.stream().filter(it -> !Objects.equals(mine.get(it), theirs.get(it))).count();
  }

  @Test
  @Attack(
      value = 22,
      by = "two months of a synthetic service, and both together",
      off = "years made of months: of exact counts")
  void a22BothMonthsLessOneTellNothingOfTheOther() throws IOException {
    var one = months(AUGUST, AUGUST);
    var two = months(SEPTEMBER, SEPTEMBER);
    var both = months(AUGUST, SEPTEMBER);
    var august = made(List.of(one), PublicationHistory.NONE, PRIMARY);
    var september = made(List.of(two), august.history(), PRIMARY);
    var joined = made(List.of(both), september.history(), PRIMARY);
    var months =
        List.of(
            lines(Undefended.csv(august.figures())), lines(Undefended.csv(september.figures())));
    Defence.holds(
        "months bounded to fewer than six",
        bounded(lines(Undefended.csv(joined.figures())), months, 4),
        bounded(plain(both), months, 0));
  }

  /**
   * Months that are a star, and that both and the other month bound to fewer than six values.
   *
   * @param slack by how much both together may be off
   */
  private static long bounded(
      Map<String, String> both, List<Map<String, String>> months, int slack) {
    var bounded = 0L;
    for (var name : months.get(0).keySet()) {
      for (var at = 0; at < 2; at++) {
        var star = months.get(at).get(name);
        var shown = months.get(1 - at).getOrDefault(name, "*");
        var sum = both.getOrDefault(name, "*");
        if (star.equals("*") && !shown.equals("*") && !sum.equals("*")) {
          var most = Long.parseLong(sum) + slack - (Long.parseLong(shown) - 2);
          var least = Long.parseLong(sum) - slack - (Long.parseLong(shown) + 2);
          bounded += most - Math.max(0, least) < 5 ? 1 : 0;
        }
      }
    }
    return bounded;
  }

  /** Two services, the commissioner of each, and their integrated care board. */
  @Test
  @Attack(
      value = 23,
      by = "synthetic services, commissioners and their board, with a solver",
      off = "secondary suppression")
  void a23NoStarOfTheHierarchyCanBePinnedDown() throws IOException {
    var figures =
        List.of(
            read(new Reading(FEW, 2, 1, AUGUST, AUGUST), COUNTED, NOBODY),
            read(new Reading(FEW, 2, 2, AUGUST, AUGUST), COUNTED, NOBODY));
    var order = PRIMARY.withIcbs(Map.of("Q91", "QAA", "Q92", "QAA"));
    var made = made(figures, PublicationHistory.NONE, order);
    var sums =
        List.of(
            Map.entry("all", List.of("RZ1", "RZ2")),
            Map.entry("all", List.of("Q91", "Q92")),
            Map.entry("QAA", List.of("Q91", "Q92")),
            Map.entry("RZ1", List.of("Q91")),
            Map.entry("RZ2", List.of("Q92")));
    var on = Undefended.csv(made.figures());
    var off = Undefended.onlySmallHidden(made.figures(), figures, order.icbs());
    assertThat(lines(on).values()).contains("*").anyMatch(it -> !it.equals("*"));
    Defence.holds(
        "stars with fewer than six values",
        PublicReader.ofPlaces(on, sums).narrow().size(),
        PublicReader.ofPlaces(off, sums).narrow().size());
  }

  @Test
  @Attack(value = 25, by = "zeros of a synthetic service", off = "hiding of small counts")
  void a25NoZeroIsShown() throws IOException {
    var month = months(AUGUST, AUGUST);
    var made = made(List.of(month), PublicationHistory.NONE, PRIMARY);
    Defence.holds("zeros", zeros(lines(Undefended.csv(made.figures()))), zeros(plain(month)));
  }

  private static long zeros(Map<String, String> lines) {
    return lines.values().stream().filter("0"::equals).count();
  }

  private static long oneMore(Map<String, String> before, Map<String, String> after) {
    return before.keySet().stream()
        .filter(it -> !before.get(it).equals("*") && !after.getOrDefault(it, "*").equals("*"))
        .filter(it -> Long.parseLong(after.get(it)) - Long.parseLong(before.get(it)) == 1)
        .count();
  }

  /** Everything that was made of one service. */
  private static Figures whole(int referrals, Predicate<String> optedOut) {
    var whole = new Reading(referrals, 1, 1, PublishedService.FIRST, PublishedService.LAST);
    return MADE.computeIfAbsent(List.of(whole, optedOut), none -> read(whole, COUNTED, optedOut));
  }

  private static Figures months(YearMonth first, YearMonth last) {
    var months = new Reading(FEW, 1, 1, first, last);
    return MADE.computeIfAbsent(List.of(months, NOBODY), none -> read(months, ALL, NOBODY));
  }

  /** What is read, of which service of how many, and counted over which months. */
  private record Reading(
      int referrals, int services, int service, YearMonth first, YearMonth last) {}

  /** Figures as they are counted. */
  private static Figures read(
      Reading of, List<MeasureDefinition> measures, Predicate<String> optedOut) {
    var referrals = of.referrals();
    var services = of.services();
    var maker = PublishedService.maker(referrals, services);
    var code = new MadeService(of.service()).code();
    var facts =
        new SubmissionFacts(
            code,
            code,
            of.first().atDay(1),
            of.last().atEndOfMonth(),
            PublishedService.LAST.atEndOfMonth().atTime(12, 0));
    var opening =
        ReleaseTables.open(
            PublishedService.record(maker, referrals, services),
            new ViewReader(),
            CourseModel.packaged(),
            EngineLimits.IN_MEMORY);
    try (var tables = ((ReleaseTables.Opening.Opened) opening).tables()) {
      tables.leaveOut(optedOut);
      var counted =
          tables.period(
              new SubmissionOrder(facts, ""),
              measures.stream().map(MeasureDefinition::query).toList());
      return Figures.of(measures, counted, facts);
    }
  }

  private static PublicationResult.Made made(
      List<Figures> figures, PublicationHistory history, PublicationOrder order) {
    var result = Publication.make(figures, history, order);
    assertThat(result).isInstanceOf(PublicationResult.Made.class);
    return (PublicationResult.Made) result;
  }

  /** Counts of places as a whole, by measure and place. */
  private static Map<String, String> lines(String csv) {
    var lines = new TreeMap<String, String>();
    for (var line : csv.lines().skip(1).toList()) {
      var cells = line.replaceAll("\"[^\"]*\"", "title").split(",", -1);
      if (cells[6].equals("total") && cells[11].equals("count")) {
        lines.put(cells[0] + '@' + cells[5], cells[10]);
      }
    }
    return lines;
  }

  /** The same without any defence. */
  private static Map<String, String> plain(Figures figures) {
    var plain = new TreeMap<String, String>();
    Undefended.plain(figures)
        .forEach(
            (name, value) -> {
              if (name.endsWith("|total|all") && value.stripTrailingZeros().scale() <= 0) {
                plain.put(name.replace("|total|all", ""), value.toBigInteger().toString());
              }
            });
    return plain;
  }
}
