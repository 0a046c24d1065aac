package parley.submissions.engine;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.SortedMap;
import parley.submissions.course.CourseModel;
import parley.submissions.record.Finding;
import parley.submissions.view.EvaluationFailure;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/** Asks measures of the record: views, facts of the course model, then SQL that counts them. */
public final class MeasureTables {

  private static final List<String> FACTS =
      List.of(
          "contact_fact",
          "course_fact",
          "read_activity",
          "read_contact",
          "read_course",
          "read_internet_log",
          "read_problem",
          "read_score");

  private final RecordTables record;
  private final MeasureCounts counts;
  private final EngineLimits limits;

  /**
   * @param model what the facts of a course are
   * @param limits what may be used of the machine; they change nothing in the figures
   */
  public MeasureTables(ViewReader reader, CourseModel model, EngineLimits limits) {
    this.record = new RecordTables(reader, limits);
    this.counts = new MeasureCounts(model);
    this.limits = limits;
  }

  /** What came of counting. */
  public sealed interface Result {

    /**
     * The rows, in the order of the measures and without order within them.
     *
     * @param findings what of the courses could not be read and was not counted
     */
    record Counted(List<CountedRow> rows, List<Finding> findings) implements Result {
      public Counted {
        rows = List.copyOf(rows);
        findings = List.copyOf(findings);
      }
    }

    /** A resource that a view cannot be evaluated on; nothing was counted. */
    record Failed(EvaluationFailure failure) implements Result {}
  }

  /**
   * Counts.
   *
   * @param resources the whole record; asked for each type of resource once
   */
  public Result count(ViewResources resources, SubmissionOrder order, List<MeasureQuery> measures) {
    try (var database = Database.open(limits)) {
      var failure = record.load(database, resources, order, new HashMap<>());
      if (failure.isPresent()) {
        return new Result.Failed(failure.get());
      }
      return counts.of(database, order, measures);
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB could not count the measures", e);
    }
  }

  /** The SQL that the tables of the measures are made with, as shipped, by name of the file. */
  public static SortedMap<String, String> definitions() {
    return CourseFactTable.FOLDER.texts(FACTS);
  }
}
