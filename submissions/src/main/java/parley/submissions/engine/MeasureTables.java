package parley.submissions.engine;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import parley.submissions.course.CourseModel;
import parley.submissions.view.EvaluationFailure;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/** Asks measures of the record: views, facts of the course model, then SQL that counts them. */
public final class MeasureTables {

  private final RecordTables record;
  private final CourseFactTable facts;
  private final EngineLimits limits;

  /**
   * @param model what the facts of a course are
   * @param limits what may be used of the machine; they change nothing in the figures
   */
  public MeasureTables(ViewReader reader, CourseModel model, EngineLimits limits) {
    this.record = new RecordTables(reader, limits);
    this.facts = new CourseFactTable(model);
    this.limits = limits;
  }

  /** What came of counting. */
  public sealed interface Result {

    /** The rows, in the order of the measures and without order within them. */
    record Counted(List<CountedRow> rows) implements Result {
      public Counted {
        rows = List.copyOf(rows);
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
      facts.fill(database, order.facts().end());
      for (var step : CourseFactTable.FOLDER.steps()) {
        database.execute(step);
      }
      var rows = new ArrayList<CountedRow>();
      for (var measure : measures) {
        database.read(measure.sql(), row -> rows.add(counted(measure.measure(), row)));
      }
      return new Result.Counted(rows);
    } catch (SQLException e) {
      throw new IllegalStateException("DuckDB could not count the measures", e);
    }
  }

  private static CountedRow counted(String measure, ResultSet row) throws SQLException {
    return new CountedRow(
        measure,
        new CountedPopulation(
            row.getString("level"),
            row.getString("organisation"),
            row.getString("stratifier"),
            row.getString("stratum")),
        number(row, "numerator"),
        number(row, "denominator"),
        number(row, "statistic"));
  }

  /** Without the zeros that another type of SQL would not write. */
  private static BigDecimal plain(BigDecimal number) {
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static Optional<BigDecimal> number(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getString(column))
        .map(BigDecimal::new)
        .map(MeasureTables::plain);
  }
}
