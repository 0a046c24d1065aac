package parley.server.store;

import ca.uhn.fhir.rest.api.server.storage.TransactionDetails;
import java.util.Date;
import java.util.Map;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/** The Tasks that ask a person to decide about a parked message. */
final class ReviewTasks {

  private static final Map<String, String> TEXTS =
      Map.of(
          "identity-conflict", "Decide who a parked message is about",
          "course-conflict", "Decide what a parked message may change of a course of treatment");

  private final StoredRecords records;

  ReviewTasks(StoredRecords records) {
    this.records = records;
  }

  /** Asks once for each journal entry; what a person has written into the Task since is kept. */
  void ask(long journalId, Resolution.Conflict conflict, TransactionDetails details) {
    if (records.read("Task", id(conflict.task(), journalId)).isEmpty()) {
      records.write(task(journalId, conflict, details.getTransactionDate()), details);
    }
  }

  /** Nothing is left to decide once the message is applied. */
  void complete(long journalId, TransactionDetails details) {
    var names = TEXTS.keySet().stream().map(code -> "Task/" + id(code, journalId)).toList();
    // In the ordinary case nobody was ever asked.
    records.existing(names).keySet().forEach(name -> complete(new IdType(name), details));
  }

  private void complete(IdType id, TransactionDetails details) {
    records
        .read("Task", id.getIdPart())
        .map(Task.class::cast)
        .filter(task -> task.getStatus() != Task.TaskStatus.COMPLETED)
        .ifPresent(
            task -> {
              task.setStatus(Task.TaskStatus.COMPLETED);
              task.setId(id);
              records.flush();
              records.write(task, details);
              records.flush();
            });
  }

  private static String id(String code, long journalId) {
    return RecordIds.of("Task", code, String.valueOf(journalId));
  }

  private static Task task(long journalId, Resolution.Conflict conflict, Date now) {
    var problem = conflict.problem();
    var candidates = conflict.candidates();
    var task = new Task();
    task.setId(id(conflict.task(), journalId));
    task.setStatus(Task.TaskStatus.REQUESTED);
    task.setIntent(Task.TaskIntent.ORDER);
    task.setPriority(Task.TaskPriority.URGENT);
    task.getCode()
        .setText(TEXTS.get(conflict.task()))
        .addCoding()
        .setSystem(Systems.codeSystem("task"))
        .setCode(conflict.task());
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
