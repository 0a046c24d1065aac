package parley.server.journal;

import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.JournalEntry;
import parley.camelroutes.JournalEntry.State;
import parley.server.database.Listing;
import parley.server.database.Page;

/** Reading the journal for people. */
public final class JournalQueries {

  /** A list shows no messages; a page of large ones would fill the memory. */
  private static final String SUMMARIES =
      JournalRows.COLUMNS.replace("raw", "''::bytea raw").replace("answer", "null::bytea answer");

  private final JdbcTemplate jdbc;
  private final Function<JournalEntry, Charset> charsets;

  /**
   * Reads through a connection pool.
   *
   * @param charsets the character set a message is shown in, by its own word or its sender's
   */
  public JournalQueries(JdbcTemplate jdbc, Function<JournalEntry, Charset> charsets) {
    this.jdbc = jdbc;
    this.charsets = charsets;
  }

  /** What to list; an empty part does not narrow. */
  public record Filter(
      Optional<State> state,
      Optional<String> sender,
      Optional<String> type,
      Optional<Instant> since) {}

  /** A page of what matches, newest first. */
  public Page<JournalSummary> page(Filter filter, int page, int size) {
    return new Listing("message_journal")
        .where("state = ?", filter.state().map(JournalRows::name))
        .where("sender = ?", filter.sender())
        .where("type = ?", filter.type())
        .where(
            "received_at >= ?",
            filter.since().map(since -> OffsetDateTime.ofInstant(since, ZoneOffset.UTC)))
        .page(
            jdbc,
            SUMMARIES,
            (row, index) -> JournalSummary.of(JournalRows.entry(row, index)),
            page,
            size);
  }

  /** Ids of the entries of a state, in the order received. */
  List<Long> ids(State state) {
    return jdbc.query(
        "select id from message_journal where state = ? order by id",
        (row, index) -> row.getLong(1),
        JournalRows.name(state));
  }

  /** One entry whole, or empty. */
  public Optional<JournalDetail> detail(long id) {
    return jdbc
        .query(
            "select " + JournalRows.COLUMNS + ", sha256 from message_journal where id = ?",
            (row, index) -> detail(row, index),
            id)
        .stream()
        .findFirst();
  }

  private JournalDetail detail(ResultSet row, int index) throws SQLException {
    var entry = JournalRows.entry(row, index);
    var charset = charsets.apply(entry);
    return new JournalDetail(
        JournalSummary.of(entry),
        HexFormat.of().formatHex(row.getBytes("sha256")),
        new String(entry.bytes(), charset),
        entry.answer().map(answer -> new String(answer, charset)).orElse(null),
        attempts(entry.id()));
  }

  private List<JournalDetail.AttemptLine> attempts(long id) {
    return jdbc.query(
        "select attempt, at, cause, outcome, problems from message_attempt"
            + " where journal_id = ? order by attempt",
        (row, index) ->
            new JournalDetail.AttemptLine(
                row.getInt("attempt"),
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getString("cause"),
                row.getString("outcome"),
                JournalJson.read(row.getString("problems"))),
        id);
  }
}
