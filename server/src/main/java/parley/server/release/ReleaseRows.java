package parley.server.release;

import java.nio.file.Path;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.submissions.agreement.ReleaseAgreement;

/** SQL over {@code release}. The database lets no row change that has ended. */
final class ReleaseRows {

  private static final String COLUMNS =
      "select id, agreement_url, agreement_version, agreement_sha256, product, recipient, provider,"
          + " first_month, last_month, edition, dry_run, state, ordered_by, ordered_at, ended_at,"
          + " reason, folder, key_id, opt_out_list, result, manifest_sha256 from release ";

  private static final int LONGEST_URL = 300;

  private final JdbcTemplate jdbc;

  ReleaseRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** Enters a release that begins. */
  long begin(ReleaseRequest request, ReleaseAgreement agreement) {
    return insert(request, Optional.of(agreement), ReleaseState.BUILDING, ReleaseTold.nothing());
  }

  /** Enters one that was refused before it began. */
  long refuse(
      ReleaseRequest request, Optional<ReleaseAgreement> agreement, List<ReleaseFault> faults) {
    return insert(request, agreement, ReleaseState.REFUSED, ReleaseTold.of(faults));
  }

  private long insert(
      ReleaseRequest request,
      Optional<ReleaseAgreement> agreement,
      ReleaseState state,
      ReleaseTold told) {
    return jdbc.queryForObject(
        "insert into release (agreement_url, agreement_version, agreement_sha256, product,"
            + " recipient, provider, first_month, last_month, edition, dry_run, state, ordered_by,"
            + " result, ended_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb,"
            + " case when ? then now() end) returning id",
        Long.class,
        agreement.map(ReleaseAgreement::url).orElseGet(() -> named(request)),
        agreement.map(ReleaseAgreement::version).orElse(""),
        agreement.map(ReleaseAgreement::digest).orElse(""),
        agreement.map(one -> one.product().code()).orElse(""),
        agreement.map(ReleaseAgreement::recipient).orElse(""),
        request.provider(),
        day(request.first()),
        day(request.last()),
        request.edition().code(),
        request.dryRun(),
        state.code(),
        request.by(),
        told.json(),
        state != ReleaseState.BUILDING);
  }

  /** The url that was asked for, so that the calendar knows what it asked for in vain. */
  private static String named(ReleaseRequest request) {
    if (request.agreement() instanceof ReleaseRequest.Choice.Named named) {
      var url = named.name().replaceFirst("[|].*", "");
      return url.length() > LONGEST_URL ? "" : url;
    }
    return "";
  }

  /** Says, while it is made, where it will be, by which key and which list of opt-outs. */
  void tell(long id, Path folder, String keyId, Optional<LocalDate> optOutList) {
    jdbc.update(
        "update release set folder = ?, key_id = ?, opt_out_list = ?"
            + " where id = ? and state = 'building'",
        folder.toString(),
        keyId,
        optOutList.map(Date::valueOf).orElse(null),
        id);
  }

  /**
   * Ends a release that is being made.
   *
   * @param manifest its SHA-256; empty without a release
   * @return whether it was still being made; if not, somebody has ended it before
   */
  boolean end(
      long id, ReleaseState state, String who, String reason, ReleaseTold told, String manifest) {
    return jdbc.update(
            "update release set state = ?, ended_at = now(), ended_by = ?, reason = ?,"
                + " result = ?::jsonb, manifest_sha256 = nullif(?, '')"
                + " where id = ? and state = 'building'",
            state.code(),
            who,
            reason,
            told.json(),
            manifest,
            id)
        == 1;
  }

  Optional<ReleaseRow> one(long id) {
    return jdbc.query(COLUMNS + "where id = ?", ReleaseRows::row, id).stream().findFirst();
  }

  /** The newest first, at most 500. */
  List<ReleaseRow> list() {
    return jdbc.query(COLUMNS + "order by id desc limit 500", ReleaseRows::row);
  }

  List<ReleaseRow> building() {
    return jdbc.query(COLUMNS + "where state = 'building' order by id", ReleaseRows::row);
  }

  List<ReleaseRow> released() {
    return jdbc.query(COLUMNS + "where state = 'released' order by id", ReleaseRows::row);
  }

  /** Until the transaction ends nobody else comes past here. */
  void holdReleased() {
    jdbc.query("select pg_advisory_xact_lock(hashtext('parley.release.released'))", row -> {});
  }

  /**
   * Whether nothing has to be made by itself: it is there or being made. What was refused is tried
   * again after a day, for the list of opt-outs or the record may be whole by then.
   */
  boolean exists(String agreementUrl, String provider, YearMonth month, String edition) {
    return Boolean.TRUE.equals(
        jdbc.queryForObject(
            "select exists (select 1 from release where agreement_url = ? and provider = ?"
                + " and first_month = ? and last_month = ? and edition = ? and not dry_run"
                + " and (state in ('building', 'released') or state = 'refused'"
                + " and ordered_at > now() - interval '1 day'))",
            Boolean.class,
            agreementUrl,
            provider,
            day(month),
            day(month),
            edition));
  }

  private static Date day(YearMonth month) {
    return Date.valueOf(month.atDay(1));
  }

  private static ReleaseRow row(ResultSet row, int index) throws SQLException {
    var url = row.getString("agreement_url");
    return new ReleaseRow(
        row.getLong("id"),
        url.isEmpty() ? "" : url + '|' + row.getString("agreement_version"),
        row.getString("agreement_sha256"),
        row.getString("product"),
        row.getString("recipient"),
        row.getString("provider"),
        YearMonth.from(row.getObject("first_month", LocalDate.class)),
        YearMonth.from(row.getObject("last_month", LocalDate.class)),
        row.getString("edition"),
        row.getBoolean("dry_run"),
        ReleaseState.of(row.getString("state")).orElseThrow(),
        row.getString("ordered_by"),
        row.getTimestamp("ordered_at").toInstant(),
        Optional.ofNullable(row.getTimestamp("ended_at")).map(at -> at.toInstant()),
        row.getString("reason"),
        Path.of(row.getString("folder")),
        row.getString("key_id"),
        Optional.ofNullable(row.getObject("opt_out_list", LocalDate.class)),
        ReleaseTold.ofJson(row.getString("result")),
        Optional.ofNullable(row.getString("manifest_sha256")));
  }
}
