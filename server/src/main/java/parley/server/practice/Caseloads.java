package parley.server.practice;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.springframework.jdbc.core.JdbcTemplate;

/** The open courses that practitioners lead, by need. */
final class Caseloads {

  private final JdbcTemplate jdbc;
  private final TreatingPeople people;
  private final CourseSummaries summaries;

  Caseloads(JdbcTemplate jdbc, TreatingPeople people, CourseSummaries summaries) {
    this.jdbc = jdbc;
    this.people = people;
    this.summaries = summaries;
  }

  /** One course of a caseload. */
  record Led(String course, String patient, String careManager, Need need, CourseSummary summary) {}

  private record Row(String course, String patient, String careManager) {}

  /**
   * Every open course whose careManager is one of these or a role of theirs, the most in need
   * first.
   */
  List<Led> of(List<String> careManagers, LocalDate today) {
    var rows = new LinkedHashMap<String, Row>();
    var names = people.names(careManagers);
    jdbc.query(
        "select course_id, patient_id, care_manager from course_record"
            + " where open and patient_id is not null and care_manager = any(?) order by course_id",
        row -> {
          var leader = names.getOrDefault(row.getString(3), row.getString(3));
          rows.put(row.getString(1), new Row(row.getString(1), row.getString(2), leader));
        },
        (Object) names.keySet().toArray(String[]::new));
    var patients = new LinkedHashMap<String, String>();
    rows.values().forEach(row -> patients.put(row.course(), row.patient()));
    return summaries.of(patients, today).entrySet().stream()
        .sorted(
            Map.Entry.<String, CourseSummary>comparingByValue(Need.order(today))
                .thenComparing(Comparator.comparing(Entry::getKey)))
        .map(
            entry ->
                new Led(
                    entry.getKey(),
                    patients.get(entry.getKey()),
                    rows.get(entry.getKey()).careManager(),
                    Need.of(entry.getValue(), today),
                    entry.getValue()))
        .toList();
  }
}
