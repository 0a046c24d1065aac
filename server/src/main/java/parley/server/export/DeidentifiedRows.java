package parley.server.export;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** SQL over {@code deidentified_export}. */
final class DeidentifiedRows {

  private final JdbcTemplate jdbc;

  DeidentifiedRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Where an export stands.
   *
   * @param result JSON of what is offered; {@code {}} before
   */
  record Row(
      String id, String state, String request, Instant askedAt, String result, String reason) {

    /** Whether files of it may be there. */
    boolean hasFiles() {
      return state.equals("running") || state.equals("offered");
    }
  }

  void insert(String id, DeidentifiedOrder order, String keyId, Instant at) {
    var agreement = order.agreement();
    jdbc.update(
        "insert into deidentified_export (id, agreement, url, version, digest, recipient, key_id,"
            + " request, types, asked_by, asked_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        order.name(),
        agreement.url(),
        agreement.version(),
        agreement.digest(),
        agreement.recipient(),
        keyId,
        order.request(),
        String.join(",", order.types()),
        order.by(),
        Timestamp.from(at));
  }

  Optional<Row> find(String id) {
    return jdbc
        .query(
            "select id, state, request, asked_at, result, reason from deidentified_export"
                + " where id = ?",
            (row, index) ->
                new Row(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getTimestamp(4).toInstant(),
                    row.getString(5),
                    row.getString(6)),
            id)
        .stream()
        .findFirst();
  }

  /** Ends one that runs; false when it was cancelled meanwhile. */
  boolean end(String id, String state, String result, String reason, Instant at) {
    return jdbc.update(
            "update deidentified_export set state = ?, result = ?::jsonb, reason = ?, ended_at = ?"
                + " where id = ? and state = 'running'",
            state,
            result,
            reason,
            Timestamp.from(at),
            id)
        == 1;
  }

  /** Takes back what runs or is offered; false when there is no such. */
  boolean cancel(String id, Instant at) {
    return jdbc.update(
            "update deidentified_export set state = 'cancelled', ended_at = ?"
                + " where id = ? and state in ('running', 'offered')",
            Timestamp.from(at),
            id)
        == 1;
  }

  /** Marks those whose files can be fetched no longer. */
  void over(Instant before) {
    jdbc.update(
        "update deidentified_export set state = 'over' where state = 'offered' and ended_at < ?",
        Timestamp.from(before));
  }

  /** Fails all that run since before an instant. */
  void failSince(Instant before, String reason) {
    jdbc.update(
        "update deidentified_export set state = 'failed', reason = ?, ended_at = now()"
            + " where state = 'running' and asked_at < ?",
        reason,
        Timestamp.from(before));
  }
}
