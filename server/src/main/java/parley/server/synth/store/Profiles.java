package parley.server.synth.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Numbers of profiles, each of which is a tag to HAPI. Safe for many threads. */
final class Profiles {

  private static final String SYSTEM = "https://github.com/hapifhir/hapi-fhir/ns/jpa/profile";

  /** HAPI's TagTypeEnum. */
  private static final int PROFILE = 1;

  private final Map<String, Long> numbers = new ConcurrentHashMap<>();
  private final Map<String, Long> added = new ConcurrentHashMap<>();
  private final AtomicLong next;

  private Profiles(long next) {
    this.next = new AtomicLong(next);
  }

  /** Those that the store has. */
  static Profiles of(Connection connection) throws SQLException {
    try (var statement = connection.createStatement()) {
      var profiles = new Profiles(StoreKeys.beyond(connection, "seq_tagdef_id"));
      try (var rows =
          statement.executeQuery(
              "select tag_code, min(tag_id) from hfj_tag_def where tag_type = "
                  + PROFILE
                  + " and tag_system = '"
                  + SYSTEM
                  + "' group by tag_code")) {
        while (rows.next()) {
          profiles.numbers.put(rows.getString(1), rows.getLong(2));
        }
      }
      return profiles;
    }
  }

  long number(String canonical) {
    return numbers.computeIfAbsent(
        canonical,
        key -> {
          added.put(key, next.getAndIncrement());
          return added.get(key);
        });
  }

  /** Writes those that the store had not. */
  void write(Connection connection) throws SQLException {
    try (var insert =
        connection.prepareStatement(
            "insert into hfj_tag_def (tag_id, tag_type, tag_code, tag_system)"
                + " values (?, ?, ?, ?)")) {
      for (var one : added.entrySet()) {
        insert.setLong(1, one.getValue());
        insert.setInt(2, PROFILE);
        insert.setString(3, one.getKey());
        insert.setString(4, SYSTEM);
        insert.execute();
      }
    }
    StoreKeys.moveOn(connection, "seq_tagdef_id", next.get());
  }
}
