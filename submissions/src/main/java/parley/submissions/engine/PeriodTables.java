package parley.submissions.engine;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import parley.submissions.course.CourseModel;
import parley.submissions.rule.Submission;
import parley.submissions.view.EvaluationFailure;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/**
 * Makes the 21 tables and counts the measures of one reading of the record. Both are what {@link
 * DatasetTables} and {@link MeasureTables} make, each by itself.
 */
public final class PeriodTables {

  private final RecordTables record;
  private final MeasureCounts counts;
  private final EngineLimits limits;

  /**
   * @param model what the facts of a course are
   * @param limits what may be used of the machine; they change nothing in tables and figures
   */
  public PeriodTables(ViewReader reader, CourseModel model, EngineLimits limits) {
    this.record = new RecordTables(reader, limits);
    this.counts = new MeasureCounts(model);
    this.limits = limits;
  }

  /** What came of it. */
  public sealed interface Result {

    /**
     * Tables and counts.
     *
     * @param counted the rows of the measures, in their order and without order within them
     */
    record Made(Submission submission, List<CountedRow> counted) implements Result {
      public Made {
        counted = List.copyOf(counted);
      }
    }

    /** A resource that a view cannot be evaluated on; nothing was made. */
    record Failed(EvaluationFailure failure) implements Result {}
  }

  /** As below, with keys that were never given before and are not kept. */
  public Result make(ViewResources resources, SubmissionOrder order, List<MeasureQuery> measures) {
    return make(resources, order, measures, LocalKeyRegister.none());
  }

  /**
   * Makes the tables and counts.
   *
   * @param resources the whole record; asked for each type of resource once
   * @param keys the local keys that were given before; keeps those that are new in these tables
   * @throws LocalKeyTaken when another file gives contradictory ones at the same time
   */
  public Result make(
      ViewResources resources,
      SubmissionOrder order,
      List<MeasureQuery> measures,
      LocalKeyRegister keys) {
    return make(resources, order, measures, keys, BuildStep.Heard.BY_NOBODY);
  }

  /** As the other, and says when a step is done. */
  public Result make(
      ViewResources resources,
      SubmissionOrder order,
      List<MeasureQuery> measures,
      LocalKeyRegister keys,
      BuildStep.Heard heard) {
    try (var database = Database.open(limits)) {
      var failure = record.views(database, resources, new HashMap<>());
      heard.done(BuildStep.VIEWS);
      if (failure.isPresent()) {
        return new Result.Failed(failure.get());
      }
      failure = record.period(database, order, keys);
      heard.done(BuildStep.PERIOD);
      if (failure.isPresent()) {
        return new Result.Failed(failure.get());
      }
      // The rows of the tables fill Java's memory, so whatever else needs some comes before.
      var counted = counts.of(database, order, measures);
      heard.done(BuildStep.MEASURES);
      LocalKeys.keep(database, keys);
      var submission = DatasetRows.of(database, order, counted.findings());
      heard.done(BuildStep.ROWS);
      return new Result.Made(submission, counted.rows());
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB could not make the tables and measures", e);
    }
  }
}
