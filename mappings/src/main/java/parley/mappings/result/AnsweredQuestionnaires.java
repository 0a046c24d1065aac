package parley.mappings.result;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.hl7v2.Segment;
import parley.mappings.questionnaire.ShippedQuestionnaires;
import parley.mappings.reading.Reading;
import parley.mappings.result.QuestionItems.Asked;

/**
 * Questionnaires that stand in a message of another kind, such as a referral. They never stop it:
 * answers that cannot be stay among the other segments, and what is wrong is a warning.
 */
public final class AnsweredQuestionnaires {

  private final Reading reading;
  private final Reference subject;
  private final List<Entry> entries = new ArrayList<>();
  private final Set<Segment> answers = new HashSet<>();
  private final Set<String> taken = new HashSet<>();

  private AnsweredQuestionnaires(Reading reading, Reference subject) {
    this.reading = reading;
    this.subject = subject;
  }

  /**
   * What was found.
   *
   * @param entries responses, scores and alerts, targets of references first
   * @param others the segments of the message without the answers, in order
   */
  public record Found(List<Entry> entries, List<Segment> others) {}

  /** Reads the OBX that stand under an OBR. */
  public static Found in(Reading reading, Reference subject) {
    var found = new AnsweredQuestionnaires(reading, subject);
    Order.all(found.trial()).forEach(found::read);
    return new Found(found.entries, found.others());
  }

  /** What is noted here is told or not as it turns out. */
  private Reading trial() {
    return new Reading(reading.inbound(), reading.message(), reading.terminology());
  }

  private void read(Order order) {
    var sorted =
        new QuestionItems(trial(), reading.terminology(), ShippedQuestionnaires.get())
            .sorted(order);
    for (var asked : sorted.asked().entrySet()) {
      read(order, asked.getKey(), asked.getValue());
    }
  }

  private void read(Order order, String canonical, List<Asked> asked) {
    var trial = trial();
    var report = Report.read(trial, order, subject);
    var made =
        report.map(
            known ->
                new QuestionnaireResult(trial, known, ShippedQuestionnaires.get(), canonical)
                    .entries(asked));
    report
        .filter(known -> !taken.add(known.identity() + ' ' + canonical))
        .ifPresent(known -> ResultMapping.twice(trial, order));
    if (trial.stopped() || made.isEmpty()) {
      ((MappingResult.Rejected) trial.rejected()).problems().forEach(this::warn);
      return;
    }
    if (trial.result(new RecordBundle(List.of(), List.of())) instanceof MappingResult.Mapped told) {
      told.warnings().forEach(reading::note);
    }
    entries.addAll(made.get());
    asked.forEach(one -> answers.add(one.obx()));
  }

  private void warn(Problem problem) {
    reading.note(
        Problem.warning(
            problem.code(),
            problem.location(),
            problem.rule() + "; the answers were kept as observations",
            problem.remedy()));
  }

  private List<Segment> others() {
    return new NotedSegments(reading.message().segments())
        .without(
            answers::contains,
            reading,
            "an answer",
            "Send what others have to read by the route agreed for documents.");
  }
}
