package parley.mappings.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.Communication.CommunicationStatus;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskIntent;
import org.hl7.fhir.r4.model.Task.TaskStatus;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.care.Parties;
import parley.mappings.care.Party;
import parley.mappings.clinical.Notes;
import parley.mappings.hl7v2.Segment;
import parley.mappings.person.PersonRecord;
import parley.mappings.reading.MessageTime;
import parley.mappings.reading.Moments;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** The record that an answer to a referral makes, by resource in bundle order. */
final class ReferralAnswer {

  /** Answers after which nobody needs to decide anything. */
  private static final Set<String> SETTLED = Set.of("accepted", "pending");

  /** MSA-1 of a message that was not processed (HL7 table 0008). */
  private static final Set<String> REFUSED = Set.of("AE", "AR", "CE", "CR");

  private static final Set<String> REPLACED =
      Set.of("identifier", "reasonCode", "payload", "sender", "inResponseTo");

  private final Reading reading;
  private final Segment rf1;
  private final PersonRecord person;

  ReferralAnswer(Reading reading, Segment rf1, PersonRecord person) {
    this.reading = reading;
    this.rf1 = rf1;
    this.person = person;
  }

  List<Entry> entries() {
    var referral = OwnSystems.referral(reading.sender(), rf1.field(6));
    if (referral.isEmpty()) {
      reading.missing(
          rf1,
          6,
          "the message does not say which referral it answers",
          "Send the originating referral identifier, as it was in the referral, in RF1-6.");
    }
    var code = rf1.field(1).value();
    if (code.isEmpty()) {
      reading.missing(
          rf1, 1, "the message does not say what the answer is", "Send A, R, P or E in RF1-1.");
    }
    if (reading.stopped() || referral.isEmpty()) {
      return List.of();
    }
    var answer = reading.codes().translated("referral-answer", rf1, 1, code);
    var entries = new ArrayList<Entry>(person.entries());
    var answering = answering(referral.get());
    answering.ifPresent(
        who -> who.resources().forEach(resource -> entries.add(Write.always(resource))));
    var communication = communication(referral.get(), answer, answering);
    entries.add(new Write(communication, REPLACED, new When.NotOlder()));
    if (needsPerson(answer)) {
      entries.add(Write.ifAbsent(task(communication, referral.get(), code)));
    }
    return entries;
  }

  /** The provider that was referred to (RT), else the first that is named. */
  private Optional<Party> answering(Identifier referral) {
    var providers = reading.message().all("PRD");
    return providers.stream()
        .filter(
            prd ->
                prd.field(1).repetitions().stream()
                    .anyMatch(role -> role.component(1).equals("RT")))
        .findFirst()
        .or(() -> providers.stream().findFirst())
        .flatMap(prd -> Parties.provider(reading, prd, "referral " + key(referral)));
  }

  private Communication communication(
      Identifier referral, Optional<Coding> answer, Optional<Party> answering) {
    var communication = new Communication();
    communication.setId(
        RecordIds.of("Communication", "referral-answer", reading.sender().id(), key(referral)));
    MessageTime.stamp(reading, communication);
    OwnSystems.referral(reading.sender(), rf1.field(11))
        .filter(own -> !own.equalsDeep(referral))
        .ifPresent(communication::addIdentifier);
    communication.setStatus(CommunicationStatus.COMPLETED);
    communication.addBasedOn(
        new Reference().setType("ServiceRequest").setIdentifier(referral.copy()));
    answered().ifPresent(communication::addInResponseTo);
    communication.setTopic(topic());
    communication.setSubject(person.reference());
    reading
        .message()
        .first("MSH")
        .flatMap(msh -> reading.dateTime(msh, 7))
        .ifPresent(communication::setSentElement);
    communication.setReceivedElement(Moments.dateTime(reading.inbound().receivedAt()));
    answering.ifPresent(who -> communication.setSender(who.reference()));
    communication.addReasonCode(
        new CodeableConcept(
            answer.orElseGet(() -> reading.codes().original(rf1, 1, "", rf1.field(1).value()))));
    reading.codes().concept(rf1, 10).ifPresent(communication::addReasonCode);
    for (var text : Notes.general(reading.message())) {
      communication.addPayload().setContent(new StringType(text));
    }
    return communication;
  }

  /** MSA-2: the control id of the message that is answered. */
  private Optional<Reference> answered() {
    return reading
        .message()
        .first("MSA")
        .map(msa -> msa.field(2).value())
        .filter(id -> !id.isEmpty())
        .map(
            id ->
                new Reference()
                    .setType("Communication")
                    .setIdentifier(
                        new Identifier().setSystem(Systems.identifier("control-id")).setValue(id)));
  }

  private boolean needsPerson(Optional<Coding> answer) {
    var refused =
        reading.message().first("MSA").filter(msa -> REFUSED.contains(msa.field(1).value()));
    var settled = answer.filter(coding -> SETTLED.contains(coding.getCode())).isPresent();
    if (refused.isPresent() && settled) {
      reading.note(
          Problem.warning(
              ProblemCode.CONTRADICTION,
              "MSA-1",
              "MSA-1 says that the referral was not processed, RF1-1 that it was; a person is asked",
              "Send AA in MSA-1 when the referral was processed."));
    }
    return refused.isPresent() || !settled;
  }

  private Task task(Communication communication, Identifier referral, String code) {
    var task = new Task();
    task.setId(RecordIds.of("Task", "referral-answer", reading.sender().id(), key(referral), code));
    task.setStatus(TaskStatus.REQUESTED);
    task.setIntent(TaskIntent.ORDER);
    task.setCode(topic());
    task.setFocus(Party.reference(communication));
    task.setFor(person.reference());
    task.setAuthoredOnElement(Moments.dateTime(reading.inbound().receivedAt()));
    return task;
  }

  private static CodeableConcept topic() {
    return new CodeableConcept(
        new Coding(
            Systems.codeSystem("task"), "referral-answer", "Look at the answer to a referral"));
  }

  private static String key(Identifier referral) {
    return referral.getSystem() + '|' + referral.getValue();
  }
}
