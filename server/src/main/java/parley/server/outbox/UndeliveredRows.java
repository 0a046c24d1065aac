package parley.server.outbox;

import org.springframework.jdbc.core.JdbcTemplate;

/** Rows of the outbox that a transport took, and said later that it could not deliver. */
public final class UndeliveredRows {

  private final JdbcTemplate jdbc;

  public UndeliveredRows(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * Makes a row dead, in the caller's transaction; one that is over in another way stays.
   *
   * @param reason shown to people, never a patient's value
   */
  public void dead(long outboxId, String reason) {
    int changed =
        jdbc.update(
            "update outbox set state = 'dead', reason = ?, leased_until = null,"
                + " closed_at = now(), attempts = attempts + 1 where id = ? and state in ('sent', 'waiting')",
            reason,
            outboxId);
    if (changed > 0) {
      jdbc.update(
          "insert into outbox_attempt (outbox_id, attempt, outcome, reason)"
              + " select id, attempts, 'dead', reason from outbox where id = ?",
          outboxId);
    }
  }
}
