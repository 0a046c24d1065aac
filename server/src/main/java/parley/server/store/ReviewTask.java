package parley.server.store;

import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import parley.mappings.Problem;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/** The Task that asks a person to decide who a parked message is about. */
final class ReviewTask {

  private ReviewTask() {}

  /**
   * One Task for each journal entry; trying the entry again makes no second one.
   *
   * @param candidates ids of the Patients it may be about
   */
  static Task of(long journalId, Problem problem, List<String> candidates, Date now) {
    var task = new Task();
    task.setId(RecordIds.of("Task", "identity-review", String.valueOf(journalId)));
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
