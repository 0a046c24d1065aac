package parley.submissions.publication;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.engine.CountedRow;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.measure.MeasureDefinition.Kind;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.rule.SubmissionFacts;

/**
 * Figures of made courses, counted by a small model of its own: what the measures' SQL counts,
 * without a database. Random, and the same for the same seed.
 */
final class MadeFigures {

  static final List<MeasureDefinition> MEASURES = MeasureFolder.packaged();
  private static final String[] GENDERS = {"female", "female", "female", "male", "male"};
  private static final String[] ETHNIC = {"white", "white", "white", "white", "asian", "black"};

  /** One course; days are counted from the first day of the first month. */
  record Made(
      String provider,
      String commissioner,
      String gender,
      String age,
      String ethnic,
      String longTerm,
      int received,
      boolean self,
      int assessed,
      int first,
      int second,
      int treatments,
      int ended,
      int seen,
      boolean notAtCaseness,
      int change,
      boolean recovered,
      boolean firstPhq,
      boolean lastPhq,
      boolean firstMeasure,
      boolean lastMeasure,
      int ground,
      boolean integrated,
      int minutes,
      int wsas,
      int[] contacts) {}

  private final List<Made> courses = new ArrayList<>();
  private final YearMonth start;

  MadeFigures(YearMonth start) {
    this.start = start;
  }

  List<Made> courses() {
    return courses;
  }

  /** A service of so many referrals a month, from a year before the first month on. */
  void provider(String provider, List<String> commissioners, int monthly, int months, long seed) {
    var random = new Random(seed);
    var count = monthly * (months + 8);
    for (var at = 0; at < count; at++) {
      courses.add(
          course(provider, commissioners, -240 + random.nextInt(30 * (months + 8)), random));
    }
  }

  private static Made course(
      String provider, List<String> commissioners, int received, Random random) {
    var commissioner =
        random.nextInt(12) > 0
            ? commissioners.get(0)
            : commissioners.get(random.nextInt(commissioners.size()));
    var treatments = random.nextInt(10) < 3 ? 0 : 1 + random.nextInt(9);
    var first =
        treatments > 0 ? received + 3 + random.nextInt(random.nextInt(40) == 0 ? 160 : 60) : -9999;
    var second =
        treatments > 1 ? first + 7 + random.nextInt(random.nextInt(9) == 0 ? 95 : 26) : -9999;
    var last = treatments > 1 ? second : treatments > 0 ? first : received + 10;
    var ended = random.nextInt(12) == 0 ? 99999 : last + random.nextInt(90);
    var firstPhq = random.nextInt(30) > 0;
    var lastPhq = firstPhq && random.nextInt(30) > 0;
    var firstMeasure = random.nextInt(25) > 0;
    var lastMeasure = firstMeasure && random.nextInt(25) > 0;
    var paired = lastPhq && lastMeasure;
    var not = random.nextInt(14) == 0;
    var change = paired ? 1 + (random.nextInt(10) < 7 ? 0 : random.nextInt(5) < 3 ? 1 : 2) : 0;
    var contacts = new int[8];
    for (var at = 0; at < treatments + 1; at++) {
      contacts[random.nextInt(10) < 7 ? 5 : 2 + random.nextInt(6)]++;
    }
    return new Made(
        provider,
        commissioner,
        random.nextInt(40) == 0 ? "not-known" : GENDERS[random.nextInt(5)],
        random.nextInt(50) == 0
            ? "not-known"
            : random.nextInt(5) == 0
                ? "18-to-25"
                : random.nextInt(9) == 0 ? "65-and-over" : "26-to-64",
        random.nextInt(12) == 0
            ? List.of("mixed", "other", "not-known").get(random.nextInt(3))
            : ETHNIC[random.nextInt(6)],
        random.nextInt(3) == 0 ? "yes" : "no",
        received,
        random.nextInt(10) < 7,
        random.nextInt(6) == 0 ? -9999 : received + 1 + random.nextInt(20),
        first,
        second,
        treatments,
        ended,
        treatments > 0 ? treatments : random.nextInt(2),
        not,
        change,
        paired && !not && random.nextInt(2) == 0,
        firstPhq,
        lastPhq,
        firstMeasure,
        lastMeasure,
        random.nextInt(5) == 0 ? 1 + random.nextInt(2) : 0,
        random.nextInt(15) == 0,
        random.nextInt(9) == 0 ? 30 + random.nextInt(300) : -1,
        random.nextInt(2) == 0 ? random.nextInt(9) : -1,
        contacts);
  }

