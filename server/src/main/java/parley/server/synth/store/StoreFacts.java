package parley.server.synth.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the rows of all blocks have in common. Safe for many threads.
 *
 * @param now when everything counts as stored
 * @param types number of each type of resource
 */
record StoreFacts(
    LocalDateTime now,
    Map<String, Integer> types,
    Profiles profiles,
    ReferencePaths references,
    SearchRows searches) {

  int type(String name) {
    return Optional.ofNullable(types.get(name)).orElseThrow();
  }

  /** The number of each type, which HAPI gives when it first starts. */
  static Map<String, Integer> types(Connection connection, Iterable<String> all)
      throws SQLException {
    var numbers = new HashMap<String, Integer>();
    read(connection, numbers);
    if (numbers.isEmpty()) {
      try (var make =
          connection.prepareStatement(
              "insert into hfj_resource_type (res_type_id, res_type)"
                  + " values (nextval('seq_resource_type'), ?)")) {
        for (var type : all) {
          make.setString(1, type);
          make.execute();
        }
      }
      read(connection, numbers);
    }
    return Map.copyOf(numbers);
  }

  private static void read(Connection connection, Map<String, Integer> numbers)
      throws SQLException {
    try (var find = connection.createStatement();
        var rows = find.executeQuery("select res_type, res_type_id from hfj_resource_type")) {
      while (rows.next()) {
        numbers.put(rows.getString(1), rows.getInt(2));
      }
    }
  }
}
