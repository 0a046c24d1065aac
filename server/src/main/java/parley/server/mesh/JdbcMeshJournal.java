package parley.server.mesh;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.camelroutes.mesh.Download;
import parley.camelroutes.mesh.MeshHeaders;
import parley.camelroutes.mesh.MeshJournal;
import parley.server.database.StoreFailures;

/** What was fetched from the mailbox, in the table {@code mesh_message}. */
public final class JdbcMeshJournal implements MeshJournal {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** A row of a message that could not be fetched before gives way to the message. */
  private static final String KEEP =
      "insert into mesh_message (message_id, mailbox, sender, local_id, workflow, headers, body,"
          + " sha256, size, state) values (?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?)"
          + " on conflict (message_id) do update set sender = excluded.sender,"
          + " local_id = excluded.local_id, workflow = excluded.workflow,"
          + " headers = excluded.headers, body = excluded.body, sha256 = excluded.sha256,"
          + " size = excluded.size, state = excluded.state, reason = '', received_at = now()"
          + " where mesh_message.state = 'left'";

  private final JdbcTemplate jdbc;
  private final DataSource dataSource;
  private final TransactionTemplate transaction;

  public JdbcMeshJournal(
      JdbcTemplate jdbc, DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.transaction = new TransactionTemplate(transactions);
  }

  @Override
  public Optional<Lock> lock(String mailbox) {
    return StoreFailures.translating(() -> MeshLock.take(dataSource, mailbox));
  }

  @Override
  public boolean holds(String messageId) {
    return inTransaction(
        () ->
            count(
                    "select count(*) from mesh_message where message_id = ? and state <> 'left'",
                    messageId)
                > 0);
  }

  private long count(String sql, Object... arguments) {
    return jdbc.query(sql, (row, index) -> row.getLong(1), arguments).get(0);
  }

  @Override
  public Kept keep(String mailbox, Download message) {
    var hash = sha256(message.file());
    return inTransaction(
        () -> {
          var state = repeated(message, hash) ? State.REPEATED : State.KEPT;
          if (insert(mailbox, message, hash, state) == 0) {
            return Kept.KNOWN;
          }
          return state == State.REPEATED ? Kept.REPEATED : Kept.NEW;
        });
  }

  /** The second key: sender, its own reference, and the bytes. */
  private boolean repeated(Download message, byte[] hash) {
    var headers = message.headers();
    return !headers.report()
        && !headers.get("Mex-LocalID").isEmpty()
        && count(
                "select count(*) from mesh_message where sender = ? and local_id = ?"
                    + " and sha256 = ? and message_id <> ? and state <> 'left'",
                headers.get("Mex-From"),
                headers.get("Mex-LocalID"),
                hash,
                message.messageId())
            > 0;
  }

  private int insert(String mailbox, Download message, byte[] hash, State state) {
    var headers = message.headers();
    try (var body = Files.newInputStream(message.file())) {
      return jdbc.update(
          KEEP,
          statement -> {
            statement.setString(1, message.messageId());
            statement.setString(2, mailbox);
            statement.setString(3, headers.get("Mex-From"));
            statement.setString(4, headers.get("Mex-LocalID"));
            statement.setString(5, headers.get("Mex-WorkflowID"));
            statement.setString(6, JSON.valueToTree(headers.values()).toString());
            // Read by the driver while it sends; the bytes are never in memory whole.
            statement.setBinaryStream(7, body, Math.toIntExact(message.size()));
            statement.setBytes(8, hash);
            statement.setLong(9, message.size());
            statement.setString(10, name(state));
          });
    } catch (IOException e) {
      throw new UncheckedIOException("the spool folder of MESH cannot be read", e);
    }
  }

  @Override
  public void acknowledged(String messageId) {
    update(
        "update mesh_message set acknowledged_at = coalesce(acknowledged_at, now())"
            + " where message_id = ?",
        messageId);
  }

  @Override
  public List<Waiting> waiting(String mailbox, long after, int limit) {
    return inTransaction(
        () ->
            jdbc.query(
                "select id, message_id, headers from mesh_message where mailbox = ?"
                    + " and state = 'kept' and id > ? order by id limit ?",
                (row, index) ->
                    new Waiting(row.getLong(1), row.getString(2), headers(row.getString(3))),
                mailbox,
                after,
                limit));
  }

  private static MeshHeaders headers(String json) {
    try {
      return new MeshHeaders(JSON.readValue(json, new TypeReference<Map<String, String>>() {}));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("headers of a MESH message cannot be read back", e);
    }
  }

  @Override
  public byte[] body(String messageId) {
    return inTransaction(
        () ->
            jdbc.query(
                    "select body from mesh_message where message_id = ?",
                    (row, index) -> row.getBytes(1),
                    messageId)
                .get(0));
  }

  @Override
  public void close(String messageId, State state, int messages, String reason) {
    update(
        "update mesh_message set state = ?, messages = ?, reason = ? where message_id = ?",
        name(state),
        messages,
        reason,
        messageId);
  }

  @Override
  public void leave(String mailbox, String messageId, String reason) {
    update(
        "insert into mesh_message (message_id, mailbox, state, reason) values (?, ?, 'left', ?)"
            + " on conflict (message_id) do update set reason = excluded.reason"
            + " where mesh_message.state = 'left'",
        messageId,
        mailbox,
        reason);
  }

  private void update(String sql, Object... arguments) {
    inTransaction(() -> jdbc.update(sql, arguments));
  }

  private <T> T inTransaction(Supplier<T> work) {
    return StoreFailures.translating(() -> transaction.execute(status -> work.get()));
  }

  private static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static byte[] sha256(Path file) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(java.io.OutputStream.nullOutputStream());
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("the spool folder of MESH cannot be read", e);
    }
  }
}
