package parley.server.practice;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.practice.PracticeReader;

/**
 * The one place that says which Practitioner is meant by a name of somebody who treats: the logical
 * id of a Practitioner, or {@code PractitionerRole/id} (PracticeReader, migration V17). Whose role
 * it is is asked each time, so that a role that is corrected changes every answer at once.
 */
final class TreatingPeople {

  private final JdbcTemplate jdbc;

  TreatingPeople(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * SQL for the Practitioner that a column names: null for a role that is not stored or has no
   * practitioner. A name that is no role costs no look-up.
   *
   * @param column a column of a query of this package, never text from outside
   */
  static String person(String column) {
    return ("(case when %1$s like '%2$s%%' then"
            + " (select h.practitioner_id from role_holder h where h.role = %1$s) else %1$s end)")
        .formatted(column, PracticeReader.ROLE);
  }

  /** Name to Practitioner; a name of nobody that is known is left out. */
  Map<String, String> of(Collection<String> names) {
    var people = new HashMap<String, String>();
    var roles = new ArrayList<String>();
    for (var name : names) {
      if (name.startsWith(PracticeReader.ROLE)) {
        roles.add(name);
      } else {
        people.put(name, name);
      }
    }
    if (!roles.isEmpty()) {
      jdbc.query(
          "select role, practitioner_id from role_holder where role = any(?)",
          row -> {
            people.put(row.getString(1), row.getString(2));
          },
          (Object) roles.toArray(String[]::new));
    }
    return people;
  }

  /** Every name that one of some Practitioners goes by, to its Practitioner. */
  Map<String, String> names(Collection<String> practitioners) {
    var names = new HashMap<String, String>();
    practitioners.forEach(id -> names.put(id, id));
    jdbc.query(
        "select role, practitioner_id from role_holder where practitioner_id = any(?)",
        row -> {
          names.put(row.getString(1), row.getString(2));
        },
        (Object) practitioners.toArray(String[]::new));
    return names;
  }
}
