package parley.server.practice;

import static parley.server.practice.TreatingPeople.person;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Who has had no recorded supervision for some weeks, of those who have a named supervisor, lead an
 * open course, or gave an activity or a contact in those weeks. Who has begun within those weeks is
 * not yet due; when somebody began is the first day that anything says they were at work: their
 * supervision, their post, the record of it, or care they gave. So it does not begin anew when the
 * period of a supervisor is written again.
 */
final class SupervisionReport {

  /**
   * Names of those who treat, supervise or are supervised, resolved after they are made few. Of
   * care only that of those weeks is read, by its day; what came before is asked for one person at
   * a time, of those who might not be due yet.
   */
  private static final String FOUND =
      """
      with relation as (
        select supervisee, array_agg(distinct supervisor order by supervisor) filter (
            where coalesce(from_day, '-infinity') <= :day and coalesce(until_day, 'infinity') >= :day)
            as supervisors, min(coalesce(from_day, '-infinity')) as since
        from (select supervisee, %s as supervisor, from_day, until_day from practitioner_supervision) s
        where supervisor <> supervisee group by supervisee),
      led as (
        select care_manager as who, count(*) as courses, array_agg(distinct organisation) as places
        from course_record where open and care_manager is not null group by care_manager),
      care as (
        select a.performer as who, c.course_id, c.organisation
        from care_contact c join care_activity a on a.encounter_id = c.encounter_id
        where c.day > :since and c.day <= :day and not c.withdrawn and a.performer <> ''
        union all
        select a.performer, c.course_id, c.organisation
        from care_activity a left join care_contact c on c.encounter_id = a.encounter_id
        where a.day > :since and a.day <= :day and c.day is null
          and not coalesce(c.withdrawn, false) and a.performer <> ''
        union all
        select g.who, c.course_id, c.organisation
        from care_contact c join contact_giver g on g.encounter_id = c.encounter_id
        where c.day > :since and c.day <= :day),
      given as (
        select care.who, array_agg(distinct coalesce(e.organisation, care.organisation)) as places
        from care left join course_record e on e.course_id = care.course_id group by care.who),
      treating as (
        select person, sum(courses) as courses
        from (select %s as person, courses from led union all select %s, 0 from given) t
        where person is not null group by person),
      post as (
        select p.practitioner_id, p.organisation, p.from_day,
          coalesce(p.from_day, '-infinity') <= :day and coalesce(p.until_day, 'infinity') >= :day
            as now,
          case when coalesce(p.from_day, '-infinity') <= :since
            then cast(r.res_published as date) end as recorded
        from practitioner_post p
        left join hfj_resource r on r.res_type = 'PractitionerRole' and r.fhir_id = p.role_id),
      service as (
        select person, array_agg(distinct place order by place) as services from (
          select practitioner_id as person, organisation as place from post where now
          union all select %s, unnest(places) from led
          union all select %s, unnest(places) from given) s
        where person is not null and place is not null group by person),
      begun as (
        select practitioner_id as person, min(least(from_day, recorded)) as first from post group by 1),
      person as (
        select supervisee as person from relation where supervisors is not null
        union select person from treating),
      name as (
        select person, person as who from person
        union all select h.practitioner_id, h.role
        from role_holder h join person p on p.person = h.practitioner_id),
      session as (
        select n.person as supervisee, max(s.day) as last
        from name n cross join lateral (
          select day from supervision_session
          where supervisee = n.who and day <= :day and %s <> n.person
          order by day desc limit 1) s
        group by n.person),
      found as (
        select p.person, coalesce(w.services, '{}') as services,
          coalesce(r.supervisors, '{}') as supervisors, s.last, coalesce(t.courses, 0) as courses
        from person p
        left join relation r on r.supervisee = p.person
        left join treating t on t.person = p.person
        left join begun b on b.person = p.person
        left join service w on w.person = p.person
        left join session s on s.supervisee = p.person
        where (s.last is null or s.last <= :since)
          and (r.supervisors is null or s.last is not null
            or least(r.since, b.first) <= :since or exists (
              select 1
              from (select p.person as who union all
                select h.role from role_holder h where h.practitioner_id = p.person) n
              where exists (select 1 from contact_giver g
                  join care_contact c on c.encounter_id = g.encounter_id
                  where g.who = n.who and c.day <= :since)
                or exists (select 1 from care_activity a
                  left join care_contact c on c.encounter_id = a.encounter_id
                  where a.performer = n.who and coalesce(c.day, a.day) <= :since
                    and not coalesce(c.withdrawn, false))))
          and (cast(:service as text) is null or cast(:service as text) = any(w.services)))
      """
          .formatted(
              person("supervisor"),
              person("who"),
              person("who"),
              person("who"),
              person("who"),
              person("supervisor"));

  private static final int DAYS_OF_A_WEEK = 7;

  private final NamedParameterJdbcTemplate jdbc;

  SupervisionReport(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Somebody without recent supervision.
   *
   * @param person logical id of the Practitioner
   * @param services Organizations of their posts on the day, of the open courses that they lead,
   *     and of the care that they gave in those weeks
   * @param supervisors named supervisors on the day; none is worse than no session
   * @param last day of their last session
   * @param openCourses open courses that they lead now
   */
  record Found(
      String person,
      List<String> services,
      List<String> supervisors,
      Optional<LocalDate> last,
      long openCourses) {}

  /** A page, and how many there are in all. */
  record Page(long total, List<Found> found) {}

  /** Those without a supervisor first, then by how long ago their last session was. */
  Page page(LocalDate day, int weeks, Optional<String> service, int page, int size) {
    var parameters =
        new MapSqlParameterSource()
            .addValue("day", java.sql.Date.valueOf(day))
            .addValue("since", java.sql.Date.valueOf(day.minusDays((long) weeks * DAYS_OF_A_WEEK)))
            .addValue("service", service.orElse(null))
            .addValue("size", size)
            .addValue("offset", (long) page * size);
    var total = new long[1];
    var found =
        jdbc.query(
            FOUND
                + "select person, services, supervisors, last, courses, count(*) over () from found"
                + " order by cardinality(supervisors) > 0, last nulls first, courses desc, person"
                + " limit :size offset :offset",
            parameters,
            (row, index) -> {
              total[0] = row.getLong(6);
              return new Found(
                  row.getString(1),
                  Practitioners.texts(row, 2),
                  Practitioners.texts(row, 3),
                  Practitioners.day(row, 4),
                  row.getLong(5));
            });
    if (found.isEmpty() && page > 0) {
      // Beyond the last page no row says how many there are.
      var all = jdbc.queryForObject(FOUND + "select count(*) from found", parameters, Long.class);
      return new Page(all == null ? 0 : all, found);
    }
    return new Page(total[0], found);
  }
}
