package parley.submissions.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.engine.CountedRow;
import parley.submissions.rule.SubmissionFacts;

/**
 * The figures of a period.
 *
 * @param facts provider and reporting period
 * @param all measure by measure; in each the provider, then its commissioners, the total before its
 *     parts. Every measure has a figure for the total of each organisation
 */
public record Figures(SubmissionFacts facts, List<Figure> all) {
  public Figures {
    all = List.copyOf(all);
  }

  /**
   * Makes the figures of what was counted.
   *
   * @param measures whose figures are wanted, in this order
   * @param rows what their queries gave, in any order
   */
  public static Figures of(
      List<MeasureDefinition> measures, List<CountedRow> rows, SubmissionFacts facts) {
    var populations = populations(rows, facts);
    var byMeasure = byMeasure(rows);
    var figures = new ArrayList<Figure>();
    for (var measure : measures) {
      var counted = byMeasure.getOrDefault(measure.id(), Map.of());
      for (var population : populations) {
        var row = counted.get(population);
        if (row != null) {
          figures.add(
              Figure.of(measure, population, row.numerator(), row.denominator(), row.statistic()));
        } else if (isWanted(measure, population)) {
          figures.add(Figure.none(measure, population));
        }
      }
    }
    return new Figures(facts, figures);
  }

  /** The figure of a measure for a population; empty when there is none. */
  public Optional<Figure> of(String measure, CountedPopulation population) {
    return all.stream()
        .filter(figure -> figure.measure().id().equals(measure))
        .filter(figure -> figure.population().equals(population))
        .findFirst();
  }

  /** SQL gives no row for a population in which nobody was found. */
  private static boolean isWanted(MeasureDefinition measure, CountedPopulation population) {
    return population.stratifier().equals(CountedPopulation.TOTAL)
        || measure.measure().getGroupFirstRep().getStratifier().stream()
            .anyMatch(one -> one.getCode().getText().equals(population.stratifier()));
  }

  private static SortedSet<CountedPopulation> populations(
      List<CountedRow> rows, SubmissionFacts facts) {
    var populations = new TreeSet<CountedPopulation>();
    populations.add(CountedPopulation.total(CountedPopulation.PROVIDER, facts.provider()));
    rows.forEach(row -> populations.add(row.population()));
    return populations;
  }

  private static Map<String, Map<CountedPopulation, CountedRow>> byMeasure(List<CountedRow> rows) {
    var byMeasure = new HashMap<String, Map<CountedPopulation, CountedRow>>();
    for (var row : rows) {
      byMeasure
          .computeIfAbsent(row.measure(), measure -> new HashMap<>())
          .put(row.population(), row);
    }
    return byMeasure;
  }
}
