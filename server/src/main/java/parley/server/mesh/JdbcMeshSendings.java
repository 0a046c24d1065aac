package parley.server.mesh;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.camelroutes.mesh.MeshSendings;
import parley.server.database.StoreFailures;

/** What is on its way into MESH, in the table {@code mesh_sent}. */
public final class JdbcMeshSendings implements MeshSendings {

  private static final String COLUMNS = "local_id, posted_at, message_id, chunks";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;

  public JdbcMeshSendings(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public Sending current(long outboxId, String localId) {
    return inTransaction(
        () -> {
          var open =
              jdbc.query(
                  "select "
                      + COLUMNS
                      + " from mesh_sent where outbox_id = ? and state <> 'failed'"
                      + " order by id desc limit 1",
                  JdbcMeshSendings::sending,
                  outboxId);
          return open.isEmpty() ? begin(outboxId, localId) : open.get(0);
        });
  }

  private Sending begin(long outboxId, String localId) {
    var before =
        jdbc.query(
            "select count(*) from mesh_sent where outbox_id = ?",
            (row, index) -> row.getLong(1),
            outboxId);
    var id = before.get(0) == 0 ? localId : localId + '-' + (before.get(0) + 1);
    jdbc.update("insert into mesh_sent (outbox_id, local_id) values (?, ?)", outboxId, id);
    return new Sending(id, Optional.empty(), Optional.empty(), 0);
  }

  @Override
  public void posting(Sending sending, Instant at) {
    update(
        "update mesh_sent set posted_at = ? where local_id = ?",
        OffsetDateTime.ofInstant(at, ZoneOffset.UTC),
        sending.localId());
  }

  @Override
  public void notPosted(Sending sending) {
    update("update mesh_sent set posted_at = null where local_id = ?", sending.localId());
  }

  @Override
  public void accepted(Sending sending, String messageId) {
    update(
        "update mesh_sent set message_id = ?, chunks = greatest(chunks, 1) where local_id = ?",
        messageId,
        sending.localId());
  }

  @Override
  public void chunks(Sending sending, int sent) {
    update("update mesh_sent set chunks = ? where local_id = ?", sent, sending.localId());
  }

  /** What a report has ended meanwhile stays so. */
  @Override
  public void close(Sending sending, State state, String reason) {
    update(
        "update mesh_sent set state = ?, reason = ?, asked_at = coalesce(asked_at, now())"
            + " where local_id = ? and state in ('sending', 'sent')",
        state.name().toLowerCase(Locale.ROOT),
        reason,
        sending.localId());
  }

  @Override
  public List<Sending> toTrack(Duration since, int limit) {
    return inTransaction(
        () ->
            jdbc.query(
                "update mesh_sent set asked_at = now() where id in (select id from mesh_sent"
                    + " where state = 'sent' and message_id is not null"
                    + " and asked_at < now() - make_interval(secs => ?)"
                    + " order by asked_at limit ? for update skip locked) returning "
                    + COLUMNS,
                JdbcMeshSendings::sending,
                since.toMillis() / 1000.0,
                limit));
  }

  private static Sending sending(ResultSet row, int index) throws SQLException {
    return new Sending(
        row.getString("local_id"),
        Optional.ofNullable(row.getObject("posted_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        Optional.ofNullable(row.getString("message_id")),
        row.getInt("chunks"));
  }

  private void update(String sql, Object... arguments) {
    inTransaction(() -> jdbc.update(sql, arguments));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return StoreFailures.translating(() -> transaction.execute(status -> work.get()));
  }
}
