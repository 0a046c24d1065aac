package parley.server.practice;

import java.sql.Array;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.mappings.practice.PractitionerRecord;
import parley.mappings.practice.Qualification;
import parley.mappings.practice.Supervision;

/** Qualifications and supervision of practitioners, as their resources say now. */
final class Practitioners {

  private final JdbcTemplate jdbc;
  private final TreatingPeople people;

  Practitioners(JdbcTemplate jdbc, TreatingPeople people) {
    this.jdbc = jdbc;
    this.people = people;
  }

  /**
   * The record of each of some people, by the names that they were given; of one whom the store
   * does not have, an empty one. A name of nobody that is known is left out.
   */
  Map<String, PractitionerRecord> named(Collection<String> names) {
    var meant = people.of(names);
    var records = of(Set.copyOf(meant.values()));
    var named = new HashMap<String, PractitionerRecord>();
    meant.forEach((name, id) -> named.put(name, records.get(id)));
    return named;
  }

  /** The record of each of them; of one whom the store does not have, an empty one. */
  Map<String, PractitionerRecord> of(Collection<String> ids) {
    var known = new HashMap<String, PractitionerRecord>();
    for (var wanted = Set.copyOf(ids); !wanted.isEmpty(); ) {
      var found = alone(wanted);
      known.putAll(found);
      wanted =
          found.values().stream()
              .flatMap(one -> one.supervisions().stream())
              .map(Supervision::supervisor)
              .filter(id -> !known.containsKey(id))
              .collect(Collectors.toUnmodifiableSet());
    }
    var records = new HashMap<String, PractitionerRecord>();
    for (var id : ids) {
      var one = known.get(id);
      var above = new HashMap<String, PractitionerRecord>();
      above(one, known, above);
      records.put(id, new PractitionerRecord(id, one.qualifications(), one.supervisions(), above));
    }
    return records;
  }

  private static void above(
      PractitionerRecord one,
      Map<String, PractitionerRecord> known,
      Map<String, PractitionerRecord> above) {
    for (var by : one.supervisions()) {
      var supervisor = known.get(by.supervisor());
      if (above.putIfAbsent(by.supervisor(), supervisor) == null) {
        above(supervisor, known, above);
      }
    }
  }

  /** The same without the records of their supervisors. */
  private Map<String, PractitionerRecord> alone(Collection<String> ids) {
    var qualifications = new HashMap<String, List<Qualification>>();
    var supervisions = new HashMap<String, List<Supervision>>();
    jdbc.query(
        "select practitioner_id, system, code, in_training, awarded, until"
            + " from practitioner_qualification where practitioner_id = any(?)"
            + " order by practitioner_id, position",
        row -> {
          qualifications
              .computeIfAbsent(row.getString(1), id -> new ArrayList<>())
              .add(
                  new Qualification(
                      row.getString(2),
                      row.getString(3),
                      row.getBoolean(4),
                      day(row, 5),
                      day(row, 6)));
        },
        (Object) ids.toArray(String[]::new));
    jdbc.query(
        "select supervisee, coalesce("
            + TreatingPeople.person("supervisor")
            + ", supervisor), from_day, until_day from practitioner_supervision where supervisee = any(?)"
            + " order by supervisee, role_id, position",
        row -> {
          supervisions
              .computeIfAbsent(row.getString(1), id -> new ArrayList<>())
              .add(new Supervision(row.getString(2), day(row, 3), day(row, 4)));
        },
        (Object) ids.toArray(String[]::new));
    var found = new HashMap<String, PractitionerRecord>();
    for (var id : ids) {
      found.put(
          id,
          new PractitionerRecord(
              id,
              qualifications.getOrDefault(id, List.of()),
              supervisions.getOrDefault(id, List.of())));
    }
    return found;
  }

  /** Whom a practitioner supervises on a day, in the order of their ids. */
  List<String> supervisees(String supervisor, LocalDate day) {
    return jdbc.queryForList(
        "select distinct supervisee from practitioner_supervision where supervisor = any(?)"
            + " and supervisee <> ? and coalesce(from_day, '-infinity') <= ?"
            + " and coalesce(until_day, 'infinity') >= ? order by 1",
        String.class,
        people.names(List.of(supervisor)).keySet().toArray(String[]::new),
        supervisor,
        Date.valueOf(day),
        Date.valueOf(day));
  }

  /** Whether the store has a Practitioner of this id. */
  boolean exists(String id) {
    return !jdbc.queryForList(
            "select 1 from hfj_resource where res_type = 'Practitioner' and fhir_id = ?"
                + " and res_deleted_at is null",
            Integer.class,
            id)
        .isEmpty();
  }

  static Optional<LocalDate> day(ResultSet row, int column) throws SQLException {
    return Optional.ofNullable(row.getDate(column)).map(Date::toLocalDate);
  }

  static List<String> texts(ResultSet row, int column) throws SQLException {
    Array array = row.getArray(column);
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }
}
