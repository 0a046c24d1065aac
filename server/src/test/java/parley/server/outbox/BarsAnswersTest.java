package parley.server.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.EpisodeOfCare.EpisodeOfCareStatus;
import org.hl7.fhir.r4.model.MessageHeader;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import parley.server.Messages;
import parley.server.bars.BarsMessages;

/** A service refers by BaRS, an EHR works by FHIR REST, the service gets the answers by BaRS. */
class BarsAnswersTest {

  private static Clinic clinic;

  @BeforeAll
  static void start() {
    clinic = new Clinic();
  }

  @Test
  void aReferralByBarsIsAnsweredByBars() {
    clinic.bars.busy(1);
    var correlation =
        clinic.bars.refer(
            clinic.http, BarsMessages.referral("OUT-11", Messages.nhsNumber(511), "active"));
    var course = clinic.course("OUT-11");
    course.setStatus(EpisodeOfCareStatus.WAITLIST);
    clinic.put(course);

    var calls = clinic.bars.await(correlation, 2);
    var call = calls.get(0);
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.path()).isEqualTo("/fhir/$process-message");
    assertThat(call.header("NHSD-Target-Identifier")).isEqualTo(BarsPeer.TARGET);
    assertThat(call.header("Content-Type")).startsWith("application/fhir+json");
    assertThat(calls.get(1).header("X-Request-Id"))
        .as("the same id for the repeat after 503")
        .isEqualTo(call.header("X-Request-Id"));
    assertThat(calls.get(1).body()).isEqualTo(call.body());
    var bundle = clinic.gateway.fhir().newJsonParser().parseResource(Bundle.class, call.body());
    var header = (MessageHeader) bundle.getEntryFirstRep().getResource();
    assertThat(header.getEventCoding().getCode()).isEqualTo("servicerequest-response");
    assertThat(header.getResponse().getIdentifier())
        .as("the MessageHeader of the request")
        .isEqualTo("20000000-0000-4000-8000-000000000001");
    assertThat(header.getSource().getEndpoint())
        .isEqualTo("https://fhir.nhs.uk/Id/dos-service-id|2000099999");
    assertThat(header.getDestinationFirstRep().getEndpoint())
        .isEqualTo("https://fhir.nhs.uk/Id/dos-service-id|2000088888");
    assertThat(header.getFocusFirstRep().getReference())
        .isEqualTo(bundle.getEntry().get(1).getFullUrl());
    var referral = (ServiceRequest) bundle.getEntry().get(1).getResource();
    assertThat(referral.getIdElement().getIdPart()).isEqualTo("r-OUT-11");
    assertThat(referral.getIdentifierFirstRep().getValue()).isEqualTo("OUT-11");
    assertThat(referral.getStatus()).isEqualTo(ServiceRequest.ServiceRequestStatus.ACTIVE);
    assertThat(call.body()).doesNotContain(Messages.nhsNumber(511)).doesNotContain("Barsperson");
  }

  @Test
  void aRejectedReferralByBarsIsAnsweredAsRevokedAndOnce() throws Exception {
    var correlation =
        clinic.bars.refer(
            clinic.http, BarsMessages.referral("OUT-12", Messages.nhsNumber(512), "active"));
    clinic.decide("OUT-12", "reject");
    var call = clinic.bars.await(correlation, 1).get(0);
    var bundle = clinic.gateway.fhir().newJsonParser().parseResource(Bundle.class, call.body());
    assertThat(((ServiceRequest) bundle.getEntry().get(1).getResource()).getStatus())
        .isEqualTo(ServiceRequest.ServiceRequestStatus.REVOKED);
    clinic.awaitState("OUT-12", "sent");
    assertThat(clinic.outbox("OUT-12")).hasSize(1);
    assertThat(clinic.bars.calls(correlation)).hasSize(1);
  }
}
