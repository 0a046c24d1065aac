package parley.server.practice;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.SqlTypeValue;

/**
 * Texts as one SQL array: a parameter of its own kind, because a list would be spread over as many
 * parameters as it has members.
 *
 * @param texts the members
 */
record SqlArray(String... texts) implements SqlTypeValue {

  @Override
  public void setTypeValue(
      PreparedStatement statement, int index, int sqlType, @Nullable String typeName)
      throws SQLException {
    statement.setArray(index, statement.getConnection().createArrayOf("text", texts));
  }
}
