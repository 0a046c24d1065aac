package parley.submissions.publication;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parley.submissions.attack.Attack;
import parley.submissions.attack.Defence;
import parley.submissions.measure.Figures;

/**
 * Attacks 22 and 23 over the places: providers, sub-ICB locations and the integrated care boards
 * that these make up, each file with a solver that knows all of it.
 */
class IcbAttackTest {

  private static final Map<String, String> ICBS =
      Map.of("00A", "QAA", "00B", "QAA", "00C", "QBB", "00D", "QBB");
  private static final List<String> COMMISSIONERS = List.of("00A", "00B", "00C", "00D");
  private static final Set<String> FEW =
      Set.of("M001", "M002", "M031", "M036", "M076", "M185", "M187", "M189", "M1010");
  private static final PublicationOrder PRIMARY =
      PublicationOrder.of(ReleaseKind.PRIMARY)
          .withIcbs(ICBS)
          .withLeastPlace(6)
          .withBrokenDown(Set.of());
  private static final List<Map.Entry<String, List<String>>> BOARDS =
      List.of(Map.entry("QAA", List.of("00A", "00B")), Map.entry("QBB", List.of("00C", "00D")));

  /** One large sibling of 61, one small one of 1, and the board that is both. */
  @Test
  @Attack(value = 23, by = "a small sub-ICB location in its board", off = "secondary suppression")
  void a23ASmallSiblingIsNotItsBoardLessTheOther() throws IOException {
    var figures = month("2026-10-01", "2026-10-31", 61, 1);
    var made = PublicationTest.made(figures, PublicationHistory.NONE, PRIMARY);
    var on = PublicationTest.csv(made.figures());
    var off = Undefended.onlySmallHidden(made.figures(), List.of(figures), ICBS);
    assertThat(lines(on)).containsEntry("M076@00B", "*").containsEntry("M001@QAA", "200");
    assertThat(lines(off)).containsEntry("M076@QAA", "60").containsEntry("M076@00A", "60");
    var sums = List.of(BOARDS.get(0), Map.entry("RZ9", List.of("00A", "00B")));
    Defence.holds(
        "a small sibling",
        PublicReader.ofPlaces(on, sums).narrow().size(),
        PublicReader.ofPlaces(off, sums).narrow().size());
  }

  /** Two providers of two boards: every star has more than five values that are possible. */
  @Test
  @Attack(value = 23, by = "providers, sub-ICB locations and boards", off = "secondary suppression")
  void a23EveryStarOfTheHierarchyIsWiderThanTheThreshold() throws IOException {
    var sums =
        List.of(
            BOARDS.get(0),
            BOARDS.get(1),
            Map.entry("all", List.of("RZ1", "RZ2")),
            Map.entry("all", COMMISSIONERS),
            Map.entry("all", List.of("QAA", "QBB")));
    var on = 0L;
    var off = 0L;
    for (var seed = 1; seed <= 3; seed++) {
      var figures = hierarchy(seed).figures(0, 1).stream().map(IcbAttackTest::few).toList();
      var made =
          (PublicationResult.Made) Publication.make(figures, PublicationHistory.NONE, PRIMARY);
      var csv = PublicationTest.csv(made.figures());
      assertThat(lines(csv)).containsKeys("M001@all", "M001@RZ2", "M001@QAA", "M001@QBB");
      assertThat(lines(csv).values()).contains("*").anyMatch(shown -> !shown.equals("*"));
      on += PublicReader.ofPlaces(csv, sums).narrow().size();
      var undefended = Undefended.onlySmallHidden(made.figures(), figures, ICBS);
      off += PublicReader.ofPlaces(undefended, sums).narrow().size();
    }
    Defence.holds("stars of the hierarchy", on, off);
  }

  /** A board of 4 in October and of 123 in November: the two months less November are October. */
  @Test
  @Attack(
      value = 22,
      by = "the year of a board less its months",
      off = "years made of months: of exact counts")
  void a22TheYearOfABoardLessItsMonthsTellsNoMonth() throws IOException {
    var october = month("2026-10-01", "2026-10-31", 3, 1);
    var november = month("2026-11-01", "2026-11-30", 61, 62);
    var both = month("2026-10-01", "2026-11-30", 64, 63);
    var one = PublicationTest.made(october, PublicationHistory.NONE, PRIMARY);
    var two = PublicationTest.made(november, one.history(), PRIMARY);
    var year = PublicationTest.made(both, two.history(), PRIMARY);
    var months =
        List.of(
            lines(PublicationTest.csv(one.figures())), lines(PublicationTest.csv(two.figures())));
    var joined = lines(PublicationTest.csv(year.figures()));
    assertThat(months.get(0)).containsEntry("M076@QAA", "*").containsEntry("M001@QAA", "200");
    assertThat(months.get(1)).containsEntry("M076@QAA", "125");
    assertThat(joined).containsEntry("M076@QAA", "*").containsEntry("M001@QAA", "400");
    Defence.holds(
        "a month of the year",
        bounded(joined, months),
        bounded(lines(Undefended.onlySmallHidden(year.figures(), List.of(both), ICBS)), months));
  }

  private static Figures month(String start, String end, long large, long small) {
    var months = start.substring(0, 7).equals(end.substring(0, 7)) ? 1 : 2;
    return new HandFigures(start, end)
        .count("M001", "provider", "RZ9", everyone(200 * months))
        .count("M001", "commissioner", "00A", everyone(160 * months))
        .count("M001", "commissioner", "00B", everyone(40 * months))
        .count("M076", "provider", "RZ9", everyone(large + small))
        .count("M076", "commissioner", "00A", everyone(large))
        .count("M076", "commissioner", "00B", everyone(small))
        .figures();
  }

  /** All of them women without a long-term condition. */
  private static long[] everyone(long count) {
    return new long[] {count, count, 0, 0, 0, 0, count};
  }

  /** Months that are a star, and that the year and the other month bound to fewer than six. */
  private static long bounded(Map<String, String> year, List<Map<String, String>> months) {
    var bounded = 0L;
    for (var name : year.keySet()) {
      for (var at = 0; at < 2; at++) {
        var star = months.get(at).getOrDefault(name, "*");
        var shown = months.get(1 - at).getOrDefault(name, "*");
        if (star.equals("*") && !shown.equals("*") && !year.get(name).equals("*")) {
          var most = Long.parseLong(year.get(name)) + 2 - (Long.parseLong(shown) - 2);
          var least = Long.parseLong(year.get(name)) - 2 - (Long.parseLong(shown) + 2);
          bounded += most - Math.max(0, least) < 5 ? 1 : 0;
        }
      }
    }
    return bounded;
  }

  private static MadeFigures hierarchy(int seed) {
    var made = new MadeFigures(YearMonth.of(2026, 10));
    made.provider("RZ1", List.of("00A", "00B", "00C"), 400 + 40 * seed, 2, seed);
    made.provider("RZ2", List.of("00C", "00D", "00A"), 380 + 30 * seed, 2, seed + 10);
    return made;
  }

  private static Figures few(Figures figures) {
    return new Figures(
        figures.facts(),
        figures.all().stream().filter(one -> FEW.contains(one.measure().id())).toList());
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
}
