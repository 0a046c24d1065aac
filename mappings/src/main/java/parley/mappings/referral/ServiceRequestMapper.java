package parley.mappings.referral;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestIntent;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestPriority;
import org.hl7.fhir.r4.model.ServiceRequest.ServiceRequestStatus;
import parley.mappings.Sender;
import parley.mappings.clinical.Notes;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Codes;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/** RF1 and NTE to the elements of a ServiceRequest that refer to nothing else. */
final class ServiceRequestMapper {

  private final Reading reading;
  private final Codes codes;
  private final Segment rf1;

  ServiceRequestMapper(Reading reading, Segment rf1) {
    this.reading = reading;
    this.codes = reading.codes();
    this.rf1 = rf1;
  }

  ServiceRequest request() {
    var request = new ServiceRequest();
    status(request);
    request.setIntent(ServiceRequestIntent.ORDER);
    category(request);
    priority(request);
    codes.mapped("referral-type", rf1, 3).ifPresent(request::setCode);
    occurrence(request);
    authoredOn(request);
    reasonCode(request);
    source(request);
    for (var text : Notes.general(reading.message())) {
      request.addNote().setText(text);
    }
    return request;
  }

  /**
   * Elements of the stored referral that the message ends, by the HL7 null or by a code that FHIR
   * has no element for.
   *
   * @param request what {@link #request()} made
   */
  Set<String> cleared(ServiceRequest request) {
    var cleared = new HashSet<String>();
    // A priority that cannot be said in FHIR still ends the one stored.
    if (rf1.field(2).isNull() || (rf1.field(2).hasValue() && !request.hasPriority())) {
      cleared.add("priority");
    }
    // RF1-5 is one category: another one, or the null, ends the one stored.
    if (!rf1.field(5).isEmpty()) {
      cleared.add("category");
    }
    if (rf1.field(3).isNull()) {
      cleared.add("code");
    }
    addIfNull(cleared, Sender.Fact.REFERRAL_BREACH_DATE, "occurrence");
    addIfNull(cleared, Sender.Fact.REFERRAL_RECEIVED, "authoredOn");
    addIfNull(cleared, Sender.Fact.REFERRAL_REASON, "reasonCode");
    addIfNull(
        cleared, Sender.Fact.REFERRAL_SOURCE, "extension:" + Systems.EXT_SOURCE_OF_SERVICE_REQUEST);
    if (!rf1.field(2).isEmpty()) {
      cleared.add(Codes.KEPT);
    }
    return cleared;
  }

  /**
   * Elements of {@link #request()} that the message does not say but every referral has: they are
   * for a new referral, and leave a stored one as it was, so that a change which does not speak of
   * the status does not revive a referral that was revoked or completed.
   */
  Set<String> defaults() {
    var defaults = new HashSet<>(Set.of("intent"));
    if (!rf1.field(1).hasValue()) {
      defaults.add("status");
    }
    if (rf1.field(5).isEmpty()) {
      defaults.add("category");
    }
    return defaults;
  }

  private void addIfNull(Set<String> cleared, Sender.Fact fact, String element) {
    if (reading.told(fact).filter(told -> told.field().isNull()).isPresent()) {
      cleared.add(element);
    }
  }

  /** RF1-1, HL7 table 0283; a new referral that does not say is in force, or it were not sent. */
  private void status(ServiceRequest request) {
    var code = rf1.field(1).value();
    var status = codes.code("referral-status", rf1, 1, code);
    if (status.isEmpty() && !code.isEmpty()) {
      request.setStatus(ServiceRequestStatus.UNKNOWN);
      request.getStatusElement().addExtension(codes.kept(rf1, 1, code));
    } else {
      request.setStatus(
          status.map(ServiceRequestStatus::fromCode).orElse(ServiceRequestStatus.ACTIVE));
    }
  }

  private void category(ServiceRequest request) {
    request.addCategory(
        new CodeableConcept(new Coding(Systems.SNOMED_CT, "3457005", "Patient referral")));
    codes.mapped("referral-category", rf1, 5).ifPresent(request::addCategory);
  }

  private void priority(ServiceRequest request) {
    var code = rf1.field(2).value();
    var priority = codes.code("referral-priority", rf1, 2, code);
    priority.map(ServiceRequestPriority::fromCode).ifPresent(request::setPriority);
    if (priority.isEmpty() && !code.isEmpty()) {
      // On the resource: a priority without a value fails the value set it is bound to.
      request.addExtension(codes.kept(rf1, 2, code));
    }
  }

  /** The wait ends on the breach date at the latest. */
  private void occurrence(ServiceRequest request) {
    reading
        .told(Sender.Fact.REFERRAL_BREACH_DATE)
        .flatMap(told -> reading.dateTime(told.value(), told.location()))
        .ifPresent(breach -> request.setOccurrence(new Period().setEndElement(breach)));
  }

  /**
   * When the referral was received; failing that, when the message that made it was written. A
   * later change says nothing of when the referral was made.
   */
  private void authoredOn(ServiceRequest request) {
    var received = reading.told(Sender.Fact.REFERRAL_RECEIVED);
    received
        .map(told -> reading.dateTime(told.value(), told.location()))
        .orElseGet(this::written)
        .ifPresent(request::setAuthoredOnElement);
  }

  private Optional<DateTimeType> written() {
    var message = reading.message();
    return message.envelope().triggerEvent().equals("I12")
        ? message.first("MSH").flatMap(msh -> reading.dateTime(msh, 7))
        : Optional.empty();
  }

  private void reasonCode(ServiceRequest request) {
    reading
        .told(Sender.Fact.REFERRAL_REASON)
        .flatMap(
            told ->
                told.component() == 1
                    ? codes.concept(told.segment(), told.number())
                    : Optional.of(new CodeableConcept().setText(told.value())))
        .ifPresent(request::addReasonCode);
  }

  private void source(ServiceRequest request) {
    reading
        .told(Sender.Fact.REFERRAL_SOURCE)
        .filter(told -> told.field().hasValue())
        .flatMap(told -> codes.concept(told.segment(), told.number()))
        .ifPresent(from -> request.addExtension(Systems.EXT_SOURCE_OF_SERVICE_REQUEST, from));
  }
}
