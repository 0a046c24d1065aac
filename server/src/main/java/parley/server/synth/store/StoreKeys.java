package parley.server.synth.store;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Keys that nobody else has. HAPI takes them from a sequence by fifty, of which it names the last
 * or the first, and a gateway may hold some that it has not used yet.
 */
final class StoreKeys {

  private static final long SPACING = 1_000;

  private StoreKeys() {}

  /** A key from which on there are none. */
  static long beyond(Connection connection, String sequence) throws SQLException {
    try (var statement = connection.createStatement();
        var value = statement.executeQuery("select nextval('" + sequence + "')")) {
      value.next();
      return value.getLong(1) + SPACING;
    }
  }

  /** Has a sequence go on after the keys that were used. */
  static void moveOn(Connection connection, String sequence, long end) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute("select setval('" + sequence + "', " + (end + SPACING) + ")");
    }
  }
}
