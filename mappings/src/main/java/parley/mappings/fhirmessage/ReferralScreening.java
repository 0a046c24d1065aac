package parley.mappings.fhirmessage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskPriority;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.InboundMessage;
import parley.mappings.Problem;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.document.Digests;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.AssessmentWrites;
import parley.mappings.questionnaire.ShippedQuestionnaires;
import parley.mappings.reading.Moments;
import parley.terminology.Systems;

/**
 * What a referral says that may speak of risk: answers to questionnaires are scored with their
 * alerts, and what the record has no place for becomes a Task, so that a person reads it.
 */
final class ReferralScreening {

  /** What no referral may bring unread. */
  static final Set<String> READ = Set.of("QuestionnaireResponse", "Flag", "RiskAssessment");

  private final FhirMessage message;
  private final InboundMessage inbound;
  private final Findings findings;
  private final Adoption adoption;
  private final Reference subject;
  private final Reference referral;

  ReferralScreening(
      FhirMessage message,
      InboundMessage inbound,
      Findings findings,
      Adoption adoption,
      Reference subject,
      Reference referral) {
    this.message = message;
    this.inbound = inbound;
    this.findings = findings;
    this.adoption = adoption;
    this.subject = subject;
    this.referral = referral;
  }

  /**
   * The writes; they refer to the referral and its course, and so follow both.
   *
   * @param scored whether answers are scored; those of a referral that is withdrawn are only read
   */
  List<Entry> entries(boolean scored) {
    var entries = new ArrayList<Entry>();
    var unread = new ArrayList<Resource>();
    var ids = new TreeSet<String>();
    message
        .resources()
        .filter(sent -> READ.contains(sent.fhirType()))
        .forEach(
            sent -> {
              if (!(scored
                  && sent instanceof QuestionnaireResponse response
                  && isTaken(response, entries, ids))) {
                unread.add(sent);
              }
            });
    if (!unread.isEmpty()) {
      unread.stream().map(Resource::fhirType).distinct().forEach(findings::forAPerson);
      entries.add(Write.ifAbsent(task(unread)));
    }
    return entries;
  }

  private boolean isTaken(QuestionnaireResponse sent, List<Entry> entries, Set<String> ids) {
    var shipped = ShippedQuestionnaires.get();
    if (!shipped.knows(sent)) {
      return false;
    }
    var id =
        BusinessIds.byIdentifier("QuestionnaireResponse", BusinessIds.identifiers(sent))
            .orElseGet(
                () ->
                    RecordIds.of(
                        "QuestionnaireResponse",
                        referral.getReference(),
                        sent.getQuestionnaire(),
                        String.valueOf(sent.getAuthoredElement().getValueAsString())));
    var copy = shipped.coded(adoption.copy(sent, id));
    copy.setSubject(subject.copy());
    copy.setEncounter(null);
    copy.setPartOf(List.of());
    copy.setBasedOn(List.of(referral.copy()));
    copy.addExtension(Systems.EXT_EPISODE_OF_CARE, new Reference("EpisodeOfCare/" + course()));
    var assessment = shipped.assess(copy);
    var late = shipped.checkMoment(copy, inbound.receivedAt());
    if (assessment instanceof Assessment.Refused refused) {
      refused.problems().forEach(this::warn);
      return false;
    }
    if (!late.isEmpty() || !ids.add(id)) {
      late.forEach(this::warn);
      return false;
    }
    var when = assessment instanceof Assessment.Withdrawn ? new When.Present() : new When.Always();
    entries.add(new Write(copy, Set.of("item"), when));
    entries.addAll(AssessmentWrites.of(assessment));
    return true;
  }

  private String course() {
    return RecordIds.of("EpisodeOfCare", referral.getReferenceElement().getIdPart());
  }

  private void warn(Problem problem) {
    findings.note(
        Problem.warning(
            problem.code(),
            problem.location(),
            problem.rule() + "; the answers were not scored, a Task asks a person to read them",
            problem.remedy()));
  }

  /**
   * By what is to be read, so that the same message makes it once and another one makes another.
   */
  private Task task(List<Resource> unread) {
    var json = ca.uhn.fhir.context.FhirContext.forR4Cached().newJsonParser();
    var content = new StringBuilder();
    unread.forEach(sent -> content.append(json.encodeResourceToString(sent)));
    var task = new Task();
    task.setId(
        RecordIds.of(
            "Task",
            referral.getReference(),
            "unread",
            Digests.sha256(content.toString().getBytes(StandardCharsets.UTF_8))));
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(TaskIntent.ORDER);
    task.setPriority(TaskPriority.URGENT);
    task.setCode(
        new CodeableConcept(
            new Coding(Systems.codeSystem("task"), "message-problem", "Look at a message")));
    task.setDescription(
        "The referral says something that may speak of risk and is not in the record ("
            + String.join(", ", unread.stream().map(Resource::fhirType).distinct().toList())
            + "). Read the message in the journal.");
    task.setFocus(referral.copy());
    task.setFor(subject.copy());
    task.setAuthoredOnElement(Moments.dateTime(inbound.receivedAt()));
    return task;
  }
}
