package parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.hl7.fhir.r4.model.Communication;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import parley.mappings.RecordIds;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** Letters, results and answers that arrive in another order than they were written in. */
class OvertakenMessagesTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);
  private final String number = UUID.randomUUID().toString().substring(0, 8);
  private final String nhsNumber = Messages.nhsNumber(820);

  private static byte[] pdf(String content) {
    return ("%PDF-1.4\n" + content + "\n%%EOF\n").getBytes(StandardCharsets.ISO_8859_1);
  }

  private String letter(String event, String written, String type, String txa, byte[] content) {
    var obx =
        content.length == 0
            ? ""
            : "OBX|1|ED|L^Letter||^"
                + type.replace('/', '^')
                + "^Base64^"
                + Base64.getEncoder().encodeToString(content)
                + "\n";
    return """
        MSH|^~\\&|TESTLETTER|RXX|PARLEY|RXX|%s||MDM^%s|%s|P|2.4
        EVN|%s|%s
        PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2
        TXA|1|DS^Letter|||||||||| %s
        %s"""
        .formatted(
            written,
            event,
            UUID.randomUUID().toString().substring(0, 18),
            event,
            written,
            nhsNumber,
            txa,
            obx)
        .replace("| ", "|");
  }

  private String result(String written, String value, String status) {
    return """
        MSH|^~\\&|TESTLAB|RXX|PARLEY|RXX|%s||ORU^R01|%s|P|2.4
        PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2
        OBR|1||%s^RXX|HBA1C|||20261101093000||||||||||||||||||%s
        OBX|1|NM|59261-8^HbA1c^LN||%s|mmol/mol|||||%s
        """
        .formatted(
            written,
            UUID.randomUUID().toString().substring(0, 18),
            nhsNumber,
            number,
            status,
            value,
            status);
  }

  private void applied(String message) {
    assertThat(http.hl7(message)).contains("MSA|AA|");
  }

  private <T extends Resource> T read(Class<T> type, String id) {
    var json = http.get("/fhir/" + type.getSimpleName() + '/' + id).body();
    return gateway.fhir().newJsonParser().parseResource(type, json);
  }

  private DocumentReference document() {
    var system = "https://parley.example/fhir/Id/document/RXX";
    return read(DocumentReference.class, RecordIds.of("DocumentReference", system, number));
  }

  @Test
  void anEditedLetterStaysEditedAndACancelledOneCancelled() {
    var txa = number + "^RXX";
    applied(letter("T08", "20261102083000", "application/pdf", txa, pdf("edited")));
    var edited = document().getContentFirstRep().getAttachment().getUrl();
    applied(letter("T02", "20261102080000", "application/pdf", txa, pdf("first")));
    assertThat(document().getContentFirstRep().getAttachment().getUrl()).isEqualTo(edited);
    assertThat(document().getMeta().getVersionId()).isEqualTo("1");

    applied(letter("T11", "20261102084500", "", txa, new byte[0]));
    applied(letter("T02", "20261102081500", "application/pdf", txa, pdf("late")));

    assertThat(document().getStatus().toCode()).isEqualTo("entered-in-error");
    assertThat(document().getContentFirstRep().getAttachment().getUrl()).isEqualTo(edited);
  }

  @Test
  void aLetterThatWasCancelledBeforeItCameStaysCancelled() {
    var txa = number + "^RXX";
    applied(letter("T11", "20261102084500", "", txa, new byte[0]));
    applied(letter("T02", "20261102081500", "application/pdf", txa, pdf("late")));

    assertThat(document().getStatus().toCode()).isEqualTo("entered-in-error");
  }

  @Test
  void aCorrectedResultIsNotUndoneByTheOneItCorrects() {
    applied(result("20261102083000", "58", "C"));
    applied(result("20261102080000", "85", "F"));

    var found =
        http.get(
                "/fhir/Observation?_sort=-_lastUpdated&_count=1&code=http://loinc.org%7C59261-8"
                    + "&subject:Patient.identifier="
                    + nhsNumber)
            .body();
    var bundle =
        gateway.fhir().newJsonParser().parseResource(org.hl7.fhir.r4.model.Bundle.class, found);
    var observation = (Observation) bundle.getEntryFirstRep().getResource();
    assertThat(observation.getValueQuantity().getValue()).isEqualByComparingTo("58");
    assertThat(observation.getStatus().toCode()).isEqualTo("corrected");

    applied(result("20261102084500", "58", "D"));
    assertThat(read(Observation.class, observation.getIdPart()).getStatus().toCode())
        .isEqualTo("entered-in-error");
  }

  @Test
  void aLetterOfHtmlIsGivenOutAsText() {
    var html = "<html><script>x()</script></html>".getBytes(StandardCharsets.UTF_8);
    applied(letter("T02", "20261102080000", "text/html", number + "^RXX", html));
    var url = document().getContentFirstRep().getAttachment().getUrl();

    var response =
        http.send(
            java.net.http.HttpRequest.newBuilder(http.uri("/fhir/" + url))
                .header("Accept", "text/html,*/*")
                .GET());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow()).doesNotContain("html");
  }

  @Test
  void aLetterThatNamesItsReferralIsOfItsCourse() {
    var referral = "R" + number;
    applied(Messages.referral("OM-" + number, nhsNumber, referral));
    var named =
        letter("T02", "20261102080000", "application/pdf", number + "^RXX", pdf("x"))
            .replace(number + "^RXX\n", number + "^RXX||" + referral + "^TESTGP\n");

    applied(named);

    var context = document().getContext();
    assertThat(context.getRelatedFirstRep().getIdentifier().getValue()).isEqualTo(referral);
  }

  @Test
  void anAnswerIsAboutTheReferralThatAClientWroteAndDoesNotChangeIt() {
    applied(Messages.person("OP-" + number, nhsNumber + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var patient = RecordIds.of("Patient", "https://fhir.nhs.uk/Id/nhs-number", nhsNumber);
    var request =
        """
        {"resourceType":"ServiceRequest","status":"active","intent":"order",
         "identifier":[{"system":"https://parley.example/fhir/Id/referral/RXX","value":"%s"}],
         "subject":{"reference":"Patient/%s"}}"""
            .formatted(number, patient);
    assertThat(http.postJson("/fhir/ServiceRequest", request).statusCode()).isEqualTo(201);
    var rri =
        """
        MSH|^~\\&|TESTPEER|RYY|PARLEY|RXX|20261102083000||RRI^I12|%s|P|2.4
        MSA|AA|P77
        RF1|R|R|||||%s^RXX
        PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2
        """
            .formatted(number, number, nhsNumber)
            .replace("R|R|||||", "R|R||||");

    applied(rri);

    var found =
        gateway
            .fhir()
            .newJsonParser()
            .parseResource(
                org.hl7.fhir.r4.model.Bundle.class,
                http.get("/fhir/Communication?subject=Patient/" + patient).body());
    var answer =
        found.getEntry().stream()
            .map(entry -> (Communication) entry.getResource())
            .filter(one -> one.getBasedOnFirstRep().getIdentifier().getValue().equals(number))
            .findFirst()
            .orElseThrow();
    assertThat(answer.getBasedOnFirstRep().getReference()).startsWith("ServiceRequest/");
    assertThat(http.get("/fhir/" + answer.getBasedOnFirstRep().getReference()).body())
        .contains("\"status\":\"active\"");
    assertThat(http.get("/fhir/Task?focus=Communication/" + answer.getIdPart()).body())
        .contains("referral-answer");
  }

  @Test
  void anAcknowledgementIsJournalledAndNotAnswered() {
    var ack =
        """
        MSH|^~\\&|TESTPEER|RYY|PARLEY|RXX|20261102083000||ACK^I12^ACK|A%s|P|2.4
        MSA|AA|P77
        """
            .formatted(number);

    assertThat(http.hl7(ack)).isEmpty();
    assertThat(
            gateway
                .jdbc()
                .queryForObject(
                    "select state from message_journal where control_id = ?",
                    String.class,
                    "A" + number))
        .isEqualToIgnoringCase("rejected");
  }

  @Test
  void aLetterOfSevenMegabytesIsStoredAndGivenBackWhole() {
    var bytes = pdf("x".repeat(7_000_000));
    var begun = Instant.now();
    applied(letter("T02", "20261102080000", "application/pdf", number + "^RXX", bytes));
    assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofMinutes(1));

    var attachment = document().getContentFirstRep().getAttachment();
    assertThat(attachment.getSize()).isEqualTo(bytes.length);
    assertThat(http.get("/fhir/" + attachment.getUrl()).body()).hasSizeGreaterThan(7_000_000);
  }
}
