package parley.server.retention;

import java.time.Duration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.database.StoreFailures;

/**
 * Removes the bytes of messages that are over: sent and taken by their receiver, or taken back;
 * fetched from MESH, worked and acknowledged. What was not delivered, dead letters among it, and
 * what was not applied whole, stays as it is. Rows stay, with the keys by which a message is known
 * that comes or is put in again: they are small and name nobody.
 */
final class KeptBodies {

  private static final int AT_ONCE = 500;

  /** Of what MESH has, it may still say that nobody collected it. */
  private static final String SENT =
      "with gone as (update outbox set sha256 = sha256(bytes), bytes = ''::bytea, answer = null,"
          + " removed_at = now() where id in (select o.id from outbox o"
          + " where o.state in ('sent', 'cancelled') and o.removed_at is null"
          + " and coalesce(o.closed_at, o.next_attempt) < now() - make_interval(secs => ?)"
          + " and (o.state = 'cancelled' or not exists (select 1 from mesh_sent m"
          + " where m.outbox_id = o.id and m.state in ('sending', 'sent')))"
          + " order by coalesce(o.closed_at, o.next_attempt) limit ? for update skip locked) returning id),"
          + " tries as (delete from outbox_attempt where outbox_id in (select id from gone))"
          + " select count(*) from gone";

  /** The messages in them have rows of the message journal, with bytes of their own. */
  private static final String FETCHED =
      "with gone as (update mesh_message set body = ''::bytea, headers = '{}', removed_at = now()"
          + " where id in (select id from mesh_message"
          + " where state in ('worked', 'report', 'repeated') and removed_at is null"
          + " and acknowledged_at is not null"
          + " and received_at < now() - make_interval(secs => ?)"
          + " order by received_at limit ? for update skip locked) returning id)"
          + " select count(*) from gone";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  KeptBodies(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  /**
   * How many were removed.
   *
   * @param sent messages of the outbox
   * @param fetched messages of the MESH mailbox
   */
  record Removed(long sent, long fetched) {}

  /**
   * Removes what was over so long ago, a few hundred in a transaction.
   *
   * @throws parley.camelroutes.StoreUnavailable when the database is away; the next call goes on
   */
  Removed remove(Duration age) {
    return new Removed(all(SENT, age), all(FETCHED, age));
  }

  private long all(String sql, Duration age) {
    long removed = 0;
    long batch;
    do {
      batch = StoreFailures.translating(() -> batch(sql, age));
      removed += batch;
    } while (batch == AT_ONCE);
    return removed;
  }

  private long batch(String sql, Duration age) {
    return transaction.execute(
        status -> jdbc.queryForObject(sql, Long.class, age.toMillis() / 1000.0, AT_ONCE));
  }
}
