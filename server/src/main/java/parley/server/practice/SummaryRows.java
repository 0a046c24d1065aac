package parley.server.practice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.store.PersonLinks;

/** Table {@code course_summary}, and the fingerprint that says whether a row still answers. */
final class SummaryRows {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .findAndAddModules()
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  /**
   * The lateral join looks versions up by their keys one by one: the planner takes joined Patients
   * for many and would else read every resource of the store.
   */
  private static final String FINGERPRINTS =
      "with recursive person (asked, res_id) as (select p.fhir_id, p.res_id from hfj_resource p"
          + " where p.res_type = 'Patient' and p.fhir_id = any(?)"
          + " union select p.asked, j.other from person p cross join lateral "
          + PersonLinks.others("p.res_id")
          + " j) select of.asked, md5(string_agg(r.res_id || ':' || r.res_ver, ','"
          + " order by r.res_id)) from (select p.asked, p.res_id from person p"
          + " union all select p.asked, l.src_resource_id from person p"
          + " join hfj_res_link l on l.target_resource_id = p.res_id"
          + " and l.source_resource_type = any(?)) of"
          + " cross join lateral (select v.res_id, v.res_ver from hfj_resource v"
          + " where v.res_id = of.res_id offset 0) r group by of.asked";

  private final JdbcTemplate jdbc;

  SummaryRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A hash over the versions of every record that refers to a patient, or to a Patient that links
   * join with it, and is of a type that a summary may be made of. HAPI writes a new version, and
   * the references of it, in the transaction of each write, however it comes; so two equal
   * fingerprints mean that nothing of the patient was written in between.
   */
  Map<String, String> fingerprints(Collection<String> patients) {
    var found = new HashMap<String, String>();
    jdbc.query(
        FINGERPRINTS,
        row -> {
          found.put(row.getString(1), row.getString(2));
        },
        patients.toArray(String[]::new),
        CourseSummaries.types());
    return found;
  }

  /**
   * The rows that still answer.
   *
   * @param fingerprints course to the fingerprint of now
   * @param model what makes summaries now
   */
  Map<String, CourseSummary> valid(Map<String, String> fingerprints, String model) {
    var found = new HashMap<String, CourseSummary>();
    jdbc.query(
        "select s.course_id, s.summary from course_summary s"
            + " join unnest(?, ?) now (course, fingerprint) on now.course = s.course_id"
            + " where s.fingerprint = now.fingerprint and s.model = ?",
        row -> {
          found.put(row.getString(1), read(row.getString(2)));
        },
        fingerprints.keySet().toArray(String[]::new),
        fingerprints.values().toArray(String[]::new),
        model);
    return found;
  }

  /**
   * Keeps summaries, but for those of courses that were closed or deleted meanwhile: all by one
   * statement, because each would wait for the disk.
   *
   * @param summaries by course
   * @param fingerprints course to the fingerprint of before its records were read
   */
  void keep(Map<String, CourseSummary> summaries, Map<String, String> fingerprints, String model) {
    // In one order, so that two who keep the same do not wait for each other in a ring.
    var courses = summaries.keySet().stream().sorted().toList();
    jdbc.update(
        "insert into course_summary (course_id, fingerprint, model, summary)"
            + " select made.course, made.fingerprint, ?, cast(made.summary as jsonb)"
            + " from unnest(?, ?, ?) made (course, fingerprint, summary)"
            + " join course_record r on r.course_id = made.course and r.open"
            // A course that is being written may be closed by it: none is kept then.
            + " order by made.course for key share of r skip locked"
            + " on conflict (course_id) do update set fingerprint = excluded.fingerprint,"
            + " model = excluded.model, summary = excluded.summary"
            + " where (course_summary.fingerprint, course_summary.model, course_summary.summary)"
            + " is distinct from (excluded.fingerprint, excluded.model, excluded.summary)",
        model,
        courses.toArray(String[]::new),
        courses.stream().map(fingerprints::get).toArray(String[]::new),
        courses.stream().map(course -> write(summaries.get(course))).toArray(String[]::new));
  }

  private static String write(CourseSummary summary) {
    try {
      return JSON.writeValueAsString(summary);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary is plain records and can always be written", e);
    }
  }

  private static CourseSummary read(String json) {
    try {
      return JSON.readValue(json, CourseSummary.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a summary of this model cannot be read", e);
    }
  }
}
