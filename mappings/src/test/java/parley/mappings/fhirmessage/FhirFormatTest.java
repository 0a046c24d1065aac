package parley.mappings.fhirmessage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import parley.mappings.Content;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.MessageFormat;
import parley.mappings.Problem;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Sender;
import parley.mappings.Transport;
import parley.mappings.Transport.Fact;
import parley.mappings.golden.GoldenCase;
import parley.terminology.PackagedTerminology;

/** FHIR told from other content, and read without harm. */
class FhirFormatTest {

  private final Mappings mappings = new Mappings(PackagedTerminology.packaged());
  private final FhirFormat format = new FhirFormat();

  @Test
  void contentIsToldByItsFirstCharacter() {
    assertThat(format("{\"resourceType\":\"Bundle\"}")).isEqualTo(MessageFormat.FHIR);
    assertThat(format("\ufeff <Bundle xmlns=\"http://hl7.org/fhir\"/>"))
        .isEqualTo(MessageFormat.FHIR);
    assertThat(format("MSH|^~\\&|A|B|||20261122||ADT^A28|1|P|2.4")).isEqualTo(MessageFormat.HL7_V2);
    assertThat(format("%PDF-1.7")).isEmpty();
    assertThat(format("")).isEmpty();
  }

  @Test
  void aTransportThatNamesAnotherFormatIsBelieved() {
    var said = new Transport(Map.of(Fact.FORMAT, "csv"));
    assertThat(format.recognises(new Content(bytes("{"), said))).isFalse();
  }

  @Test
  void theHeadingSaysWhoAndWhat() {
    var golden = GoldenCase.read("bars/referral-new");
    var heading = format.heading(golden.content()).orElseThrow();
    assertThat(heading.type()).isEqualTo("FHIR^servicerequest-request");
    assertThat(heading.application()).isEqualTo("https://fhir.nhs.uk/Id/dos-service-id|2000088888");
    assertThat(heading.facility()).isEqualTo("RX1");
    assertThat(heading.controlId())
        .isEqualTo(golden.transport().get(Fact.REQUEST_ID).orElseThrow());
    var silent = format.heading(new Content(golden.bytes())).orElseThrow();
    assertThat(silent.controlId()).isEqualTo("20000000-0000-4000-8000-000000000001");
  }

  @Test
  void messagesOfOnePersonAreKeptInOrderByTheNhsNumber() {
    var golden = GoldenCase.read("bars/referral-new");
    assertThat(
            format.patientKeys(golden.sender(), golden.content(), PackagedTerminology.packaged()))
        .isEqualTo(Set.of("https://fhir.nhs.uk/Id/nhs-number|9990004005"));
  }

  @Test
  void newChangedAndWithdrawnAreOneReferral() {
    assertThat(referral("bars/referral-update")).isEqualTo(referral("bars/referral-new"));
    assertThat(referral("bars/referral-revoked")).isEqualTo(referral("bars/referral-new"));
    assertThat(referral("stu3/ers-cancelled")).isEqualTo(referral("stu3/ers-referral"));
  }

  private String referral(String golden) {
    var mapped = (MappingResult.Mapped) mappings.map(GoldenCase.read(golden).inbound());
    return mapped.bundle().entries().stream()
        .filter(Write.class::isInstance)
        .map(entry -> ((Write) entry).resource())
        .filter(resource -> resource.fhirType().equals("ServiceRequest"))
        .map(resource -> resource.getIdPart())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anEntityIsRefusedInWhateverEncodingItHides() {
    var bomb = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\">]><Bundle>&a;</Bundle>";
    assertThat(problem(bytes(bomb)).code().name()).isEqualTo("UNPARSABLE");
    assertThat(
            problem("<Bundle>\u00e9</Bundle>".getBytes(StandardCharsets.ISO_8859_1)).code().name())
        .isEqualTo("CHARSET");
    var utf16 = "<?xml version=\"1.0\" encoding=\"UTF-16\"?><Bundle/>";
    assertThat(problem(bytes(utf16)).code().name()).isEqualTo("CHARSET");
  }

  @Test
  void aFaultIsToldWithoutTheValue() {
    var text = new String(GoldenCase.read("bars/bad-date").bytes(), StandardCharsets.UTF_8);
    var problem = problem(bytes(text.replace("yesterday", "SECRETVALUE")));
    assertThat(problem.toString()).doesNotContain("SECRETVALUE");
  }

  private Problem problem(byte[] content) {
    var inbound = new InboundMessage("1", Instant.EPOCH, Sender.withDefaults("test"), content);
    return ((MappingResult.Rejected) mappings.map(inbound)).problems().get(0);
  }

  private static String format(String text) {
    return Mappings.format(new Content(bytes(text))).map(MessageFormat::name).orElse("");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
