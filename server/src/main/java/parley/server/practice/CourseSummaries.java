package parley.server.practice;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.searchparam.SearchParameterMap;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.param.ReferenceOrListParam;
import ca.uhn.fhir.rest.param.ReferenceParam;
import ca.uhn.fhir.rest.param.TokenParam;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.practice.PracticeReader;
import parley.submissions.record.CourseRecords;

/**
 * Summaries of open courses. Each is worked out by the course model when it is asked for and kept
 * with the fingerprint of the records it came from; it answers again only while the fingerprint,
 * the thresholds and the program are the same. Nobody has to tell it of a write, so no kind of
 * write can be forgotten: the fingerprint is taken before the records are read, and a write in
 * between makes it differ the next time.
 */
final class CourseSummaries {

  /**
   * Flags and care plans of a caseload; a search that reaches it fails rather than leave some out.
   */
  private static final int MOST = 20_000;

  private final SummaryRows rows;
  private final CourseRecords records;
  private final SummaryReader reader;
  private final DaoRegistry daos;
  private final String model;

  CourseSummaries(
      SummaryRows rows,
      CourseRecords records,
      SummaryReader reader,
      DaoRegistry daos,
      String model) {
    this.rows = rows;
    this.records = records;
    this.reader = reader;
    this.daos = daos;
    this.model = model;
  }

  /**
   * The summaries of some courses.
   *
   * @param patients course to its patient, by logical ids
   * @return in the same order; without a course that was deleted meanwhile
   */
  Map<String, CourseSummary> of(Map<String, String> patients) {
    var now = new HashMap<String, String>();
    var fingerprints = rows.fingerprints(List.copyOf(patients.values()));
    patients.forEach(
        (course, patient) -> now.put(course, fingerprints.getOrDefault(patient, "none")));
    var found = rows.valid(now, model);
    var missing = patients.keySet().stream().filter(course -> !found.containsKey(course)).toList();
    if (!missing.isEmpty()) {
      var made = made(missing, patients);
      made.forEach((course, summary) -> rows.keep(course, now.get(course), model, summary));
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

  private Map<String, CourseSummary> made(List<String> courses, Map<String, String> patients) {
    var people = courses.stream().map(patients::get).distinct().toList();
    var flags = byPatient(Flag.class, people, "active", Flag::getSubject);
    var plans = byPatient(CarePlan.class, people, "active", CarePlan::getSubject);
    var made = new HashMap<String, CourseSummary>();
    for (var course : courses) {
      var patient = patients.get(course);
      records
          .course(course)
          .ifPresent(
              resources ->
                  made.put(
                      course,
                      reader.summary(
                          resources,
                          flags.getOrDefault(patient, List.of()),
                          plans.getOrDefault(patient, List.of()))));
    }
    return made;
  }

  private <T extends Resource> Map<String, List<T>> byPatient(
      Class<T> type, Collection<String> patients, String status, Function<T, Reference> subject) {
    var any = new ReferenceOrListParam();
    patients.forEach(id -> any.addOr(new ReferenceParam("Patient/" + id)));
    var search =
        new SearchParameterMap()
            .setLoadSynchronousUpTo(MOST)
            .add("subject", any)
            .add("status", new TokenParam(status));
    // Flag has no search parameter for its status in FHIR R4.
    if (type == Flag.class) {
      search.remove("status");
    }
    var found =
        daos.getResourceDao(type).search(search, new SystemRequestDetails()).getAllResources();
    if (found.size() == MOST) {
      throw new IllegalStateException("more than " + MOST + " resources of one caseload");
    }
    return found.stream()
        .map(type::cast)
        .collect(
            Collectors.groupingBy(
                one -> PracticeReader.id("Patient", subject.apply(one)).orElse(""),
                HashMap::new,
                Collectors.toCollection(ArrayList::new)));
  }
}
