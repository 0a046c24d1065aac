package parley.server.lifecycle;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.parser.LenientErrorHandler;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.store.PersonLinks;

/**
 * Reads the resources of many courses at once from HAPI's tables, which its searches, one patient
 * after the other, would take minutes for. Only reads; everything is written through HAPI.
 */
final class CareRows {

  private static final String PARTS =
      """
      with recursive wanted as (select unnest(?) course),
      linked as (
        select w.course, l.target_resource_id target, l.src_path from wanted w
        join hfj_res_link l on l.src_resource_id = w.course
        where l.src_path in ('EpisodeOfCare.referralRequest', 'EpisodeOfCare.patient')
          and l.target_resource_id is not null),
      people (course, patient) as (
        select course, target from linked where src_path = 'EpisodeOfCare.patient'
        union select p.course, j.other from people p cross join lateral
      """
          + PersonLinks.others("p.patient")
          + """
       j),
      parts as (
        select p.course, l.src_resource_id part from people p
        join hfj_res_link l on l.target_resource_id = p.patient
        where l.src_path in ('Encounter.subject', 'Procedure.subject')
        union select k.course, l.src_resource_id from linked k
        join hfj_res_link l on l.target_resource_id = k.target
        where k.src_path = 'EpisodeOfCare.referralRequest' and l.src_path = 'Task.focus'
        union select course, target from linked
          where src_path = 'EpisodeOfCare.referralRequest'
        union select course, course from wanted)
      select p.course, r.res_type, r.fhir_id, v.res_text_vc
      from parts p
      join hfj_resource r on r.res_id = p.part and r.res_deleted_at is null
      join hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver
      """;

  private final JdbcTemplate jdbc;
  private final FhirContext context;
  private final DaoRegistry daos;

  CareRows(JdbcTemplate jdbc, FhirContext context, DaoRegistry daos) {
    this.jdbc = jdbc;
    this.context = context;
    this.daos = daos;
  }

  /** The key of a course in the store by its logical id. */
  Optional<Long> key(String course) {
    return jdbc
        .queryForList(
            "select res_id from hfj_resource where res_type = 'EpisodeOfCare' and fhir_id = ?",
            Long.class,
            course)
        .stream()
        .findFirst();
  }

  /**
   * Each course with its referral, its triage, and the contacts and activities of its patient, by
   * whichever of their joined Patients.
   *
   * @param courses keys in the store
   */
  Map<Long, List<Resource>> read(Collection<Long> courses) {
    // What is stored has been checked; a fault of old text is no reason to leave a course out.
    var parser =
        context
            .newJsonParser()
            .setParserErrorHandler(new LenientErrorHandler(false).disableAllErrors());
    var read = new HashMap<Long, List<Resource>>();
    jdbc.query(
        connection -> CareChanges.keys(connection, PARTS, courses),
        row -> {
          var id = new IdType(row.getString(2), row.getString(3));
          var text = row.getString(4);
          var resource =
              text == null
                  ? (Resource)
                      daos.getResourceDao(row.getString(2)).read(id, new SystemRequestDetails())
                  : (Resource) parser.parseResource(text);
          resource.setId(id);
          read.computeIfAbsent(row.getLong(1), key -> new ArrayList<>()).add(resource);
        });
    return read;
  }
}
