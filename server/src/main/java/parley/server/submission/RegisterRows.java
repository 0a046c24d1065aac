package parley.server.submission;

import java.nio.file.Path;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.submissions.build.Counts;
import parley.submissions.build.SubmissionType;

/** SQL over {@code submission_build} and {@code submission_change}. */
final class RegisterRows {

  private static final String COLUMNS =
      "select id, provider, period, type, dry_run, state, ordered_by, ordered_at, ended_at, folder,"
          + " acceptable, releasable, result, manifest_sha256, reason from submission_build ";

  private static final String HELD = "select id, type, counts from submission_build b ";

  private final JdbcTemplate jdbc;

  RegisterRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Enters a build that begins. Its folder is made of its number. */
  long begin(BuildRequest request, Path parent) {
    var confirmation = request.confirmation();
    var id =
        jdbc.queryForObject(
            "insert into submission_build (provider, period, type, dry_run, ordered_by, folder,"
                + " confirmed_by, confirmed_reason) values (?, ?, ?, ?, ?, '', ?, ?) returning id",
            Long.class,
            request.provider(),
            day(request.period()),
            request.type().code(),
            request.dryRun(),
            request.by().told(),
            confirmation.map(one -> one.by()).orElse(""),
            confirmation.map(one -> one.reason()).orElse(""));
    jdbc.update(
        "update submission_build set folder = ? where id = ?",
        parent.resolve(PackageFiles.PREFIX + request.type().code() + '-' + id).toString(),
        id);
    note(id, BuildState.BUILDING, request.by().told(), "");
    return id;
  }

  /**
   * Ends a build that runs.
   *
   * @return whether it was still running; if not, somebody has ended it before
   */
  boolean end(long id, BuildState state, String who, String reason) {
    var ended =
        jdbc.update(
            "update submission_build set state = ?, ended_at = now(), reason = ?"
                + " where id = ? and state = 'building'",
            state.code(),
            reason,
            id);
    if (ended == 1) {
      note(id, state, who, reason);
    }
    return ended == 1;
  }

  /** Says what came of a build, before it ends. */
  void tell(long id, BuildTold told) {
    jdbc.update("update submission_build set result = ?::jsonb where id = ?", told.json(), id);
  }

  /** Says what a package holds, before the build ends. */
  void tellPackage(
      long id, boolean acceptable, boolean releasable, Counts counts, String manifest) {
    jdbc.update(
        "update submission_build set acceptable = ?, releasable = ?, counts = ?,"
            + " manifest_sha256 = ? where id = ?",
        acceptable,
        releasable,
        counts.json(),
        manifest,
        id);
  }

  /**
   * Moves a build on.
   *
   * @return whether it stood where it was thought to
   */
  boolean move(long id, BuildState from, BuildState to, String who, String why) {
    var moved =
        jdbc.update(
            "update submission_build set state = ? where id = ? and state = ?",
            to.code(),
            id,
            from.code());
    if (moved == 1) {
      note(id, to, who, why);
    }
    return moved == 1;
  }

  /** Notes which destination of the outbox a package was handed to. */
  void carriedBy(long id, String destination) {
    jdbc.update("update submission_build set outlet = ? where id = ?", destination, id);
  }

  /** Notes that somebody asked for what they have not the right to. */
  void refused(String who, String asked, String setting) {
    jdbc.update(
        "insert into submission_refusal (who, asked, setting) values (?, ?, ?)",
        who,
        asked,
        setting);
  }

  private void note(long id, BuildState state, String who, String why) {
    jdbc.update(
        "insert into submission_change (build_id, number, state, who, why) select ?,"
            + " coalesce(max(number), 0) + 1, ?, ?, ? from submission_change where build_id = ?",
        id,
        state.code(),
        who,
        why,
        id);
  }

  Optional<BuildRow> one(long id) {
    return jdbc.query(COLUMNS + "where id = ?", RegisterRows::row, id).stream().findFirst();
  }

  Optional<BuildRow.Detail> detail(long id) {
    return one(id)
        .map(
            row ->
                new BuildRow.Detail(
                    row,
                    jdbc.query(
                        "select state, at, who, why from submission_change where build_id = ?"
                            + " order by number",
                        (at, index) ->
                            new BuildRow.Change(
                                BuildState.of(at.getString(1)).orElseThrow(),
                                at.getTimestamp(2).toInstant(),
                                at.getString(3),
                                at.getString(4)),
                        id),
                    carriage(row)));
  }

