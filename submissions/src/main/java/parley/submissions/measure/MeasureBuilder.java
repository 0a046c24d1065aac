package parley.submissions.measure;

import java.util.List;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.EngineLimits;
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
    var queries = measures.stream().map(MeasureDefinition::query).toList();
    var result = tables.count(resources, order, queries);
    if (result instanceof MeasureTables.Result.Failed failed) {
      return new MeasureResult.Failed(failed.failure());
    }
    var counted = (MeasureTables.Result.Counted) result;
    return new MeasureResult.Made(
        Figures.of(measures, counted.rows(), order.facts()), counted.findings());
  }
}
