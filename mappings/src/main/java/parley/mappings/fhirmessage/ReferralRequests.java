package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import parley.mappings.InboundMessage;
import parley.mappings.Person;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.reading.Moments;
import parley.mappings.referral.ProvenanceMapper;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/**
 * A person is referred (BaRS servicerequest-request, e-RS ReferralRequest): new, changed or
 * withdrawn. The record is that of REF^I12, I13 and I14.
 */
final class ReferralRequests {

  /** What a referral is made of; more than these has no place in the record. */
  private static final Set<String> CARRIED =
      Set.of(
          "MessageHeader",
          "ServiceRequest",
          "Patient",
          "Organization",
          "Practitioner",
          "PractitionerRole",
          "Condition",
          "Observation",
          "AllergyIntolerance",
          "Consent",
          "CarePlan",
          "DocumentReference",
          "Binary");

  private static final Set<ServiceRequestStatus> WITHDRAWN =
      Set.of(ServiceRequestStatus.REVOKED, ServiceRequestStatus.ENTEREDINERROR);

  private final FhirMessage message;
  private final InboundMessage inbound;
  private final Terminology terminology;
  private final Findings findings;

  ReferralRequests(
      FhirMessage message, InboundMessage inbound, Terminology terminology, Findings findings) {
    this.message = message;
    this.inbound = inbound;
    this.terminology = terminology;
    this.findings = findings;
  }

  /** The record; empty, and noted, when the message does not say enough. */
  Optional<RecordBundle> record() {
    var request = message.focus(ServiceRequest.class, findings);
    if (request.isEmpty()) {
      return Optional.empty();
    }
    var identifiers =
        ReferralIds.of(request.get(), "referral", message, inbound.sender(), findings);
    var surroundings = new Surroundings(message, inbound, findings);
    var person = surroundings.person(request);
    if (identifiers.isEmpty() || person.isEmpty()) {
      return Optional.empty();
    }
    message
        .resources()
        .map(Resource::fhirType)
        .filter(type -> !CARRIED.contains(type) && !ReferralScreening.READ.contains(type))
        .distinct()
        .forEach(findings::notCarried);
    return Optional.of(record(request.get(), identifiers, surroundings, person.get()));
  }

  private RecordBundle record(
      ServiceRequest sent, List<Identifier> identifiers, Surroundings surroundings, Person person) {
    var subject = new Reference("Patient/" + person.id());
    var number = identifiers.get(0);
    var id = RecordIds.of("ServiceRequest", number.getSystem(), number.getValue());
    var copy = copy(sent, id, surroundings.adoption(), subject);
    copy.setIdentifier(identifiers);
    if (!copy.hasRequester()) {
      surroundings.sender().ifPresent(copy::setRequester);
    }
    var course = new CourseEntries(id, subject, receiving(copy), inbound);
    var screening =
        new ReferralScreening(
            message, inbound, findings, surroundings.adoption(), subject, course.reference());
    var entries = new ArrayList<>(surroundings.entries());
    if (isWithdrawn(sent)) {
      copy.setStatus(ServiceRequestStatus.REVOKED);
      entries.add(written(copy, Set.of()));
      entries.add(course.ended());
      entries.add(course.triageEnded());
      entries.addAll(screening.entries(false));
      entries.add(provenance("CANCEL", "cancel", course.reference(), subject));
    } else {
      entries.addAll(clinical(copy, surroundings.adoption(), subject, course.reference()));
      entries.add(written(copy, sent.hasStatus() ? Set.of() : Set.of("status")));
      entries.add(course.begun());
      entries.add(course.triage());
      entries.addAll(screening.entries(true));
      entries.add(
          message.reason().equals("update")
              ? provenance("UPDATE", "revise", course.reference(), subject)
              : provenance("CREATE", "create", course.reference(), subject));
    }
    return new RecordBundle(List.of(person), entries);
  }

  private boolean isWithdrawn(ServiceRequest sent) {
    return message.reason().equals("delete")
        || (sent.hasStatus() && WITHDRAWN.contains(sent.getStatus()));
  }

  /** The clinical entries; the referral refers to them. */
  private List<Entry> clinical(
      ServiceRequest copy, Adoption adoption, Reference subject, Reference referral) {
    var clinical =
        new ClinicalEntries(message, inbound, terminology, findings, adoption, subject, referral);
    clinical.read();
    clinical.presenting().forEach(copy::addReasonReference);
    clinical.supporting().forEach(copy::addSupportingInfo);
    return clinical.entries();
  }

  private ServiceRequest copy(
      ServiceRequest sent, String id, Adoption adoption, Reference subject) {
    var copy = adoption.copy(sent, id);
    // What was written about the request before the message was sent is the sender's own business;
    // a referral based on another would count as made onward from a course of ours.
    copy.setBasedOn(List.of());
    copy.setReplaces(List.of());
    copy.setEncounter(null);
    copy.setReasonReference(new ArrayList<>());
    copy.setSupportingInfo(new ArrayList<>());
    copy.setInsurance(List.of());
    copy.setSpecimen(List.of());
    copy.setRelevantHistory(List.of());
    copy.setSubject(subject.copy());
    copy.setIntent(ServiceRequestIntent.ORDER);
    if (!copy.hasStatus()) {
      copy.setStatus(ServiceRequestStatus.ACTIVE);
    }
    if (copy.getCategory().stream().noneMatch(it -> it.hasCoding(Systems.SNOMED_CT, "3457005"))) {
      var categories = new ArrayList<CodeableConcept>();
      categories.add(
          new CodeableConcept(new Coding(Systems.SNOMED_CT, "3457005", "Patient referral")));
      categories.addAll(copy.getCategory());
      copy.setCategory(categories);
    }
    if (!copy.hasAuthoredOn() && !message.reason().equals("update")) {
      copy.setAuthoredOnElement(Moments.dateTime(inbound.receivedAt()));
    }
    return copy;
  }

  private static Optional<Reference> receiving(ServiceRequest request) {
    return request.getPerformer().stream()
        .filter(it -> String.valueOf(it.getReference()).startsWith("Organization/"))
        .findFirst();
  }

  private Entry written(ServiceRequest request, Set<String> silent) {
    var defaults = new HashSet<>(silent);
    defaults.add("intent");
    return MessageMoment.notOlder(request, defaults, MessageMoment.of(message, inbound));
  }

  private Entry provenance(String code, String display, Reference request, Reference subject) {
    return Write.always(
        ProvenanceMapper.provenance(
            inbound, new Coding(Systems.DATA_OPERATION, code, display), List.of(request, subject)));
  }
}
