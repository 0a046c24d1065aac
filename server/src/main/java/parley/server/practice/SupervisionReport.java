package parley.server.practice;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * Who has had no recorded supervision for some weeks, of those who have a named supervisor, lead an
 * open course, or gave an activity in those weeks. Who has been supervised for less than those
 * weeks is not yet due.
 */
final class SupervisionReport {

  private static final String FOUND =
      """
      with relation as (
        select supervisee, array_agg(distinct supervisor order by supervisor) filter (
            where coalesce(from_day, '-infinity') <= :day and coalesce(until_day, 'infinity') >= :day)
            as supervisors, min(coalesce(from_day, '-infinity')) as since
        from practitioner_supervision where supervisor <> supervisee group by supervisee),
      treating as (
        select care_manager as person, count(*) as courses from course_record
        where open and care_manager is not null group by care_manager),
      giving as (
        select distinct a.performer as person from care_activity a
        left join care_contact c on c.encounter_id = a.encounter_id
        where a.performer <> '' and not coalesce(c.withdrawn, false)
          and coalesce(a.day, c.day) > :since and coalesce(a.day, c.day) <= :day),
      person as (
        select supervisee as person from relation where supervisors is not null
        union select person from treating union select person from giving),
      post as (
        select practitioner_id, array_agg(distinct organisation order by organisation)
          filter (where organisation is not null) as services
        from practitioner_post
        where coalesce(from_day, '-infinity') <= :day and coalesce(until_day, 'infinity') >= :day
        group by practitioner_id),
      session as (
        select supervisee, max(day) as last from supervision_session
        where day <= :day and supervisor <> supervisee
        group by supervisee),
      found as (
        select p.person, coalesce(post.services, '{}') as services,
          coalesce(r.supervisors, '{}') as supervisors, s.last, coalesce(t.courses, 0) as courses
        from person p
        left join relation r on r.supervisee = p.person
        left join treating t on t.person = p.person
        left join post on post.practitioner_id = p.person
        left join session s on s.supervisee = p.person
        where (s.last is null or s.last <= :since)
          and (r.supervisors is null or s.last is not null or r.since <= :since)
          and (cast(:service as text) is null or cast(:service as text) = any(post.services)))
      """;

  private static final int DAYS_OF_A_WEEK = 7;

  private final NamedParameterJdbcTemplate jdbc;

  SupervisionReport(NamedParameterJdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Somebody without recent supervision.
   *
   * @param person logical id of the Practitioner
   * @param services Organizations of their posts on the day
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
    var total = jdbc.queryForObject(FOUND + "select count(*) from found", parameters, Long.class);
    var found =
        jdbc.query(
            FOUND
                + "select person, services, supervisors, last, courses from found order by"
                + " cardinality(supervisors) > 0, last nulls first, courses desc, person"
                + " limit :size offset :offset",
            parameters,
            (row, index) ->
                new Found(
                    row.getString(1),
                    Practitioners.texts(row, 2),
                    Practitioners.texts(row, 3),
                    Practitioners.day(row, 4),
                    row.getLong(5)));
    return new Page(total == null ? 0 : total, found);
  }
}
