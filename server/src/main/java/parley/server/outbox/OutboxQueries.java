package parley.server.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.outbox.OutboxEntry.State;
import parley.server.database.Listing;
import parley.server.database.Page;

/** Reading the outbox for people. */
final class OutboxQueries {

  /** A list shows no messages; a page of large ones would fill the memory. */
  private static final String SUMMARIES =
      OutboxRows.COLUMNS
          .replace("bytes", "''::bytea bytes")
          .replace("answer", "null::bytea answer");

  /** The oldest waiting row is the one that all behind it wait for. */
  private static final String DESTINATIONS =
      "with open as (select destination, count(*) filter (where state = 'waiting') waiting,"
          + " count(*) filter (where state = 'dead') dead,"
          + " min(id) filter (where state = 'waiting') head"
          + " from outbox where state <> 'sent' group by destination)"
          + " select coalesce(open.destination, r.destination) destination,"
          + " coalesce(waiting, 0) waiting, coalesce(dead, 0) dead,"
          + " o.created_at oldest, o.objected_since objected, coalesce(o.attempts, 0) attempts,"
          + " coalesce(o.reason, '') reason, coalesce(r.refusals, 0) refusals"
          + " from open full join (select destination, count(*) refusals from outbox_refused"
          + " group by destination) r on r.destination = open.destination"
          + " left join outbox o on o.id = open.head order by 1";

  private final JdbcTemplate jdbc;
  private final Predicate<String> circuitOpen;
  private final int stopAfter;

  /**
   * Reads through a connection pool.
   *
   * @param circuitOpen whether a destination failed so often that only probes are sent
   * @param stopAfter messages refused in a row that stop a destination
   */
  OutboxQueries(JdbcTemplate jdbc, Predicate<String> circuitOpen, int stopAfter) {
    this.jdbc = jdbc;
    this.circuitOpen = circuitOpen;
    this.stopAfter = stopAfter;
  }

  /** What to list; an empty part does not narrow. */
  record Filter(Optional<State> state, Optional<String> destination, Optional<String> kind) {}

  Page<OutboxSummary> page(Filter filter, int page, int size) {
    return new Listing("outbox")
        .where("state = ?", filter.state().map(OutboxRows::name))
        .where("destination = ?", filter.destination())
        .where("kind = ?", filter.kind())
        .page(
            jdbc,
            SUMMARIES,
            (row, index) -> OutboxSummary.of(OutboxRows.entry(row, index)),
            page,
            size);
  }

  /** One entry whole, or empty. */
  Optional<OutboxDetail> detail(long id) {
    return jdbc
        .query(
            "select "
                + OutboxRows.COLUMNS
                + ", coalesce(sha256, sha256(bytes)) hash, removed_at from outbox where id = ?",
            (row, index) -> detail(row),
            id)
        .stream()
        .findFirst();
  }

  private OutboxDetail detail(ResultSet row) throws SQLException {
    var entry = OutboxRows.entry(row, 0);
    return new OutboxDetail(
        OutboxSummary.of(entry),
        HexFormat.of().formatHex(row.getBytes("hash")),
        MessageText.of(entry.message()),
        entry.answer().map(MessageText::of).orElse(null),
        instant(row, "removed_at").orElse(null),
        attempts(entry.id()));
  }

  private List<OutboxDetail.AttemptLine> attempts(long id) {
    return jdbc.query(
        "select attempt, at, outcome, reason from outbox_attempt where outbox_id = ?"
            + " order by attempt",
        (row, index) ->
            new OutboxDetail.AttemptLine(
                row.getInt("attempt"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("outcome"),
                row.getString("reason")),
        id);
  }

  /**
   * Every destination that anything waits for or is dead for, or that refused what it was offered
   * last, by name.
   */
  List<DestinationLine> destinations() {
    return jdbc.query(DESTINATIONS, (row, index) -> line(row));
  }

  private DestinationLine line(ResultSet row) throws SQLException {
    return new DestinationLine(
        row.getString("destination"),
        row.getLong("waiting"),
        row.getLong("dead"),
        instant(row, "oldest").orElse(null),
        circuitOpen.test(row.getString("destination")),
        row.getInt("refusals"),
        row.getLong("waiting") > 0 && row.getInt("refusals") >= stopAfter,
        instant(row, "objected").orElse(null),
        row.getInt("attempts"),
        row.getString("reason"));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }
}
