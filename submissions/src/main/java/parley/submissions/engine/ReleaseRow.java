package parley.submissions.engine;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** What a row of a release is made of; good until the next one is given. */
public final class ReleaseRow {

  private final ResultSet row;

  ReleaseRow(ResultSet row) {
    this.row = row;
  }

  /** The value of a column of the query; empty when it is absent or blank. */
  public Optional<String> value(String column) {
    try {
      return Optional.ofNullable(row.getString(column))
          .map(String::strip)
          .filter(text -> !text.isEmpty());
    } catch (SQLException e) {
      throw new TablesNotMade(e);
    }
  }
}
