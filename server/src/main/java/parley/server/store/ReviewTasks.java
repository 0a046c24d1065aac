package parley.server.store;

import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import parley.mappings.Problem;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/** The Tasks that ask a person to decide who a parked message is about. */
final class ReviewTasks {

  private final StoredRecords records;

  ReviewTasks(StoredRecords records) {
    this.records = records;
  }

  /** Asks once for each journal entry; what a person has written into the Task since is kept. */
  void ask(long journalId, Resolution.Conflict conflict, TransactionDetails details) {
    if (records.read("Task", id(journalId)).isEmpty()) {
      records.write(
          task(journalId, conflict.problem(), conflict.candidates(), details.getTransactionDate()),
          details);
    }
  }

  /** Nothing is left to decide once the message is applied. */
  void complete(long journalId, TransactionDetails details) {
    var name = "Task/" + id(journalId);
    if (!records.existing(List.of(name)).containsKey(name)) {
      return; // the ordinary case: nobody was ever asked
    }
    records
        .read("Task", id(journalId))
        .map(Task.class::cast)
        .filter(task -> task.getStatus() != Task.TaskStatus.COMPLETED)
        .ifPresent(
            task -> {
              task.setStatus(Task.TaskStatus.COMPLETED);
              task.setId(new IdType("Task", id(journalId)));
              records.flush();
              records.write(task, details);
              records.flush();
            });
  }

  private static String id(long journalId) {
    return RecordIds.of("Task", "identity-conflict", String.valueOf(journalId));
  }

  private static Task task(long journalId, Problem problem, List<String> candidates, Date now) {
    var task = new Task();
    task.setId(id(journalId));
    task.setStatus(Task.TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setPriority(Task.TaskPriority.URGENT);
    task.getCode()
        .setText("Decide who a parked message is about")
        .addCoding()
        .setSystem(Systems.codeSystem("task"))
        .setCode("identity-conflict");
    task.setDescription(problem.rule() + "; " + problem.remedy());
    task.setFocus(
        new Reference()
            .setIdentifier(
                new Identifier()
                    .setSystem(Systems.PARLEY + "Id/journal-entry")
                    .setValue(String.valueOf(journalId))));
    task.setFor(new Reference("Patient/" + candidates.get(0)));
    task.setAuthoredOn(now);
    for (var candidate : candidates) {
      task.addInput()
          .setValue(new Reference("Patient/" + candidate))
          .getType()
          .setText("Patient it may be about");
    }
    return task;
  }
}
