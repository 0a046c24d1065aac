package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.camelroutes.Attempt;
import parley.camelroutes.JournalEntry;
import parley.camelroutes.MessageJournal;

/** Journal, acknowledgement and identity through the HTTP inlet, on PostgreSQL. */
class IntakeTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);

  @Test
  void answersTheSameBytesWithTheStoredAnswer() {
    var message = Messages.referral("IT-1", Messages.nhsNumber(1), "R-IT-1");
    var first = http.hl7(message);
    assertThat(first).contains("MSA|AA|IT-1");
    assertThat(http.hl7(message)).isEqualTo(first);
    assertThat(count("select count(*) from message_journal where control_id = 'IT-1'"))
        .isEqualTo(1);
    assertThat(referrals("R-IT-1")).isEqualTo(1);
  }

  @Test
  void refusesAControlIdUsedAgainForOtherBytes() {
    http.hl7(Messages.referral("IT-2", Messages.nhsNumber(2), "R-IT-2"));
    var other = Messages.referral("IT-2", Messages.nhsNumber(2), "R-IT-2-OTHER");
    assertThat(http.hl7(other)).contains("MSA|AR|IT-2").contains("CONTROL_ID_REUSED");
    assertThat(http.hl7(other)).contains("MSA|AR|IT-2");
    assertThat(referrals("R-IT-2-OTHER")).isZero();
  }

  @Test
  void oneEffectWhenTheSameMessageComesOverManyConnectionsAtOnce() throws Exception {
    var message = Messages.referral("IT-3", Messages.nhsNumber(3), "R-IT-3");
    var answers = atOnce(IntStream.range(0, 8).mapToObj(i -> message).toList());
    assertThat(answers).allMatch(answer -> answer.contains("MSA|AA|IT-3"));
    assertThat(referrals("R-IT-3")).isEqualTo(1);
    assertThat(patients(Messages.nhsNumber(3))).isEqualTo(1);
  }

  @Test
  void onePatientWhenManyMessagesBringHimAtOnce() throws Exception {
    var nhs = Messages.nhsNumber(4);
    var answers =
        atOnce(
            IntStream.range(0, 12)
                .mapToObj(i -> Messages.referral("IT-4-" + i, nhs, "R-IT-4-" + i))
                .toList());
    assertThat(answers).allMatch(answer -> answer.contains("MSA|AA|"));
    assertThat(patients(nhs)).isEqualTo(1);
  }

  private List<String> atOnce(List<String> messages) throws Exception {
    var pool = Executors.newFixedThreadPool(messages.size());
    try {
      var calls = messages.stream().map(message -> (Callable<String>) () -> http.hl7(message));
      var answers = new java.util.ArrayList<String>();
      for (var future : pool.invokeAll(calls.toList())) {
        answers.add(future.get());
      }
      return answers;
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void knowsAPersonByAnyIdentifierWhateverTheOrder() {
    var nhs = Messages.nhsNumber(5);
    http.hl7(Messages.person("IT-5a", "L500^^^RXX^PI", "EXAMPLE", "19800215"));
    http.hl7(Messages.person("IT-5b", "L500^^^RXX^PI~" + nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    http.hl7(Messages.referral("IT-5c", nhs, "R-IT-5"));
    assertThat(patients(nhs)).isEqualTo(1);
    assertThat(patients("L500")).isEqualTo(1);
  }

  @Test
  void parksAMessageAboutSomebodyElseUnderTheSameNumber() {
    var nhs = Messages.nhsNumber(6);
    http.hl7(Messages.person("IT-6a", nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var answer = http.hl7(Messages.person("IT-6b", nhs + "^^^NHS^NH", "OTHER", "19910303"));
    assertThat(answer).contains("MSA|AE|IT-6b").contains("IDENTITY_CONFLICT");
    assertThat(answer).doesNotContain("19910303").doesNotContain("OTHER");
    var parked = http.get("/journal?state=parked&type=ADT%5EA31").body();
    assertThat(parked).contains("IT-6b");
    assertThat(http.get("/fhir/Patient?identifier=" + nhs).body()).doesNotContain("OTHER");
    assertThat(http.get("/fhir/Task?code=identity-conflict&status=requested").body())
        .contains("Decide who a parked message is about");
    // A new surname alone is a marriage, not another person.
    assertThat(http.hl7(Messages.person("IT-6c", nhs + "^^^NHS^NH", "MARRIED", "19800215")))
        .contains("MSA|AA|");
  }

  @Test
  void appliesAParkedMessageOnceAPersonHasCorrectedTheRecord() {
    var nhs = Messages.nhsNumber(7);
    http.hl7(Messages.person("IT-7a", nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    http.hl7(Messages.person("IT-7b", nhs + "^^^NHS^NH", "OTHER", "19910303"));
    var id = patientId(nhs);
    var patch = "[{\"op\":\"replace\",\"path\":\"/birthDate\",\"value\":\"1991-03-03\"}]";
    assertThat(http.patch("/fhir/Patient/" + id, "application/json-patch+json", patch).statusCode())
        .isEqualTo(200);
    var entry = journalId("IT-7b");
    var replayed = http.post("/journal/" + entry + "/replay", "application/json", "");
    assertThat(replayed.body()).contains("\"state\":\"applied\"").contains("\"cause\":\"replay\"");
    assertThat(http.get("/fhir/Patient/" + id).body()).contains("OTHER");
    assertThat(http.get("/fhir/Task?code=identity-conflict&patient=" + id).body())
        .contains("\"completed\"");
  }

  @Test
  void joinsTwoPeopleAndMovesTheirReferences() {
    var nhs = Messages.nhsNumber(8);
    http.hl7(Messages.person("IT-8a", "L800^^^RXX^PI", "EXAMPLE", "19800215"));
    http.hl7(Messages.referral("IT-8b", nhs, "R-IT-8").replace(nhs + "^^^NHS^NH", "L800^^^RXX^PI"));
    http.hl7(Messages.person("IT-8c", nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    assertThat(http.hl7(Messages.join("IT-8d", nhs + "^^^NHS^NH", "L800^^^RXX^PI")))
        .contains("MSA|AA|IT-8d");
    var survivor = http.get("/fhir/Patient?identifier=" + nhs).body();
    assertThat(survivor).contains("\"replaces\"");
    assertThat(http.get("/fhir/Patient?identifier=L800").body())
        .contains("\"replaces\"")
        .doesNotContain("replaced-by");
    assertThat(
            http.get("/fhir/ServiceRequest?subject:Patient.identifier=" + nhs + "&_summary=count")
                .body())
        .contains("\"total\":1");
    // A later message under the old number reaches the survivor.
    http.hl7(Messages.person("IT-8e", "L800^^^RXX^PI", "RENAMED", "19800215"));
    assertThat(http.get("/fhir/Patient?identifier=" + nhs).body()).contains("RENAMED");
  }

  @Test
  void triesARejectedMessageAgainWhenItIsSentAgain() {
    var bad = Messages.referral("IT-9", "", "R-IT-9");
    assertThat(http.hl7(bad)).contains("MSA|AE|IT-9").contains("PID^1^3");
    assertThat(http.hl7(bad)).contains("MSA|AE|IT-9");
    var detail = http.get("/journal/" + journalId("IT-9")).body();
    assertThat(detail).contains("\"cause\":\"received\"").contains("\"cause\":\"resent\"");
    assertThat(detail).contains("\"attempts\":2").contains("\"raw\":\"MSH|");
  }

  @Test
  void answersAndJournalsWhatIsNotHl7() {
    assertThat(http.hl7("this is no message")).contains("MSA|AR|").contains("NOT_HL7");
    assertThat(http.get("/journal?state=rejected").body()).contains("NOT_HL7");
  }

  @Test
  void refusesAWrongQuestionToTheJournal() {
    assertThat(http.get("/journal?state=lost").statusCode()).isEqualTo(400);
    assertThat(http.get("/journal?since=yesterday").statusCode()).isEqualTo(400);
    assertThat(http.get("/journal/999999999").statusCode()).isEqualTo(404);
    assertThat(http.post("/journal/replay?state=applied", "text/plain", "").statusCode())
        .isEqualTo(400);
  }

  private long journalId(String controlId) {
    return count(
        "select id from message_journal where control_id = '" + controlId + "' order by id");
  }

  private long count(String sql) {
    return gateway.jdbc().query(sql, (row, index) -> row.getLong(1)).get(0);
  }

  private int patients(String identifier) {
    return total("/fhir/Patient?_summary=count&identifier=" + identifier);
  }

  private int referrals(String identifier) {
    return total("/fhir/ServiceRequest?_summary=count&identifier=" + identifier);
  }

  private int total(String path) {
    var body = http.get(path).body();
    var matcher = Pattern.compile("\"total\":(\\d+)").matcher(body);
    assertThat(matcher.find()).as(body).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  @Test
  void aMessageUnderTheNumberFromBeforeAJoinReachesTheSurvivorWhoKeepsHisOwn() {
    var old = Messages.nhsNumber(11);
    var kept = Messages.nhsNumber(12);
    http.hl7(Messages.person("IT-11a", old + "^^^NHS^NH", "EXAMPLE", "19800215"));
    http.hl7(Messages.person("IT-11b", kept + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var join = Messages.join("IT-11c", kept + "^^^NHS^NH", old + "^^^NHS^NH");
    assertThat(http.hl7(join)).contains("MSA|AA|IT-11c");
    assertThat(http.hl7(join.replace("IT-11c", "IT-11d"))).contains("MSA|AA|IT-11d");
    assertThat(http.hl7(Messages.referral("IT-11e", old, "R-IT-11"))).contains("MSA|AA|IT-11e");
    assertThat(
            http.get("/fhir/ServiceRequest?subject:Patient.identifier=" + kept + "&_summary=count")
                .body())
        .contains("\"total\":1");
    assertThat(patients(kept)).isEqualTo(1);
  }

  @Test
  void aJoinWhoseSurvivorBringsTheNumberOfTheReplacedIsNoConflict() {
    var nhs = Messages.nhsNumber(13);
    http.hl7(Messages.person("IT-13a", nhs + "^^^NHS^NH~L131^^^RXX^PI", "EXAMPLE", "19800215"));
    http.hl7(Messages.person("IT-13b", "L132^^^RXX^PI", "EXAMPLE", "19800215"));
    var join = Messages.join("IT-13c", nhs + "^^^NHS^NH~L132^^^RXX^PI", "L131^^^RXX^PI");
    assertThat(http.hl7(join)).contains("MSA|AA|IT-13c");
    http.hl7(Messages.person("IT-13d", nhs + "^^^NHS^NH", "RENAMED", "19800215"));
    var survivor = http.get("/fhir/Patient?identifier=L132").body();
    assertThat(survivor).contains("RENAMED").contains("\"replaces\"");
  }

  @Test
  void aPersonUnderANumberThatAPatientHasLostGetsARecordOfHisOwn() {
    var wrong = Messages.nhsNumber(14);
    var right = Messages.nhsNumber(15);
    http.hl7(Messages.person("IT-14a", wrong + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var id = patientId(wrong);
    var corrected =
        """
        {"resourceType":"Patient","id":"%s","name":[{"family":"EXAMPLE"}],
         "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}]}"""
            .formatted(id, right);
    assertThat(http.putJson("/fhir/Patient/" + id, corrected).statusCode()).isEqualTo(200);
    assertThat(http.hl7(Messages.person("IT-14b", wrong + "^^^NHS^NH", "OWNER", "19700101")))
        .contains("MSA|AA|IT-14b");
    assertThat(patientId(wrong)).isNotEqualTo(id);
    assertThat(http.get("/fhir/Patient/" + id).body()).doesNotContain("OWNER");
  }

  @Test
  void aKnownPersonWhoseDetailsChangeAlongWithANewReferralIsStoredWhole() {
    var nhs = Messages.nhsNumber(16);
    http.hl7(Messages.person("IT-16a", nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var referral = Messages.referral("IT-16b", nhs, "R-IT-16").replace("EXAMPLE", "CHANGED");
    assertThat(http.hl7(referral)).contains("MSA|AA|IT-16b");
    assertThat(http.get("/fhir/Patient?identifier=" + nhs).body()).contains("CHANGED");
    assertThat(referrals("R-IT-16")).isEqualTo(1);
  }

  private String patientId(String identifier) {
    return http.get("/fhir/Patient?identifier=" + identifier)
        .body()
        .replaceAll("(?s).*?/fhir/Patient/([0-9a-f-]{36}).*", "$1");
  }

  @Test
  void anAllergyIsOneWhicheverIdentifierAMessageBrings() {
    var nhs = Messages.nhsNumber(17);
    var allergy = "AL1|1|DA|^Penicillin|SV|Rash\n";
    var both = nhs + "^^^NHS^NH~L170^^^RXX^PI";
    assertThat(http.hl7(Messages.person("IT-17a", both, "EXAMPLE", "19800215") + allergy))
        .contains("MSA|AA|");
    assertThat(
            http.hl7(Messages.person("IT-17b", "L170^^^RXX^PI", "EXAMPLE", "19800215") + allergy))
        .contains("MSA|AA|");
    assertThat(total("/fhir/AllergyIntolerance?_summary=count&patient.identifier=" + nhs))
        .isEqualTo(1);
  }

  @Test
  void aMessageWaitsForAnEarlierOneOfThatPersonUnderAnotherIdentifier() {
    var nhs = Messages.nhsNumber(18);
    http.hl7(Messages.person("IT-18a", nhs + "^^^NHS^NH~L180^^^RXX^PI", "EXAMPLE", "19800215"));
    var journal = gateway.bean(MessageJournal.class);
    var earlier = journal.record(arrival("IT-18b", "https://fhir.nhs.uk/Id/nhs-number|" + nhs));
    var later = journal.record(arrival("IT-18c", "https://parley.example/fhir/Id/local/RXX|L180"));
    assertThat(journal.pendingBefore(later.entry().id())).containsExactly(earlier.entry().id());
    for (var receipt : List.of(earlier, later)) {
      journal.close(
          receipt.entry().id(),
          Attempt.RECEIVED,
          JournalEntry.State.REJECTED,
          false,
          List.of(),
          Optional.empty());
    }
  }

  private static MessageJournal.Arrival arrival(String controlId, String patientKey) {
    return new MessageJournal.Arrival(
        "http",
        "test",
        controlId,
        "ADT^A31",
        controlId.getBytes(StandardCharsets.UTF_8),
        Instant.parse("2026-11-02T09:00:00Z"),
        Set.of(patientKey));
  }
}
