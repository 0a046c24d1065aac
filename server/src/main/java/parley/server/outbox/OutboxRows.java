package parley.server.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.outbox.OutboxDraft;
import parley.camelroutes.outbox.OutboxEntry;
import parley.camelroutes.outbox.OutboxEntry.State;

/**
 * SQL over {@code outbox} and {@code outbox_attempt} that takes part in the caller's transaction.
 */
final class OutboxRows {

  static final String COLUMNS =
      "id, destination, kind, subject, bytes, content_type, message_id, correlation_id, state,"
          + " attempts, created_at, next_attempt, expires, reason, reference, answer";

  private static final String FREE =
      "next_attempt <= now() and (leased_until is null or leased_until <= now())"
          + " and (expires is null or expires > now())";

  /** Takes the named rows, unless another was quicker. */
  private static final String TAKE =
      " update outbox o set leased_until = now() + make_interval(secs => ?), attempts = attempts + 1"
          + " from heads where o.id = heads.id and o.state = 'waiting'"
          + " and o.next_attempt <= now()"
          + " and (o.leased_until is null or o.leased_until <= now()) returning "
          + "o."
          + COLUMNS.replace(", ", ", o.");

  /** Whose turn it is of a destination: its probe while that waits, else its oldest waiting row. */
  private static final String TURN =
      " select * from outbox o where o.state = 'waiting' and o.id = coalesce("
          + "(select p.id from outbox_probe b join outbox p on p.id = b.outbox_id"
          + " where b.destination = %1$s and p.state = 'waiting'),"
          + " (select w.id from outbox w where w.state = 'waiting' and w.destination = %1$s"
          + " order by w.id limit 1))";

  /** Asks the index once for each destination, however many rows wait. */
  private static final String TAKE_DUE =
      "with recursive names as ("
          + " (select destination from outbox where state = 'waiting' order by destination limit 1)"
          + " union all select (select o.destination from outbox o where o.state = 'waiting'"
          + " and o.destination > n.destination order by o.destination limit 1)"
          + " from names n where n.destination is not null),"
          + " heads as (select h.id from names n cross join lateral ("
          + TURN.formatted("n.destination")
          + ") h where n.destination is not null"
          + " and n.destination <> all (?) and "
          + FREE
          + " order by h.next_attempt, h.id limit ?)"
          + TAKE;

  private static final String TAKE_NEXT =
      "with wanted as (select ?::text destination), heads as (select h.id from wanted n"
          + " cross join lateral ("
          + TURN.formatted("n.destination")
          + ") h where "
          + FREE
          + ")"
          + TAKE;

  private final JdbcTemplate jdbc;

  OutboxRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  boolean put(OutboxDraft draft) {
    return jdbc.update(
            "insert into outbox (destination, kind, subject, bytes, content_type, message_id,"
                + " correlation_id, expires) values (?, ?, ?, ?, ?, ?, ?, ?)"
                + " on conflict (destination, message_id) do nothing",
            draft.destination(),
            draft.kind(),
            draft.subject(),
            draft.bytes(),
            draft.contentType(),
            draft.messageId(),
            draft.correlationId(),
            draft.expires().map(OutboxRows::utc).orElse(null))
        > 0;
  }

  int cancelWaiting(String destination, String reason) {
    return jdbc.update(
        "update outbox set state = 'cancelled', reason = ?, closed_at = now()"
            + " where destination = ? and state = 'waiting'"
            + " and (leased_until is null or leased_until <= now())",
        reason,
        destination);
  }

  /** Locks one that waits and is not being sent, or that nobody took; false for any other. */
  boolean cancellable(long id) {
    return !jdbc.queryForList(
            "select 1 from outbox where id = ? and (state in ('dead', 'expired')"
                + " or state = 'waiting' and (leased_until is null or leased_until <= now()))"
                + " for update",
            Integer.class,
            id)
        .isEmpty();
  }

  void cancel(long id, String reason) {
    jdbc.update(
        "update outbox set state = 'cancelled', reason = ?, closed_at = now() where id = ?",
        reason,
        id);
  }

  List<OutboxEntry> takeDue(Set<String> except, int limit, Duration lease) {
    return jdbc.query(
        connection -> {
          var statement = connection.prepareStatement(TAKE_DUE);
          statement.setArray(1, connection.createArrayOf("text", except.toArray()));
          statement.setInt(2, limit);
          statement.setDouble(3, seconds(lease));
          return statement;
        },
        OutboxRows::entry);
  }

  Optional<OutboxEntry> takeNext(String destination, Duration lease) {
    return jdbc.query(TAKE_NEXT, OutboxRows::entry, destination, seconds(lease)).stream()
        .findFirst();
  }

