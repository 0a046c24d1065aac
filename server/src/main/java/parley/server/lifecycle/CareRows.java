package parley.server.lifecycle;

import ca.uhn.fhir.context.FhirContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Reads the resources of many courses at once from HAPI's tables, which its searches, one patient
 * after the other, would take minutes for. Only reads; everything is written through HAPI.
 */
final class CareRows {

  /** Open courses; with what of them and of their patient's care has changed, and when. */
  private static final String OPEN =
      """
      with open as (
        select r.res_id, r.fhir_id, r.res_ver from hfj_resource r
        where r.res_type = 'EpisodeOfCare' and r.res_deleted_at is null
          and r.res_id in (select t.res_id from hfj_spidx_token t
            where t.res_type = 'EpisodeOfCare' and t.sp_name = 'status'
              and t.sp_value in ('planned', 'waitlist', 'active', 'onhold'))),
      linked as (
        select o.res_id, l.target_resource_id target, l.src_path from open o
        join hfj_res_link l on l.src_resource_id = o.res_id
        where l.src_path in ('EpisodeOfCare.referralRequest', 'EpisodeOfCare.patient')),
      parts as (
        select k.res_id, l.src_resource_id part from linked k
        join hfj_res_link l on l.target_resource_id = k.target
        where (k.src_path = 'EpisodeOfCare.patient'
            and l.src_path in ('Encounter.subject', 'Procedure.subject'))
          or (k.src_path = 'EpisodeOfCare.referralRequest' and l.src_path = 'Task.focus')
        union all select res_id, target from linked
          where src_path = 'EpisodeOfCare.referralRequest')
      select o.fhir_id, o.res_ver,
        coalesce(sum(s.res_ver * 1000003 + s.res_id), 0) stamp, count(s.res_id) parts
      from open o
      left join parts p on p.res_id = o.res_id
      left join hfj_resource s on s.res_id = p.part and s.res_deleted_at is null
      group by 1, 2
      """;

  private static final String PARTS =
      """
      with wanted as (
        select r.res_id, r.fhir_id from hfj_resource r
        where r.res_type = 'EpisodeOfCare' and r.fhir_id = any(?)),
      linked as (
        select w.res_id, w.fhir_id, l.target_resource_id target, l.src_path from wanted w
        join hfj_res_link l on l.src_resource_id = w.res_id
        where l.src_path in ('EpisodeOfCare.referralRequest', 'EpisodeOfCare.patient')),
      parts as (
        select k.fhir_id, l.src_resource_id part from linked k
        join hfj_res_link l on l.target_resource_id = k.target
        where (k.src_path = 'EpisodeOfCare.patient'
            and l.src_path in ('Encounter.subject', 'Procedure.subject'))
          or (k.src_path = 'EpisodeOfCare.referralRequest' and l.src_path = 'Task.focus')
        union all select fhir_id, target from linked
          where src_path = 'EpisodeOfCare.referralRequest'
        union all select fhir_id, res_id from wanted)
      select distinct p.fhir_id course, r.res_type, r.fhir_id, v.res_text_vc
      from parts p
      join hfj_resource r on r.res_id = p.part and r.res_deleted_at is null
      join hfj_res_ver v on v.res_id = r.res_id and v.res_ver = r.res_ver
      """;

  private final JdbcTemplate jdbc;
  private final FhirContext context;

  CareRows(JdbcTemplate jdbc, FhirContext context) {
    this.jdbc = jdbc;
    this.context = context;
  }

  /** What changes whenever a course, its referral, its triage or the care of its patient does. */
  record Stamp(long version, String parts, long count) {}

  /** The open courses by logical id. */
  Map<String, Stamp> open() {
    var open = new HashMap<String, Stamp>();
    jdbc.query(
        OPEN,
        row -> {
          open.put(row.getString(1), new Stamp(row.getLong(2), row.getString(3), row.getLong(4)));
        });
    return open;
  }

  /** Each course with its referral, its triage, and the contacts and activities of its patient. */
  Map<String, List<Resource>> read(Collection<String> courses) {
    var parser = context.newJsonParser();
    var read = new HashMap<String, List<Resource>>();
    jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(PARTS);
          statement.setArray(1, connection.createArrayOf("text", courses.toArray()));
          return statement;
        },
        row -> {
          var resource = (Resource) parser.parseResource(row.getString(4));
          resource.setId(row.getString(2) + '/' + row.getString(3));
          read.computeIfAbsent(row.getString(1), key -> new ArrayList<>()).add(resource);
        });
    return read;
  }
}
