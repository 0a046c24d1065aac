package parley.server.practice;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Resource;
import parley.server.outcome.StoredCourses;
import parley.server.store.CurrentRecords;
import parley.submissions.record.CourseRecords;

/**
 * Summaries of open courses. Each is worked out by the course model when it is asked for and kept
 * with the fingerprint of the records it came from; it answers again only while the fingerprint,
 * the thresholds and the program are the same. Nobody has to tell it of a write, so no kind of
 * write can be forgotten: the fingerprint is taken before the records are read, and a write in
 * between makes it differ the next time.
 */
final class CourseSummaries {

  /** What a summary is made of beside the records of the course. */
  private static final Set<String> BESIDE = Set.of("Flag", "CarePlan");

  private static final int READ_AT_ONCE = 60;

  private final SummaryRows rows;
  private final CourseRecords records;
  private final SummaryReader reader;
  private final CurrentRecords current;
  private final String model;

  CourseSummaries(
      SummaryRows rows,
      CourseRecords records,
      SummaryReader reader,
      CurrentRecords current,
      String model) {
    this.rows = rows;
    this.records = records;
    this.reader = reader;
    this.current = current;
    this.model = model;
  }

  /** Every type that a summary is made of. */
  static String[] types() {
    return Stream.concat(StoredCourses.TYPES.stream(), BESIDE.stream()).toArray(String[]::new);
  }

  /**
   * The summaries of some courses.
   *
   * @param patients course to its patient, by logical ids
   * @param today the English day
   * @return in the same order; without a course that was deleted meanwhile
   */
  Map<String, CourseSummary> of(Map<String, String> patients, LocalDate today) {
    var now = new HashMap<String, String>();
    var fingerprints = rows.fingerprints(List.copyOf(patients.values()));
    patients.forEach(
        (course, patient) -> now.put(course, fingerprints.getOrDefault(patient, "none")));
    var found = rows.valid(now, model);
    found.values().removeIf(summary -> !summary.holdsOn(today));
    var missing = patients.keySet().stream().filter(course -> !found.containsKey(course)).toList();
    for (var from = 0; from < missing.size(); from += READ_AT_ONCE) {
      var some = missing.subList(from, Math.min(missing.size(), from + READ_AT_ONCE));
      var made = made(some, patients, today);
      rows.keep(made, now, model);
      found.putAll(made);
    }
    var ordered = new LinkedHashMap<String, CourseSummary>();
    for (var course : patients.keySet()) {
      if (found.containsKey(course)) {
        ordered.put(course, found.get(course));
      }
    }
    return ordered;
  }

  private Map<String, CourseSummary> made(
      List<String> courses, Map<String, String> patients, LocalDate today) {
    var beside = current.ofPatients(courses.stream().map(patients::get).toList(), BESIDE);
    var made = new HashMap<String, CourseSummary>();
    records
        .courses(courses)
        .forEach(
            (course, read) -> {
              var others = beside.get(patients.get(course));
              made.put(
                  course,
                  reader.summary(read, of(Flag.class, others), of(CarePlan.class, others), today));
            });
    return made;
  }

  private static <T extends Resource> List<T> of(Class<T> type, List<Resource> all) {
    return all.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
