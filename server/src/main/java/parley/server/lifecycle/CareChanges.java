package parley.server.lifecycle;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.store.PersonLinks;

/** Table {@code care_change}: what was written since the rows of its courses were made. */
final class CareChanges {

  /** Any number that nothing else on the database uses for an advisory lock. */
  private static final long LOCK = 0x43415245L;

  private static final int AT_ONCE = 2_000;

  /**
   * The courses that a change may say something new of: the course itself, those of the patient and
   * of the referral that a record refers to, and those that refer to what was written; of all the
   * Patients that links join. A closed course that has no row gets none.
   */
  private static final String TOUCHED =
      """
      with recursive noted as (
        select r.res_id, r.res_type from hfj_resource r where r.res_id = any(?)),
      roots as (
        select n.res_id root, n.res_type from noted n
        union select l.target_resource_id, n.res_type from noted n
          join hfj_res_link l on l.src_resource_id = n.res_id
          where l.target_resource_type in ('Patient', 'ServiceRequest')),
      people (root, res_type) as (
        select root, res_type from roots
        union select j.other, p.res_type from people p cross join lateral
      """
          + PersonLinks.others("p.root")
          + """
       j),
      courses as (
        select n.res_id course, n.res_type from noted n where n.res_type = 'EpisodeOfCare'
        union select l.src_resource_id, r.res_type from people r
          join hfj_res_link l on l.target_resource_id = r.root
          where l.src_path in ('EpisodeOfCare.patient', 'EpisodeOfCare.referralRequest'))
      select c.course, e.fhir_id, bool_or(c.res_type in
        ('EpisodeOfCare', 'ServiceRequest', 'Task', 'Encounter', 'Procedure', 'Patient'))
        and (exists (select 1 from waiting_course w where w.course = c.course)
          or exists (select 1 from hfj_spidx_token t where t.res_id = c.course
            and t.res_type = 'EpisodeOfCare' and t.sp_name = 'status'
            and t.sp_value in ('planned', 'waitlist', 'active', 'onhold')))
      from courses c join hfj_resource e on e.res_id = c.course
      group by 1, 2 order by 1
      """;

  /** Open courses that have no row of this program, and whatever has one of another. */
  private static final String NOTE_MISSING =
      """
      insert into care_change (res_id)
      select r.res_id from hfj_resource r
      left join waiting_course w on w.course = r.res_id and w.edition = ?
      where r.res_type = 'EpisodeOfCare' and r.res_deleted_at is null and w.course is null
        and r.res_id in (select t.res_id from hfj_spidx_token t
          where t.res_type = 'EpisodeOfCare' and t.sp_name = 'status'
            and t.sp_value in ('planned', 'waitlist', 'active', 'onhold'))
      union select o.course from waiting_course o where o.edition <> ?
      """;

  /** PostgreSQL's state for a lock that was not to be had in time. */
  private static final String NOT_AVAILABLE = "55P03";

  private final JdbcTemplate jdbc;

  CareChanges(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Some changes: their numbers, and the keys of the resources that were written. */
  record Noted(List<Long> numbers, List<Long> resources) {}

  /**
   * A course that changed.
   *
   * @param key its key in the store
   * @param id its logical id
   * @param waits whether it changed in what waiting goes by
   */
  record Touched(long key, String id, boolean waits) {}

  /** The number of the latest change, empty when there is none. */
  Optional<Long> latest() {
    return Optional.ofNullable(jdbc.queryForObject("select max(id) from care_change", Long.class));
  }

  /**
   * Makes every other gateway and thread that works changes off wait until this transaction ends.
   * Two at once could each write what it read, and the older come last.
   *
   * @throws WaitingListNotReady when another has it for longer than the patience
   */
  void lock(Patience patience) {
    if (patience.isEndless()) {
      lock();
      return;
    }
    jdbc.execute("set local lock_timeout = " + Math.max(1, patience.left()));
    try {
      lock();
    } catch (DataAccessException e) {
      if (e.getMostSpecificCause() instanceof SQLException cause
          && NOT_AVAILABLE.equals(cause.getSQLState())) {
        throw new WaitingListNotReady("another gateway is making the list");
      }
      throw e;
    }
    jdbc.execute("set local lock_timeout to default");
  }

  private void lock() {
    jdbc.query("select pg_advisory_xact_lock(" + LOCK + ")", row -> {});
  }

  /** The oldest changes up to a number. */
  Noted upTo(long number) {
    var noted = new Noted(new ArrayList<>(), new ArrayList<>());
    jdbc.query(
        "select id, res_id from care_change where id <= ? order by id limit " + AT_ONCE,
        row -> {
          noted.numbers().add(row.getLong(1));
          noted.resources().add(row.getLong(2));
        },
        number);
    return noted;
  }

  /** The courses that some changes touch, open or not. */
  List<Touched> courses(Noted noted) {
    return jdbc.query(
        connection -> keys(connection, TOUCHED, noted.resources()),
        (row, index) -> new Touched(row.getLong(1), row.getString(2), row.getBoolean(3)));
  }

  /** Forgets these changes, and none that came meanwhile. */
  void forget(Noted noted) {
    jdbc.update(
        connection ->
            keys(connection, "delete from care_change where id = any(?)", noted.numbers()));
  }

  /**
   * Notes every open course that has no row of a program, and the courses of rows of others.
   *
   * @return how many
   */
  int noteMissing(String edition) {
    return jdbc.update(NOTE_MISSING, edition, edition);
  }

  /** A statement whose one parameter is an array of keys. */
  static PreparedStatement keys(Connection connection, String sql, Collection<Long> keys)
      throws SQLException {
    var statement = connection.prepareStatement(sql);
    statement.setArray(1, connection.createArrayOf("bigint", keys.toArray()));
    return statement;
  }
}