  /** Ends a try; the row goes on waiting, or ends in a state. False when the lease was lost. */
  boolean close(OutboxEntry taken, State state, Ending ending) {
    var changed =
        jdbc.update(
            "update outbox set state = ?, leased_until = null, reason = ?, reference = ?,"
                + " answer = coalesce(?, answer), next_attempt = now() + make_interval(secs => ?),"
                + " closed_at = case when ? then null else now() end,"
                + " objected_since = case when ? then coalesce(objected_since, now())"
                + " else objected_since end,"
                + " objected_for = objected_for + make_interval(secs => ?)"
                + " where id = ? and state = 'waiting' and attempts = ?",
            name(state),
            ending.reason(),
            ending.reference(),
            ending.answer().orElse(null),
            seconds(ending.delay()),
            state == State.WAITING,
            ending.objection(),
            ending.objection() ? seconds(ending.delay()) : 0.0,
            taken.id(),
            taken.attempts());
    if (changed == 0) {
      return false;
    }
    jdbc.update("delete from outbox_probe where outbox_id = ?", taken.id());
    jdbc.update(
        "insert into outbox_attempt (outbox_id, attempt, outcome, reason) values (?, ?, ?, ?)",
        taken.id(),
        taken.attempts(),
        ending.outcome().isEmpty() ? outcome(state) : ending.outcome(),
        ending.reason());
    return true;
  }

  private static String outcome(State state) {
    return state == State.WAITING ? "failed" : name(state);
  }

  /** Whether a row has waited after objections for longer than that. */
  boolean objectedLongerThan(OutboxEntry taken, Duration patience) {
    return !jdbc.queryForList(
            "select 1 from outbox where id = ? and objected_for > make_interval(secs => ?)",
            Integer.class,
            taken.id(),
            seconds(patience))
        .isEmpty();
  }

  boolean renew(OutboxEntry taken, Duration lease) {
    return jdbc.update(
            "update outbox set leased_until = now() + make_interval(secs => ?) where id = ?"
                + " and state = 'waiting' and attempts = ? and leased_until is not null",
            seconds(lease),
            taken.id(),
            taken.attempts())
        > 0;
  }

  /**
   * How a try ended.
   *
   * @param objection whether the receiver answered that it cannot take the message
   * @param outcome as the log of tries has it, empty for what the state says
   */
  record Ending(
      String reason,
      String reference,
      Optional<byte[]> answer,
      Duration delay,
      boolean objection,
      String outcome) {

    Ending(String reason, String reference, Optional<byte[]> answer) {
      this(reason, reference, answer, Duration.ZERO, false, "");
    }
  }

  void release(OutboxEntry taken) {
    jdbc.update(
        "update outbox set leased_until = null, attempts = attempts - 1"
            + " where id = ? and state = 'waiting' and attempts = ?",
        taken.id(),
        taken.attempts());
  }

  int expire() {
    return jdbc.update(
        "update outbox set state = 'expired', leased_until = null, closed_at = now()"
            + " where state = 'waiting' and expires <= now() and (leased_until is null or leased_until <= now())");
  }

  /** One whose bytes are gone cannot be sent again. */
  void replay(long id) {
    jdbc.update("delete from outbox_probe where outbox_id = ?", id);
    jdbc.update(
        "update outbox set state = 'waiting', next_attempt = now(), expires = null,"
            + " leased_until = null, closed_at = null, objected_since = null,"
            + " objected_for = interval '0' where id = ?"
            + " and state in ('dead', 'expired', 'cancelled') and removed_at is null",
        id);
  }

  Optional<OutboxEntry> find(long id) {
    return jdbc
        .query("select " + COLUMNS + " from outbox where id = ?", OutboxRows::entry, id)
        .stream()
        .findFirst();
  }

  static OutboxEntry entry(ResultSet row, int index) throws SQLException {
    return new OutboxEntry(
        row.getLong("id"),
        new OutboxDraft(
            row.getString("destination"),
            row.getString("kind"),
            row.getString("subject"),
            row.getBytes("bytes"),
            row.getString("content_type"),
            row.getString("message_id"),
            row.getString("correlation_id"),
            Optional.ofNullable(row.getObject("expires", OffsetDateTime.class))
                .map(OffsetDateTime::toInstant)),
        State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getInt("attempts"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("next_attempt", OffsetDateTime.class).toInstant(),
        row.getString("reason"),
        row.getString("reference"),
        Optional.ofNullable(row.getBytes("answer")));
  }

  static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static OffsetDateTime utc(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
