package parley.mappings.questionnaire;

import java.util.List;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.RecordIds;
import parley.mappings.questionnaire.Assessment.Alert;
import parley.terminology.Systems;

/**
 * The Flag and the Task for an answer that a clinician has to look at. Every response has its own,
 * so that a review once done does not stand for the answers of another day.
 */
final class AlertWriter {

  private AlertWriter() {}

  static List<Alert> alerts(
      Expressions expressions, Form form, Answers answers, QuestionnaireResponse response) {
    if (form.reviews().isEmpty()) {
      return List.of();
    }
    var scope = Expressions.Scope.of(answers.asResponse(), form.variables());
    return form.reviews().stream()
        .filter(review -> expressions.holds(scope, review.condition()))
        .map(review -> alert(review, form, response))
        .toList();
  }

  private static Alert alert(Form.Review review, Form form, QuestionnaireResponse response) {
    var identity = ResponseIdentity.of(response);
    var flag = flag(review, response);
    flag.setId(RecordIds.of("Flag", identity, form.url(), review.code()));
    var task = task(review, response);
    task.setId(RecordIds.of("Task", identity, form.url(), review.code()));
    var flagged = new Reference("Flag/" + flag.getIdElement().getIdPart());
    task.setFocus(ResponseIdentity.reference(response).orElse(flagged));
    task.setReasonReference(flagged.copy());
    return new Alert(flag, task);
  }

  private static Flag flag(Form.Review review, QuestionnaireResponse response) {
    var flag = new Flag();
    flag.setStatus(FlagStatus.ACTIVE);
    flag.addCategory().addCoding(new Coding(Systems.FLAG_CATEGORY, "safety", "Safety"));
    flag.setCode(
        new CodeableConcept(
                new Coding().setSystem(Systems.codeSystem("alert")).setCode(review.code()))
            .setText(review.display()));
    flag.setSubject(response.getSubject().copy());
    if (response.hasAuthored()) {
      flag.getPeriod().setStartElement(authored(response));
    }
    if (response.hasEncounter()) {
      flag.setEncounter(response.getEncounter().copy());
    }
    return flag;
  }

  private static Task task(Form.Review review, QuestionnaireResponse response) {
    var task = new Task();
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(TaskIntent.ORDER);
    task.setPriority(TaskPriority.URGENT);
    task.setCode(
        new CodeableConcept(
            new Coding(Systems.codeSystem("task"), "clinical-review", "Review an answer")));
    task.setDescription(review.display());
    task.setFor(response.getSubject().copy());
    if (response.hasEncounter()) {
      task.setEncounter(response.getEncounter().copy());
    }
    if (response.hasAuthored()) {
      task.setAuthoredOnElement(authored(response));
    }
    return task;
  }

  private static DateTimeType authored(QuestionnaireResponse response) {
    return new DateTimeType(response.getAuthoredElement().getValueAsString());
  }
}
