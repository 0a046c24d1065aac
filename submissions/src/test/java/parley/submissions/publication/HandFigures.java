package parley.submissions.publication;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.engine.CountedRow;
import parley.submissions.measure.Figures;
import parley.submissions.rule.SubmissionFacts;

/** Figures written down by hand: numerator, denominator and statistic by measure and population. */
final class HandFigures {

  private static final List<String> CATEGORIES =
      List.of(
          "gender|female",
          "gender|male",
          "gender|indeterminate",
          "gender|not-known",
          "long-term-condition|yes",
          "long-term-condition|no",
          "age-group|26-to-64",
          "ethnic-group|white");

  private final LocalDate start;
  private final LocalDate end;
  private final List<CountedRow> rows = new ArrayList<>();
  private final Map<String, String> measures = new TreeMap<>();

  HandFigures(String start, String end) {
    this.start = LocalDate.parse(start);
    this.end = LocalDate.parse(end);
  }

  /**
   * A count of an organisation: the total, then female, male, indeterminate, not known; those with
   * and without a long-term condition. Everybody is white and between 26 and 64.
   */
  HandFigures count(String measure, String level, String organisation, long... of) {
    return rate(measure, level, organisation, of, new long[0]);
  }

  HandFigures rate(
      String measure, String level, String organisation, long[] numerators, long[] denominators) {
    for (var at = 0; at < numerators.length + 2 && at < 9; at++) {
      var from = at < numerators.length ? at : 0;
      add(
          measure,
          population(level, organisation, at),
          number(numerators[from]),
          denominators.length == 0 ? Optional.empty() : number(denominators[from]),
          Optional.empty());
    }
    return this;
  }

  HandFigures median(
      String measure, String level, String organisation, String[] medians, long[] people) {
    for (var at = 0; at < people.length + 2; at++) {
      var from = at < people.length ? at : 0;
      add(
          measure,
          population(level, organisation, at),
          Optional.empty(),
          number(people[from]),
          medians[from].isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(medians[from])));
    }
    return this;
  }

  private void add(
      String measure,
      CountedPopulation population,
      Optional<BigDecimal> numerator,
      Optional<BigDecimal> denominator,
      Optional<BigDecimal> statistic) {
    measures.put(measure, measure);
    rows.add(new CountedRow(measure, population, numerator, denominator, statistic));
  }

  private static CountedPopulation population(String level, String organisation, int at) {
    if (at == 0) {
      return CountedPopulation.total(level, organisation);
    }
    var parts = CATEGORIES.get(at - 1).split("\\|");
    return new CountedPopulation(level, organisation, parts[0], parts[1]);
  }

  private static Optional<BigDecimal> number(long value) {
    return Optional.of(BigDecimal.valueOf(value));
  }

  Figures figures() {
    return Figures.of(
        MadeFigures.MEASURES.stream().filter(one -> measures.containsKey(one.id())).toList(),
        rows,
        new SubmissionFacts("RZ9", "RZ9", start, end, end.plusDays(20).atTime(10, 0)));
  }
}
