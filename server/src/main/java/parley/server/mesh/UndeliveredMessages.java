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
 * at it. The Task goes first, so that a crash leaves nothing untold.
 */
public final class UndeliveredMessages implements MeshReports {

  private static final String CODE = "message-undelivered";

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

  private record Sent(long outboxId, String localId) {}

  @Override
  public boolean undelivered(Report report) {
    return StoreFailures.translating(
        () -> {
          var sent = find(report);
          ask(report, sent);
          sent.ifPresent(
              row -> transaction.executeWithoutResult(status -> end(row, report.describe())));
          return sent.isPresent();
        });
  }

  private Optional<Sent> find(Report report) {
    return jdbc
        .query(
            "select outbox_id, local_id from mesh_sent where message_id = ?"
                + " or (? <> '' and local_id = ?) order by id desc limit 1",
            (row, index) -> new Sent(row.getLong(1), row.getString(2)),
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
    new UndeliveredRows(jdbc).dead(sent.outboxId(), reason);
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
            + sent.map(row -> "; read the outbox entry, mend the cause, and replay it")
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