  private Optional<BuildRow.Carriage> carriage(BuildRow row) {
    return jdbc
        .query(
            "select o.id, o.destination, o.state, o.reason from submission_build b"
                + " join outbox o on o.destination = b.outlet and o.message_id = ? where b.id = ?",
            (at, index) ->
                new BuildRow.Carriage(
                    at.getLong(1), at.getString(2), at.getString(3), at.getString(4)),
            Outlet.name(row),
            row.id())
        .stream()
        .findFirst();
  }

  /** The newest first, at most 500. */
  List<BuildRow> list(Optional<String> provider, Optional<YearMonth> period) {
    var sql = new StringBuilder(COLUMNS).append("where true");
    var values = new ArrayList<Object>();
    provider.ifPresent(
        one -> {
          sql.append(" and provider = ?");
          values.add(one);
        });
    period.ifPresent(
        one -> {
          sql.append(" and period = ?");
          values.add(day(one));
        });
    sql.append(" order by id desc limit 500");
    return jdbc.query(sql.toString(), RegisterRows::row, values.toArray());
  }

  List<BuildRow> building() {
    return jdbc.query(COLUMNS + "where state = 'building' order by id", RegisterRows::row);
  }

  /** What a build holds, as the guard counts it. */
  record Held(long id, SubmissionType type, Counts counts) {}

  /** What a package holds; empty when there is none. */
  Optional<Held> held(long id) {
    return jdbc.query(HELD + "where id = ? and counts is not null", RegisterRows::held, id).stream()
        .findFirst();
  }

  /** The file of a month that was accepted last, which the portal now has. */
  Optional<Held> standing(List<String> providers, YearMonth period) {
    return accepted(
        providers,
        period,
        "(select max(at) from submission_change c where c.build_id = b.id and c.state = 'accepted')"
            + " desc nulls last, id desc");
  }

  /** What the final file of a month held that was accepted, or else its primary. */
  Optional<Counts> accepted(List<String> providers, YearMonth period) {
    return accepted(providers, period, "type = 'refresh' desc, id desc").map(Held::counts);
  }

  private Optional<Held> accepted(List<String> providers, YearMonth period, String order) {
    return jdbc
        .query(
            connection -> {
              var statement =
                  connection.prepareStatement(
                      HELD
                          + "where provider = any(?) and period = ? and state = 'accepted'"
                          + " and counts is not null order by "
                          + order
                          + " limit 1");
              statement.setArray(1, connection.createArrayOf("text", providers.toArray()));
              statement.setDate(2, day(period));
              return statement;
            },
            RegisterRows::held)
        .stream()
        .findFirst();
  }

  private static Held held(ResultSet row, int index) throws SQLException {
    return new Held(row.getLong(1), type(row.getString(2)), Counts.ofJson(row.getString(3)));
  }

  private static SubmissionType type(String code) {
    return SubmissionType.valueOf(code.toUpperCase(Locale.ROOT));
  }

  /**
   * Whether nothing of this kind has to be built by itself: there is a file of the whole month that
   * the portal has not rejected, by whomever, or one is being built. What the guard held back is
   * tried again after a day, for the record may be whole by then.
   */
  boolean exists(String provider, YearMonth period, SubmissionType type) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from submission_build where provider = ? and period = ?"
                + " and type = ? and not dry_run and state not in ('failed', 'cancelled', 'rejected')"
                + " and (state <> 'blocked' or ordered_at > now() - interval '1 day')"
                + " and (ordered_at at time zone 'Europe/London')::date"
                + " >= (period + interval '1 month')::date)",
            Boolean.class,
            provider,
            day(period),
            type.code()));
  }

  private static Date day(YearMonth period) {
    return Date.valueOf(period.atDay(1));
  }

  private static BuildRow row(ResultSet row, int index) throws SQLException {
    return new BuildRow(
        row.getLong("id"),
        row.getString("provider"),
        YearMonth.from(row.getObject("period", LocalDate.class)),
        type(row.getString("type")),
        row.getBoolean("dry_run"),
        BuildState.of(row.getString("state")).orElseThrow(),
        row.getString("ordered_by"),
        row.getTimestamp("ordered_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("ended_at")).map(at -> at.toInstant()),
        Path.of(row.getString("folder")),
        Optional.ofNullable(row.getObject("acceptable", Boolean.class)),
        Optional.ofNullable(row.getObject("releasable", Boolean.class)),
        BuildTold.ofJson(row.getString("result")),
        Optional.ofNullable(row.getString("manifest_sha256")),
        row.getString("reason"));
  }
}
