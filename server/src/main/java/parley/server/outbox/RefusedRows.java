package parley.server.outbox;

import org.springframework.jdbc.core.JdbcTemplate;
import parley.camelroutes.outbox.OutboxEntry;

/**
 * SQL over {@code outbox_refused} and {@code outbox_probe}, in the caller's transaction: which
 * messages a destination refused since it last took one, and what is tried out of turn when they
 * are many.
 */
final class RefusedRows {

  /**
   * The oldest of each other kind, of those that are the oldest of their subject; of these one that
   * is due, of a kind that was tried least.
   */
  private static final String PROBE =
      "insert into outbox_probe (destination, outbox_id)"
          + " select destination, id from (select distinct on (kind) * from ("
          + " select destination, id, kind, attempts, next_attempt, row_number() over ("
          + " partition by case when subject = '' then id::text else subject end order by id) place"
          + " from outbox where destination = ? and state = 'waiting') w"
          + " where place = 1 and kind <> ? order by kind, id) k"
          + " where next_attempt <= now() order by attempts, id limit 1"
          + " on conflict (destination) do update set outbox_id = excluded.outbox_id";

  /** Of what a destination was stopped with the time ran out, and nothing else waits for it. */
  private static final String EXPIRED =
      "delete from outbox_refused where destination in (select r.destination from outbox_refused r"
          + " join outbox o on o.id = r.outbox_id where o.state = 'expired' and not exists"
          + " (select 1 from outbox w where w.destination = r.destination and w.state = 'waiting'))";

  private final JdbcTemplate jdbc;

  RefusedRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /** One more try that was refused; says how many messages were, nothing taken between them. */
  int refused(OutboxEntry taken) {
    jdbc.update(
        "insert into outbox_refused (outbox_id, destination) values (?, ?) on conflict do nothing",
        taken.id(),
        taken.destination());
    return jdbc.queryForObject(
        "select count(*) from outbox_refused where destination = ?",
        Integer.class,
        taken.destination());
  }

  /** The destination took one, or nobody wants to know any more: it is at nothing again. */
  void forget(String destination) {
    jdbc.update("delete from outbox_refused where destination = ?", destination);
  }

  /** Forgets the destinations for which nothing waits since the time of a message ran out. */
  void forgetExpired() {
    jdbc.update(EXPIRED);
  }

  /** Before a person takes a message back: with it a stopped destination is at nothing again. */
  void beforeCancel(long id) {
    jdbc.update(
        "delete from outbox_refused where outbox_id = ? or destination in"
            + " (select r.destination from outbox_refused r join outbox o on o.id = r.outbox_id"
            + " where r.outbox_id = ? and o.state = 'waiting')",
        id,
        id);
  }

  /** Lets a message of another kind be the next, if there is one. */
  void probe(OutboxEntry refused) {
    jdbc.update(PROBE, refused.destination(), refused.message().kind());
  }
}
