package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.AllergyIntolerance;
import org.hl7.fhir.r4.model.BaseDateTimeType;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DomainResource;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.InboundMessage;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.clinical.ConditionMapper;
import parley.mappings.questionnaire.AssessmentWrites;
import parley.mappings.questionnaire.FutureDates;
import parley.mappings.questionnaire.ShippedQuestionnaires;
import parley.mappings.reading.LongTermConditions;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/** What a referral says of the person's health, as the referrals of HL7 v2 write it. */
final class ClinicalEntries {

  private final FhirMessage message;
  private final InboundMessage inbound;
  private final LongTermConditions longTermConditions;
  private final Findings findings;
  private final Adoption adoption;
  private final Reference subject;
  private final Reference referral;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Reference> presenting = new ArrayList<>();
  private final List<Reference> supporting = new ArrayList<>();
  private final Map<String, Integer> seen = new HashMap<>();

  ClinicalEntries(
      FhirMessage message,
      InboundMessage inbound,
      Terminology terminology,
      Findings findings,
      Adoption adoption,
      Reference subject,
      Reference referral) {
    this.message = message;
    this.inbound = inbound;
    this.longTermConditions = new LongTermConditions(terminology, inbound.sender());
    this.findings = findings;
    this.adoption = adoption;
    this.subject = subject;
    this.referral = referral;
  }

  /** The problems the person is referred for. */
  List<Reference> presenting() {
    return presenting;
  }

  /** Long-term conditions, observations and the rest. */
  List<Reference> supporting() {
    return supporting;
  }

  List<Entry> entries() {
    return entries;
  }

  /** Reads everything; what has no place is noted once for each type. */
  void read() {
    message.all(AllergyIntolerance.class).forEach(this::allergy);
    message.all(Condition.class).forEach(this::condition);
    message.all(Observation.class).forEach(this::observation);
    message.all(Consent.class).forEach(this::consent);
    message.all(CarePlan.class).forEach(this::carePlan);
    supporting.addAll(
        new DocumentEntries(message, inbound, adoption, subject, referral.getReference())
            .addTo(entries));
  }

  private void allergy(AllergyIntolerance sent) {
    var id =
        RecordIds.of("AllergyIntolerance", subject.getReference(), BusinessIds.of(sent.getCode()));
    var copy = adoption.copy(sent, id);
    copy.setPatient(subject.copy());
    copy.setEncounter(null);
    take(sent, copy);
  }

  private void condition(Condition sent) {
    if (sent.getCode().isEmpty()) {
      findings.notCarried("Condition.code");
      return;
    }
    var longTerm = longTermConditions.isOfReferral(sent.getCode());
    var owner = longTerm ? subject.getReference() : referral.getReference();
    var id = RecordIds.of("Condition", owner, BusinessIds.of(sent.getCode()));
    var copy = adoption.copy(sent, id);
    copy.setSubject(subject.copy());
    copy.setEncounter(null);
    copy.setCategory(List.of(category(longTerm)));
    // To name a condition again does not make it active.
    var silent = copy.hasClinicalStatus() ? Set.<String>of() : ConditionMapper.DEFAULTS;
    if (!copy.hasClinicalStatus() && !isMistake(sent)) {
      copy.setClinicalStatus(
          new CodeableConcept(new Coding(Systems.CONDITION_CLINICAL, "active", "Active")));
    }
    var reference = take(sent, copy, silent);
    (longTerm ? supporting : presenting).add(reference);
  }

  private static boolean isMistake(Condition sent) {
    return sent.getVerificationStatus()
        .hasCoding(Systems.CONDITION_VERIFICATION, "entered-in-error");
  }

  private static CodeableConcept category(boolean longTerm) {
    return new CodeableConcept(
        longTerm
            ? new Coding(Systems.UKCORE_CONDITION_CATEGORY, "co-morbidity", "Co-morbidity")
            : new Coding(
                Systems.UKCORE_CONDITION_CATEGORY, "presenting-complaint", "Presenting Complaint"));
  }

  private void observation(Observation sent) {
    var future =
        sent.getEffective() instanceof BaseDateTimeType day
            && FutureDates.isFuture(day, inbound.receivedAt());
    if (future) {
      findings.note(
          Problem.warning(
              ProblemCode.INVALID_VALUE,
              "Observation.effective",
              "the observation is of a day that is still to come; the date was left out of the"
                  + " record",
              "Correct the date and send the message again."));
    }
    var key = BusinessIds.of(sent.getCode());
    var nth = seen.merge("Observation " + key, 1, Integer::sum);
    var id = RecordIds.of("Observation", referral.getReference(), key, String.valueOf(nth));
    var copy = adoption.copy(sent, id);
    copy.setSubject(subject.copy());
    copy.setEncounter(null);
    copy.setBasedOn(List.of());
    copy.setPartOf(List.of());
    if (future) {
      copy.setEffective(null);
    }
    supporting.add(take(sent, copy));
    entries.addAll(AssessmentWrites.ofAlerts(ShippedQuestionnaires.get().alerts(copy)));
  }

  private void consent(Consent sent) {
    var copy = adoption.copy(sent, numbered(sent));
    copy.setPatient(subject.copy());
    supporting.add(take(sent, copy));
  }

  private void carePlan(CarePlan sent) {
    var copy = adoption.copy(sent, numbered(sent));
    copy.setSubject(subject.copy());
    copy.setEncounter(null);
    copy.setActivity(List.of());
    if (sent.hasActivity()) {
      findings.notCarried("CarePlan.activity");
    }
    supporting.add(take(sent, copy));
  }

  /** By its identifier, else by its place among its like in the referral. */
  private String numbered(Resource sent) {
    var type = sent.fhirType();
    var nth = seen.merge(type, 1, Integer::sum);
    return BusinessIds.byIdentifier(type, BusinessIds.identifiers(sent))
        .orElseGet(() -> RecordIds.of(type, referral.getReference(), String.valueOf(nth)));
  }

  private Reference take(Resource sent, DomainResource copy) {
    return take(sent, copy, Set.of());
  }

  private Reference take(Resource sent, DomainResource copy, Set<String> defaults) {
    var reference = adoption.take(sent, copy.getIdPart());
    if (entries.stream().noneMatch(entry -> writes(entry, reference))) {
      entries.add(MessageMoment.notOlder(copy, defaults, MessageMoment.of(message, inbound)));
    }
    return reference;
  }

  private static boolean writes(Entry entry, Reference reference) {
    return entry instanceof Write write
        && reference
            .getReference()
            .equals(write.resource().fhirType() + '/' + write.resource().getIdPart());
  }
}
