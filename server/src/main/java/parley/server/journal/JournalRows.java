package parley.server.journal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.Attempt;
import parley.camelroutes.JournalEntry;
import parley.camelroutes.JournalEntry.State;
import parley.mappings.Problem;

/**
 * SQL over {@code message_journal} and {@code message_attempt} that takes part in the caller's
 * transaction; shared by the journal and by the store, which closes a row in the transaction that
 * writes its record.
 */
public final class JournalRows {

  static final String COLUMNS =
      "id, inlet, sender, control_id, type, raw, received_at, state, problems, answer, attempts,"
          + " conflict, transport";

  private final JdbcTemplate jdbc;

  public JournalRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** What stands in the way of applying a row, or does not. */
  public record Standing(long id, State state, Optional<byte[]> answer) {}

  /**
   * Locks rows until the end of the transaction, in id order so that two transactions cannot wait
   * for each other.
   */
  public List<Standing> lock(Collection<Long> ids) {
    return jdbc.query(
        connection -> {
          var statement =
              connection.prepareStatement(
                  "select id, state, answer from message_journal where id = any(?)"
                      + " order by id for update");
          statement.setArray(1, longs(connection, ids));
          return statement;
        },
        (row, index) ->
            new Standing(
                row.getLong("id"), state(row), Optional.ofNullable(row.getBytes("answer"))));
  }

  /** Ends an attempt: the row's new state, and one more line in its history. */
  public void close(
      long id,
      Attempt attempt,
      State state,
      boolean retryable,
      List<Problem> problems,
      Optional<byte[]> answer) {
    var json = JournalJson.write(problems);
    jdbc.update(
        "with closed as ("
            + " update message_journal set state = ?, retryable = ?, problems = ?::jsonb,"
            + " answer = ?, attempts = attempts + 1 where id = ? returning attempts)"
            + " insert into message_attempt (journal_id, attempt, cause, outcome, problems, answer)"
            + " select ?, attempts, ?, ?, ?::jsonb, ? from closed",
        name(state),
        retryable,
        json,
        answer.orElse(null),
        id,
        id,
        name(attempt),
        name(state),
        json,
        answer.orElse(null));
  }

  /** An attempt that found the row applied already: it leaves a line, and nothing else. */
  public void noteRepeat(long id, Attempt attempt) {
    jdbc.update(
        "with counted as ("
            + " update message_journal set attempts = attempts + 1 where id = ?"
            + " returning attempts, answer)"
            + " insert into message_attempt (journal_id, attempt, cause, outcome, answer)"
            + " select ?, attempts, ?, 'repeated', answer from counted",
        id,
        id,
        name(attempt));
  }

  static JournalEntry entry(ResultSet row, int index) throws SQLException {
    return new JournalEntry(
        row.getLong("id"),
        row.getString("inlet"),
        row.getString("sender"),
        Optional.ofNullable(row.getString("control_id")).orElse(""),
        row.getString("type"),
        row.getBytes("raw"),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        state(row),
        JournalJson.read(row.getString("problems")),
        Optional.ofNullable(row.getBytes("answer")),
        row.getInt("attempts"),
        row.getBoolean("conflict"),
        JournalJson.transport(row.getString("transport")));
  }

  static State state(ResultSet row) throws SQLException {
    return State.valueOf(row.getString("state").toUpperCase(Locale.ROOT));
  }

  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Array longs(Connection connection, Collection<Long> ids) throws SQLException {
    return connection.createArrayOf("bigint", ids.toArray());
  }
}
