package parley.server.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.outbox.OutboxEntry.State;

/** Reading the outbox for people. */
final class OutboxQueries {

  /** A list shows no messages; a page of large ones would fill the memory. */
  private static final String SUMMARIES =
      "select "
          + OutboxRows.COLUMNS
              .replace("bytes", "''::bytea bytes")
              .replace("answer", "null::bytea answer")
          + " from outbox";

  private final JdbcTemplate jdbc;
  private final Predicate<String> circuitOpen;

  OutboxQueries(JdbcTemplate jdbc, Predicate<String> circuitOpen) {
    this.jdbc = jdbc;
    this.circuitOpen = circuitOpen;
  }

  /** What to list; an empty part does not narrow. */
  record Filter(Optional<State> state, Optional<String> destination, Optional<String> kind) {}

  OutboxPage page(Filter filter, int page, int size) {
    var conditions = new ArrayList<String>();
    var arguments = new ArrayList<Object>();
    filter.state().map(OutboxRows::name).ifPresent(it -> narrow("state", it, conditions, arguments));
    filter.destination().ifPresent(it -> narrow("destination", it, conditions, arguments));
    filter.kind().ifPresent(it -> narrow("kind", it, conditions, arguments));
    var where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    var total =
        jdbc.query(
            "select count(*) from outbox" + where,
            (row, index) -> row.getLong(1),
            arguments.toArray());
    arguments.add(size);
    arguments.add((long) page * size);
    var entries =
        jdbc.query(
            SUMMARIES + where + " order by id desc limit ? offset ?",
            (row, index) -> OutboxSummary.of(OutboxRows.entry(row, index)),
            arguments.toArray());
    return new OutboxPage(total.get(0), page, size, entries);
  }

  private static void narrow(
      String column, String value, List<String> conditions, List<Object> arguments) {
    conditions.add(column + " = ?");
    arguments.add(value);
  }

  /** One entry whole, or empty. */
  Optional<OutboxDetail> detail(long id) {
    return jdbc
        .query(
            "select " + OutboxRows.COLUMNS + ", sha256(bytes) sha256 from outbox where id = ?",
            (row, index) -> detail(row),
            id)
        .stream()
        .findFirst();
  }

  private OutboxDetail detail(ResultSet row) throws SQLException {
    var entry = OutboxRows.entry(row, 0);
    return new OutboxDetail(
        OutboxSummary.of(entry),
        HexFormat.of().formatHex(row.getBytes("sha256")),
        MessageText.of(entry.message().bytes()),
        entry.answer().map(MessageText::of).orElse(null),
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

  /** Every destination that anything waits for or is dead for, with counts, by name. */
  List<DestinationLine> destinations() {
    return jdbc.query(
        "select destination, count(*) filter (where state = 'waiting') waiting,"
            + " count(*) filter (where state = 'dead') dead,"
            + " min(created_at) filter (where state = 'waiting') oldest"
            + " from outbox where state <> 'sent' group by destination order by destination",
        (row, index) ->
            new DestinationLine(
                row.getString("destination"),
                row.getLong("waiting"),
                row.getLong("dead"),
                Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class))
                    .map(OffsetDateTime::toInstant)
                    .orElse(null),
                circuitOpen.test(row.getString("destination"))));
  }
}
