package parley.submissions.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.engine.CountedRow;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.MeasureQuery;
import parley.submissions.engine.MeasureTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/**
 * Makes the measures of a period, for the provider and for each commissioner, with their
 * breakdowns. The same resources and order give the same figures.
 */
public final class MeasureBuilder {

  private final List<MeasureDefinition> measures;
  private final MeasureTables tables;

  /**
   * @param measures which measures, such as {@link MeasureFolder#packaged()}
   * @param model what the facts of a course are
   * @param limits what may be used of the machine
   */
  public MeasureBuilder(
      List<MeasureDefinition> measures, ViewReader reader, CourseModel model, EngineLimits limits) {
    this.measures = List.copyOf(measures);
    this.tables = new MeasureTables(reader, model, limits);
  }

  /** The shipped measures over the shipped course model, in memory. */
  public static MeasureBuilder packaged() {
    return new MeasureBuilder(
        MeasureFolder.packaged(), new ViewReader(), CourseModel.packaged(), EngineLimits.IN_MEMORY);
  }

  /**
   * Measures.
   *
   * @param resources the whole record; asked for each type of resource once
   * @param order of which only provider and period matter; the period may be a month, a quarter or
   *     a year
   */
  public MeasureResult build(ViewResources resources, SubmissionOrder order) {
    var queries = measures.stream().map(one -> new MeasureQuery(one.id(), one.sql())).toList();
    var result = tables.count(resources, order, queries);
    if (result instanceof MeasureTables.Result.Failed failed) {
      return new MeasureResult.Failed(failed.failure());
    }
    var counts = (MeasureTables.Result.Counted) result;
    var rows = counts.rows();
    var populations = populations(rows, order);
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
    return new MeasureResult.Made(new Figures(order.facts(), figures), counts.findings());
  }

  /** SQL gives no row for a population in which nobody was found. */
  private static boolean isWanted(MeasureDefinition measure, CountedPopulation population) {
    return population.stratifier().equals(CountedPopulation.TOTAL)
        || measure.measure().getGroupFirstRep().getStratifier().stream()
            .anyMatch(one -> one.getCode().getText().equals(population.stratifier()));
  }

  private static SortedSet<CountedPopulation> populations(
      List<CountedRow> rows, SubmissionOrder order) {
    var populations = new TreeSet<CountedPopulation>();
    populations.add(CountedPopulation.total(CountedPopulation.PROVIDER, order.facts().provider()));
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