  /** The figures of each provider for some months from the first on. */
  List<Figures> figures(int fromMonth, int months) {
    var byProvider = new LinkedHashMap<String, List<Made>>();
    courses.forEach(
        one -> byProvider.computeIfAbsent(one.provider(), none -> new ArrayList<>()).add(one));
    var begin = start.plusMonths(fromMonth).atDay(1);
    var end = start.plusMonths(fromMonth + months - 1L).atEndOfMonth();
    var all = new ArrayList<Figures>();
    byProvider.forEach((provider, its) -> all.add(figures(provider, its, begin, end)));
    return all;
  }

  private Figures figures(String provider, List<Made> its, LocalDate begin, LocalDate end) {
    var zero = start.atDay(1).toEpochDay();
    var month = new MadeCounts((int) (begin.toEpochDay() - zero), (int) (end.toEpochDay() - zero));
    var cells = new HashMap<String, Map<CountedPopulation, List<Made>>>();
    var by = cells.computeIfAbsent("", none -> new HashMap<>());
    for (var one : its) {
      if (one.received() <= month.end() && one.ended() >= month.start()) {
        populations(one)
            .forEach(
                population -> by.computeIfAbsent(population, none -> new ArrayList<>()).add(one));
      }
    }
    var rows = new ArrayList<CountedRow>();
    by.forEach(
        (population, courses) -> {
          for (var measure : MEASURES) {
            if (population.stratifier().equals("total")
                || MeasureParts.of(measure).has(population.stratifier())) {
              rows.add(row(measure, population, courses, month));
            }
          }
        });
    return Figures.of(
        MEASURES,
        rows,
        new SubmissionFacts(provider, provider, begin, end, end.plusDays(20).atTime(10, 0)));
  }

  private static List<CountedPopulation> populations(Made one) {
    var populations = new ArrayList<CountedPopulation>();
    for (var level : List.of("provider", "commissioner")) {
      var organisation = level.equals("provider") ? one.provider() : one.commissioner();
      populations.add(CountedPopulation.total(level, organisation));
      populations.add(new CountedPopulation(level, organisation, "gender", one.gender()));
      populations.add(new CountedPopulation(level, organisation, "age-group", one.age()));
      populations.add(new CountedPopulation(level, organisation, "ethnic-group", one.ethnic()));
      populations.add(
          new CountedPopulation(level, organisation, "long-term-condition", one.longTerm()));
    }
    return populations;
  }

  private static CountedRow row(
      MeasureDefinition measure,
      CountedPopulation population,
      List<Made> courses,
      MadeCounts month) {
    var id = measure.id();
    if (measure.kind() == Kind.MEDIAN) {
      var days =
          courses.stream()
              .filter(month.test("M031"))
              .map(one -> one.first() - one.received())
              .sorted()
              .toList();
      return new CountedRow(
          id,
          population,
          Optional.empty(),
          number(days.size()),
          days.isEmpty() ? Optional.empty() : number(days.get(days.size() / 2)));
    }
    var numerator = courses.stream().mapToLong(month.numerator(id)).sum();
    var denominator =
        measure.kind() == Kind.RATE || measure.kind() == Kind.MEAN
            ? number(courses.stream().mapToLong(month.denominator(id)).sum())
            : Optional.<BigDecimal>empty();
    return new CountedRow(id, population, number(numerator), denominator, Optional.empty());
  }

  private static Optional<BigDecimal> number(long value) {
    return Optional.of(BigDecimal.valueOf(value));
  }
}
