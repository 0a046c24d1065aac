package parley.server.outbox;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.camelroutes.outbox.Outbox;
import parley.camelroutes.outbox.OutboxDraft;
import parley.camelroutes.outbox.OutboxEntry;
import parley.camelroutes.outbox.OutboxEntry.State;
import parley.camelroutes.outbox.RefusalRule;
import parley.server.database.StoreFailures;
import parley.server.outbox.OutboxRows.Ending;

/** The outbox on PostgreSQL. */
public final class JdbcOutbox implements Outbox {

  private final OutboxRows rows;
  private final RefusedRows refusals;
  private final TransactionTemplate transaction;

  public JdbcOutbox(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.rows = new OutboxRows(jdbc);
    this.refusals = new RefusedRows(jdbc);
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public boolean put(OutboxDraft draft) {
    return StoreFailures.translating(() -> rows.put(draft));
  }

  @Override
  public int cancelWaiting(String destination, String reason) {
    return StoreFailures.translating(
        () -> {
          refusals.forget(destination);
          return rows.cancelWaiting(destination, reason);
        });
  }

  @Override
  public List<OutboxEntry> takeDue(Set<String> except, int limit, Duration lease) {
    return limit < 1 ? List.of() : inTransaction(() -> rows.takeDue(except, limit, lease));
  }

  @Override
  public Optional<OutboxEntry> takeNext(String destination, Duration lease) {
    return inTransaction(() -> rows.takeNext(destination, lease));
  }

  @Override
  public boolean noteSent(OutboxEntry taken, String reference, Optional<byte[]> answer) {
    return inTransaction(
        () -> {
          refusals.forget(taken.destination());
          return rows.close(taken, State.SENT, new Ending("", reference, answer));
        });
  }

  @Override
  public boolean noteFailed(
      OutboxEntry taken, String reason, Optional<byte[]> answer, Duration delay) {
    return close(taken, State.WAITING, new Ending(reason, "", answer, delay, false, ""));
  }

  @Override
  public boolean notePart(OutboxEntry taken, String reason) {
    return close(
        taken,
        State.WAITING,
        new Ending(reason, "", Optional.empty(), Duration.ZERO, false, "part"));
  }

  @Override
  public boolean noteObjected(
      OutboxEntry taken, String reason, Optional<byte[]> answer, RefusalRule rule, Duration delay) {
    return inTransaction(() -> objected(taken, reason, answer, rule, delay));
  }

  private boolean objected(
      OutboxEntry taken, String reason, Optional<byte[]> answer, RefusalRule rule, Duration delay) {
    if (rows.objectedLongerThan(taken, rule.patience())) {
      var over = reason + "; answered so for longer than parley.outbox.patience";
      return rows.close(taken, State.DEAD, new Ending(over, "", answer));
    }
    return rows.close(taken, State.WAITING, new Ending(reason, "", answer, delay, true, ""));
  }

  @Override
  public boolean noteRefused(
      OutboxEntry taken, String reason, Optional<byte[]> answer, RefusalRule rule, Duration delay) {
    return inTransaction(
        () -> {
          int inARow = refusals.refused(taken);
          if (inARow < rule.inARow()) {
            return rows.close(taken, State.DEAD, new Ending(reason, "", answer));
          }
          var waits = reason + "; " + inARow + " in a row, so that it waits, and what is behind it";
          var held = objected(taken, waits, answer, rule, delay);
          refusals.probe(taken);
          return held;
        });
  }

  @Override
  public boolean renew(OutboxEntry taken, Duration lease) {
    return inTransaction(() -> rows.renew(taken, lease));
  }

  @Override
  public boolean noteDead(OutboxEntry taken, String reason, Optional<byte[]> answer) {
    return close(taken, State.DEAD, new Ending(reason, "", answer));
  }

  @Override
  public void release(OutboxEntry taken) {
    inTransaction(
        () -> {
          rows.release(taken);
          return true;
        });
  }

  @Override
  public int expire() {
    return inTransaction(
        () -> {
          int expired = rows.expire();
          if (expired > 0) {
            refusals.forgetExpired();
          }
          return expired;
        });
  }

  @Override
  public Optional<OutboxEntry> replay(long id) {
    return inTransaction(
        () -> {
          rows.replay(id);
          return rows.find(id);
        });
  }

  /**
   * Takes one row back that waits and is not being sent, or lays one aside that is dead or expired;
   * says whether it did.
   */
  boolean cancel(long id, String reason) {
    return inTransaction(
        () -> {
          var cancelled = rows.cancellable(id);
          if (cancelled) {
            refusals.beforeCancel(id);
            rows.cancel(id, reason);
          }
          return cancelled;
        });
  }

  private boolean close(OutboxEntry taken, State state, Ending ending) {
    return inTransaction(() -> rows.close(taken, state, ending));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return StoreFailures.translating(() -> transaction.execute(status -> work.get()));
  }
}
