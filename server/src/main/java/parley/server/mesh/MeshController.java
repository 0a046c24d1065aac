package parley.server.mesh;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /mesh}: what was fetched from the mailbox, and what was sent by it, newest first. */
@RestController
@RequestMapping("/mesh")
public final class MeshController {

  private static final int MOST = 500;

  private final JdbcTemplate jdbc;

  public MeshController(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * A message that was fetched; what its bytes held is in the journal.
   *
   * @param messageId MESH's id
   * @param sender mailbox of the sender
   * @param workflow WorkflowId
   * @param size bytes, unpacked
   * @param received when it was kept
   * @param acknowledged when MESH was told to forget it
   * @param state {@code kept}, {@code worked}, {@code refused}, {@code report}, {@code repeated} or
   *     {@code left}
   * @param messages how many messages it held
   * @param reason what is wrong with it
   */
  public record Fetched(
      String messageId,
      String sender,
      String workflow,
      long size,
      Instant received,
      Optional<Instant> acknowledged,
      String state,
      int messages,
      String reason) {}

  /**
   * A message that was sent.
   *
   * @param outboxId its row in the outbox
   * @param localId Mex-LocalID
   * @param messageId MESH's id
   * @param chunks that MESH has
   * @param state {@code sending}, {@code sent}, {@code sent_twice}, {@code acknowledged} or {@code
   *     failed}
   * @param reason what is wrong with it
   */
  public record Sent(
      long outboxId,
      String localId,
      Optional<String> messageId,
      int chunks,
      String state,
      String reason) {}

  /** The latest 500 that were fetched, or of a state. */
  @GetMapping
  public List<Fetched> fetched(@RequestParam(required = false) @Nullable String state) {
    return jdbc.query(
        "select message_id, sender, workflow, size, received_at, acknowledged_at, state, messages,"
            + " reason from mesh_message where ? or state = ? order by id desc limit ?",
        MeshController::fetched,
        state == null,
        state,
        MOST);
  }

  private static Fetched fetched(ResultSet row, int index) throws SQLException {
    return new Fetched(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getLong(4),
        row.getObject(5, OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject(6, OffsetDateTime.class)).map(OffsetDateTime::toInstant),
        row.getString(7),
        row.getInt(8),
        row.getString(9));
  }

  /** The latest 500 that were sent, or of a state. */
  @GetMapping("/sent")
  public List<Sent> sent(@RequestParam(required = false) @Nullable String state) {
    return jdbc.query(
        "select outbox_id, local_id, message_id, chunks, state, reason from mesh_sent"
            + " where ? or state = ? order by id desc limit ?",
        (row, index) ->
            new Sent(
                row.getLong(1),
                row.getString(2),
                Optional.ofNullable(row.getString(3)),
                row.getInt(4),
                row.getString(5),
                row.getString(6)),
        state == null,
        state,
        MOST);
  }
}
