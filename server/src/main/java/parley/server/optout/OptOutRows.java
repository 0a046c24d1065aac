package parley.server.optout;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** SQL over {@code opt_out_check} and {@code opt_out_asked}; takes part in the transaction. */
final class OptOutRows {

  private static final int AT_ONCE = 5_000;

  private final JdbcTemplate jdbc;

  OptOutRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A request and what came of it.
   *
   * @param state {@code asked}, {@code answered}, {@code refused} or {@code over}
   */
  record Check(
      long id,
      String reference,
      String route,
      String state,
      Instant askedAt,
      int asked,
      String reason) {}

  /** Makes every other change of the lists wait until this transaction ends. */
  void lock() {
    jdbc.query("select pg_advisory_xact_lock(hashtextextended('parley.opt-outs', 0))", row -> {});
  }

  /**
   * How many requests there are of a kind of name.
   *
   * @param pattern as SQL's {@code like} takes it
   */
  int named(String pattern) {
    return jdbc.query(
            "select count(*) from opt_out_check where reference like ?",
            (row, index) -> row.getInt(1),
            pattern)
        .get(0);
  }

  void insert(String reference, String route, String who, Instant at, Collection<String> numbers) {
    jdbc.update(
        "insert into opt_out_check (reference, route, asked_by, asked_at, asked)"
            + " values (?, ?, ?, ?, ?)",
        reference,
        route,
        who,
        Timestamp.from(at),
        numbers.size());
    var id = find(reference).orElseThrow().id();
    jdbc.batchUpdate(
        "insert into opt_out_asked (check_id, nhs_number) values (?, ?)",
        numbers.stream().map(number -> new Object[] {id, number}).toList());
  }

  Optional<Check> find(String reference) {
    return some("where reference = ?", reference).stream().findFirst();
  }

  /** Requests that wait for their answer, the newest first. */
  List<Check> open() {
    return some("where state = 'asked' order by id desc");
  }

  /** All of them, the newest first. */
  List<Check> latest(int limit) {
    return some("order by id desc limit ?", limit);
  }

  /** The list in force: of the answers, that to the latest request, whatever the clock said. */
  Optional<Check> inForce() {
    return some("where state = 'answered' order by id desc limit 1").stream().findFirst();
  }

  private List<Check> some(String where, Object... arguments) {
    return jdbc.query(
        "select id, reference, route, state, asked_at, asked, reason from opt_out_check " + where,
        (row, index) ->
            new Check(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getTimestamp(5).toInstant(),
                row.getInt(6),
                row.getString(7)),
        arguments);
  }

  Set<String> asked(long id) {
    return numbers("select nhs_number from opt_out_asked where check_id = ?", id);
  }

  Set<String> clear(long id) {
    return numbers("select nhs_number from opt_out_asked where check_id = ? and clear", id);
  }

  private Set<String> numbers(String sql, long id) {
    var found = new HashSet<String>();
    jdbc.query(
        sql,
        row -> {
          found.add(row.getString(1));
        },
        id);
    return found;
  }

  boolean answeredBy(long id, byte[] hash) {
    return !jdbc.query(
            "select 1 from opt_out_check where id = ? and answer_hash = ?",
            (row, index) -> 1,
            id,
            hash)
        .isEmpty();
  }

  /** Notes an answer; those who are not in it stay as they are, which is opted out. */
  void answered(long id, Instant at, byte[] hash, Collection<String> clear) {
    var all = List.copyOf(clear);
    for (var from = 0; from < all.size(); from += AT_ONCE) {
      var some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
      jdbc.update(
          connection -> {
            var statement =
                connection.prepareStatement(
                    "update opt_out_asked set clear = true where check_id = ?"
                        + " and nhs_number = any (?)");
            statement.setLong(1, id);
            statement.setArray(2, connection.createArrayOf("text", some.toArray()));
            return statement;
          });
    }
    jdbc.update(
        "update opt_out_check set state = 'answered', answered_at = ?, answer_hash = ?"
            + " where id = ?",
        Timestamp.from(at),
        hash,
        id);
  }

  void refused(long id, String reason) {
    jdbc.update("update opt_out_check set state = 'refused', reason = ? where id = ?", reason, id);
  }

  /** Removes the numbers of every list but the one in force, and of that when it is too old. */
  void forget(Instant tooOld) {
    jdbc.update(
        "update opt_out_check set state = 'over' where state = 'answered' and (asked_at < ? or"
            + " id <> (select id from opt_out_check where state = 'answered'"
            + " order by id desc limit 1))",
        Timestamp.from(tooOld));
    jdbc.update(
        "update opt_out_check set state = 'over', reason = 'no answer came'"
            + " where state = 'asked' and asked_at < ?",
        Timestamp.from(tooOld));
    jdbc.update(
        "delete from opt_out_asked a using opt_out_check c where c.id = a.check_id"
            + " and c.state in ('over', 'refused')");
  }
}
