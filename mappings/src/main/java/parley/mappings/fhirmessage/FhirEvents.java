package parley.mappings.fhirmessage;

import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.ServiceRequest;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.terminology.Terminology;

/** The one list of FHIR messages that Parley takes. */
final class FhirEvents {

  private FhirEvents() {}

  static MappingResult map(
      FhirMessage message, InboundMessage inbound, Terminology terminology, Findings findings) {
    return findings.result(
        message.stu3()
            ? ofStu3(message, inbound, terminology, findings)
            : ofR4(message, inbound, terminology, findings));
  }

  private static Optional<RecordBundle> ofR4(
      FhirMessage message, InboundMessage inbound, Terminology terminology, Findings findings) {
    var isMessage =
        message.bundle().filter(it -> it.getType() == Bundle.BundleType.MESSAGE).isPresent();
    if (!isMessage) {
      return unsupported(
          ProblemCode.UNSUPPORTED_TYPE,
          "Bundle.type",
          "the resource is not a message",
          "Send a Bundle of type message, with a MessageHeader.",
          findings);
    }
    if (message.header().isEmpty()) {
      findings.missing(
          "MessageHeader",
          "the message has no MessageHeader, so it does not say what it is",
          "Send the MessageHeader in the first entry.");
      return Optional.empty();
    }
    return switch (message.event()) {
      case "servicerequest-request" ->
          new ReferralRequests(message, inbound, terminology, findings).record();
      case "servicerequest-response" -> new ReferralAnswers(message, inbound, findings).record();
      case "booking-request" -> new BookingRequests(message, inbound, findings).record();
      default ->
          unsupported(
              ProblemCode.UNSUPPORTED_EVENT,
              "MessageHeader.eventCoding",
              "Parley does not take messages of this event",
              "Send one of booking-request, servicerequest-request, servicerequest-response.",
              findings);
    };
  }

  /** e-RS sends the referral as a resource; ITK3 sends documents whatever its event is called. */
  private static Optional<RecordBundle> ofStu3(
      FhirMessage message, InboundMessage inbound, Terminology terminology, Findings findings) {
    if (!message.all(ServiceRequest.class).isEmpty() && message.all(Composition.class).isEmpty()) {
      return new ReferralRequests(message, inbound, terminology, findings).record();
    }
    if (message.header().isPresent()) {
      return new Documents(message, inbound, findings).record();
    }
    return unsupported(
        ProblemCode.UNSUPPORTED_TYPE,
        "MessageHeader",
        "Parley takes STU3 referrals and document messages only",
        "Send a ReferralRequest, or a message Bundle with a MessageHeader and a document.",
        findings);
  }

  private static Optional<RecordBundle> unsupported(
      ProblemCode code, String location, String rule, String remedy, Findings findings) {
    findings.note(Problem.error(code, location, rule, remedy));
    return Optional.empty();
  }
}
