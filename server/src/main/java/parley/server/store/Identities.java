package parley.server.store;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.Person.Key;

/**
 * Which Patient an identifier belongs to: the table {@code person_identifier}, whose primary key
 * makes an identifier belong to one Patient only. Takes part in the caller's transaction.
 */
public final class Identities {

  private final JdbcTemplate jdbc;

  public Identities(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Makes every other transaction about the same identifiers wait until this one ends, identifiers
   * not yet held included. Sorted, so that two transactions cannot wait for each other.
   */
  void lock(Collection<Key> keys) {
    lockNames(keys.stream().map(key -> key.system() + '|' + key.value()).toList());
  }

  /** The same for any names, such as resources about to be created. */
  void lockNames(Collection<String> names) {
    if (names.isEmpty()) {
      return;
    }
    jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select pg_advisory_xact_lock(hash) from (select distinct"
                      + " hashtextextended(name, 0) hash from unnest(?) name order by 1) locks");
          statement.setArray(1, connection.createArrayOf("text", names.toArray()));
          return statement;
        },
        row -> {});
  }

  /** The holders of those identifiers that are held: identifier to Patient id. */
  Map<Key, String> holders(Collection<Key> keys) {
    var holders = new LinkedHashMap<Key, String>();
    jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select system, value, patient_id from person_identifier"
                      + " join unnest(?, ?) wanted (s, v) on system = s and value = v");
          statement.setArray(
              1, connection.createArrayOf("text", keys.stream().map(Key::system).toArray()));
          statement.setArray(
              2, connection.createArrayOf("text", keys.stream().map(Key::value).toArray()));
          return statement;
        },
        row -> {
          holders.put(new Key(row.getString(1), row.getString(2)), row.getString(3));
        });
    return holders;
  }

  /**
   * Gives identifiers to a Patient; those it holds already are left alone.
   *
   * @return an identifier that another Patient holds, if any; then nothing should be committed
   */
  Optional<Key> claim(Collection<Key> keys, String patientId) {
    var held = holders(keys);
    var foreign =
        held.entrySet().stream().filter(entry -> !entry.getValue().equals(patientId)).findFirst();
    if (foreign.isPresent()) {
      return foreign.map(Map.Entry::getKey);
    }
    var rows =
        keys.stream()
            .filter(key -> !held.containsKey(key))
            .distinct()
            .map(key -> new Object[] {key.system(), key.value(), patientId})
            .toList();
    jdbc.batchUpdate(
        "insert into person_identifier (system, value, patient_id) values (?, ?, ?)", rows);
    return Optional.empty();
  }

  /** Gives a Patient those of some identifiers that nobody holds. */
  void claimFree(Collection<Key> keys, String patientId) {
    var held = holders(keys);
    claim(keys.stream().filter(key -> !held.containsKey(key)).toList(), patientId);
  }

  /** After a join: every identifier of the replaced Patient belongs to the survivor. */
  void move(String replaced, String survivor) {
    jdbc.update(
        "update person_identifier set patient_id = ? where patient_id = ?", survivor, replaced);
  }

  /** Takes identifiers from a Patient; those that another holds are left alone. */
  void release(Collection<Key> keys, String patientId) {
    var rows =
        keys.stream().map(key -> new Object[] {key.system(), key.value(), patientId}).toList();
    jdbc.batchUpdate(
        "delete from person_identifier where system = ? and value = ? and patient_id = ?", rows);
  }

  /** Takes every identifier from a Patient that is deleted. */
  void releaseAll(String patientId) {
    jdbc.update("delete from person_identifier where patient_id = ?", patientId);
  }
}
