package parley.submissions.engine;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.submissions.course.CourseModel;

/** Counts measures in a database that a record is loaded into. */
final class MeasureCounts {

  private final CourseFactTable facts;

  MeasureCounts(CourseModel model) {
    this.facts = new CourseFactTable(model);
  }

  /** Counts, and says what of the courses could not be read. */
  MeasureTables.Result.Counted of(
      Database database, SubmissionOrder order, List<MeasureQuery> measures) throws SQLException {
    var findings = facts.fill(database, order.facts().end());
    for (var step : CourseFactTable.FOLDER.steps()) {
      database.execute(step);
    }
    var rows = new ArrayList<CountedRow>();
    for (var measure : measures) {
      database.read(measure.sql(), row -> rows.add(counted(measure.measure(), row)));
    }
    return new MeasureTables.Result.Counted(rows, findings);
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
        .map(MeasureCounts::plain);
  }
}
