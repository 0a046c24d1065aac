package parley.mappings.fhirmessage;

import org.hl7.fhir.convertors.factory.VersionConvertorFactory_30_40;
import org.hl7.fhir.dstu3.model.ReferralRequest;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;

/** The STU3 ReferralRequest (HL7 STU3, 12.10) as the ServiceRequest that R4 has in its place. */
final class Stu3Referral {

  private Stu3Referral() {}

  static ServiceRequest convert(ReferralRequest sent) {
    var request = new ServiceRequest();
    request.setId(sent.getIdElement().getIdPart());
    sent.getContained().stream()
        .map(VersionConvertorFactory_30_40::convertResource)
        .forEach(request::addContained);
    sent.getIdentifier().forEach(it -> request.addIdentifier((Identifier) r4(it)));
    if (sent.hasStatus()) {
      request.setStatus(status(sent.getStatus()));
    }
    request.setIntent(ServiceRequest.ServiceRequestIntent.ORDER);
    if (sent.hasPriority()) {
      request.setPriority(
          ServiceRequest.ServiceRequestPriority.fromCode(sent.getPriority().toCode()));
    }
    sent.getServiceRequested().stream()
        .findFirst()
        .ifPresent(it -> request.setCode((CodeableConcept) r4(it)));
    if (sent.hasSpecialty()) {
      request.setPerformerType((CodeableConcept) r4(sent.getSpecialty()));
    }
    if (sent.hasSubject()) {
      request.setSubject((Reference) r4(sent.getSubject()));
    }
    if (sent.hasAuthoredOn()) {
      request.setAuthoredOnElement(
          new org.hl7.fhir.r4.model.DateTimeType(sent.getAuthoredOnElement().getValueAsString()));
    }
    if (sent.getRequester().hasAgent()) {
      request.setRequester((Reference) r4(sent.getRequester().getAgent()));
    }
    sent.getRecipient().forEach(it -> request.addPerformer((Reference) r4(it)));
    sent.getReasonCode().forEach(it -> request.addReasonCode((CodeableConcept) r4(it)));
    sent.getReasonReference().forEach(it -> request.addReasonReference((Reference) r4(it)));
    sent.getSupportingInfo().forEach(it -> request.addSupportingInfo((Reference) r4(it)));
    if (sent.hasDescription()) {
      request.addReasonCode(new CodeableConcept().setText(sent.getDescription()));
    }
    sent.getNote().forEach(it -> request.addNote().setText(it.getText()));
    return request;
  }

  /** STU3 request-status: what is cancelled there is revoked in R4, and suspended is on hold. */
  private static ServiceRequest.ServiceRequestStatus status(
      ReferralRequest.ReferralRequestStatus status) {
    return switch (status) {
      case DRAFT -> ServiceRequest.ServiceRequestStatus.DRAFT;
      case ACTIVE -> ServiceRequest.ServiceRequestStatus.ACTIVE;
      case SUSPENDED -> ServiceRequest.ServiceRequestStatus.ONHOLD;
      case CANCELLED -> ServiceRequest.ServiceRequestStatus.REVOKED;
      case COMPLETED -> ServiceRequest.ServiceRequestStatus.COMPLETED;
      case ENTEREDINERROR -> ServiceRequest.ServiceRequestStatus.ENTEREDINERROR;
      default -> ServiceRequest.ServiceRequestStatus.UNKNOWN;
    };
  }

  private static org.hl7.fhir.r4.model.Type r4(org.hl7.fhir.dstu3.model.Type sent) {
    return VersionConvertorFactory_30_40.convertType(sent);
  }
}
