package parley.server.mesh;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.camelroutes.mesh.MeshReports;
import parley.mappings.RecordIds;
import parley.server.database.StoreFailures;
import parley.server.outbox.UndeliveredRows;
import parley.terminology.Systems;

/**
 * What MESH could not deliver: the row of the outbox becomes dead, and a Task asks a person to look
 * at it. The Task goes first, so that a crash leaves nothing untold. Of a sending that was followed
 * by another one of the same row, or is about to be, only the sending itself is noted as failed.
 */
public final class UndeliveredMessages implements MeshReports {

  private static final String CODE = "message-undelivered";

  private static final String NOT_KEPT =
      "; its message is not kept any more: mend the cause, and have it written anew";

  private final JdbcTemplate jdbc;
  private final TransactionTemplate transaction;
  private final DaoRegistry daos;
  private final Clock clock;

  public UndeliveredMessages(
      JdbcTemplate jdbc, PlatformTransactionManager transactions, DaoRegistry daos, Clock clock) {
    this.jdbc = jdbc;
    this.transaction = new TransactionTemplate(transactions);
    this.daos = daos;
    this.clock = clock;
  }

  /**
   * A sending.
   *
   * @param overtaken whether its row has a later one, or waits to be sent anew
   * @param removed whether the bytes of its row are not kept any more
   */
  private record Sent(long outboxId, String localId, boolean overtaken, boolean removed) {}

  @Override
  public boolean undelivered(Report report) {
    return StoreFailures.translating(
        () -> {
          var sent = find(report);
          if (sent.filter(Sent::overtaken).isEmpty()) {
            ask(report, sent);
          }
          sent.ifPresent(
              row -> transaction.executeWithoutResult(status -> end(row, report.describe())));
          return sent.isPresent();
        });
  }

  private Optional<Sent> find(Report report) {
    return jdbc
        .query(
            "select m.outbox_id, m.local_id, o.removed_at is not null,"
                + " exists (select 1 from mesh_sent l where l.outbox_id = m.outbox_id"
                + " and l.id > m.id) or (m.state = 'failed' and o.state = 'waiting')"
                + " from mesh_sent m join outbox o on o.id = m.outbox_id where m.message_id = ?"
                + " or (? <> '' and m.local_id = ?) order by m.id desc limit 1",
            (row, index) ->
                new Sent(row.getLong(1), row.getString(2), row.getBoolean(4), row.getBoolean(3)),
            report.messageId(),
            report.localId(),
            report.localId())
        .stream()
        .findFirst();
  }

  private void end(Sent sent, String reason) {
    jdbc.update(
        "update mesh_sent set state = 'failed', reason = ? where local_id = ?",
        reason,
        sent.localId());
    if (!sent.overtaken()) {
      new UndeliveredRows(jdbc).dead(sent.outboxId(), reason);
    }
  }

  /** Once; what a person has written into the Task since is kept. */
  private void ask(Report report, Optional<Sent> sent) {
    var about = sent.map(Sent::localId).orElse(report.reportId());
    var id = RecordIds.of("Task", CODE, about);
    var held =
        jdbc.query(
            "select 1 from hfj_resource where res_type = 'Task' and fhir_id = ?",
            (row, index) -> row.getInt(1),
            id);
    if (held.isEmpty()) {
      daos.getResourceDao(Task.class).update(task(id, report, sent), new SystemRequestDetails());
    }
  }

  private Task task(String id, Report report, Optional<Sent> sent) {
    var task = new Task();
    task.setId("Task/" + id);
    task.setStatus(Task.TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setPriority(Task.TaskPriority.URGENT);
    task.getCode()
        .setText("Look at a message that did not arrive")
        .addCoding()
        .setSystem(Systems.codeSystem("task"))
        .setCode(CODE);
    task.setDescription(
        report.describe()
            + sent.map(
                    row ->
                        row.removed()
                            ? NOT_KEPT
                            : "; read the outbox entry, mend the cause, and replay it")
                .orElse("; no message of Parley's is known that it is about"));
    sent.ifPresent(
        row ->
            task.setFocus(
                new Reference()
                    .setIdentifier(
                        new Identifier()
                            .setSystem(Systems.PARLEY + "Id/outbox-entry")
                            .setValue(String.valueOf(row.outboxId())))));
    task.setAuthoredOn(Date.from(clock.instant()));
    return task;
  }
}
