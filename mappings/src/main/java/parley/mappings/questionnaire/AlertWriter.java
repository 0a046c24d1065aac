package parley.mappings.questionnaire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Flag.FlagStatus;
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
 * so that a review once done does not stand for the answers of another day; so has every answer of
 * more points in one response, because a review of the lower one does not stand for it either.
 */
final class AlertWriter {

  private AlertWriter() {}

  static List<Alert> alerts(
      Expressions expressions, Form form, Answers answers, Occasion occasion) {
    if (form.reviews().isEmpty()) {
      return List.of();
    }
    var scope = Expressions.Scope.of(answers.asResponse(), form.variables());
    return form.reviews().stream()
        .filter(review -> expressions.holds(scope, review.condition()))
        .map(review -> alert(review, form, answers, occasion))
        .toList();
  }

  private static Alert alert(Form.Review review, Form form, Answers answers, Occasion occasion) {
    var points = answers.to(review.linkId()).flatMap(answer -> ScoreWriter.points(answer.value()));
    var flag = flag(review, occasion);
    flag.setId(id("Flag", review, form, occasion, points));
    var task = task(review, occasion);
    task.setId(id("Task", review, form, occasion, points));
    var flagged = new Reference("Flag/" + flag.getIdElement().getIdPart());
    task.setFocus(occasion.about().orElse(flagged));
    task.setReasonReference(flagged.copy());
    var higher =
        form.items().get(review.linkId()).options().stream()
            .map(Form.Option::weight)
            .filter(weight -> points.isPresent() && weight.isPresent())
            .filter(weight -> weight.get().compareTo(points.get()) > 0)
            .map(weight -> "Flag/" + id("Flag", review, form, occasion, weight))
            .collect(Collectors.toSet());
    return new Alert(flag, task, higher);
  }

  private static String id(
      String type, Form.Review review, Form form, Occasion occasion, Optional<BigDecimal> points) {
    return RecordIds.of(
        type,
        occasion.identity(),
        form.url(),
        review.code(),
        points.map(number -> number.stripTrailingZeros().toPlainString()).orElse(""));
  }

  private static Flag flag(Form.Review review, Occasion occasion) {
    var flag = new Flag();
    flag.setStatus(FlagStatus.ACTIVE);
    flag.addCategory().addCoding(new Coding(Systems.FLAG_CATEGORY, "safety", "Safety"));
    flag.setCode(
        new CodeableConcept(
                new Coding().setSystem(Systems.codeSystem("alert")).setCode(review.code()))
            .setText(review.display()));
    flag.setSubject(occasion.subject().copy());
    occasion.moment().ifPresent(when -> flag.getPeriod().setStartElement(new DateTimeType(when)));
    occasion.encounter().ifPresent(contact -> flag.setEncounter(contact.copy()));
    return flag;
  }

  private static Task task(Form.Review review, Occasion occasion) {
    var task = new Task();
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(TaskIntent.ORDER);
    task.setPriority(TaskPriority.URGENT);
    task.setCode(
        new CodeableConcept(
            new Coding(Systems.codeSystem("task"), "clinical-review", "Review an answer")));
    task.setDescription(review.display());
    task.setFor(occasion.subject().copy());
    occasion.encounter().ifPresent(contact -> task.setEncounter(contact.copy()));
    occasion.moment().ifPresent(when -> task.setAuthoredOnElement(new DateTimeType(when)));
    return task;
  }
}
