package parley.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import parley.camelroutes.Attempt;
import parley.camelroutes.JournalEntry;
import parley.camelroutes.MessageJournal;

/** Journal and acknowledgement through the HTTP inlet, on PostgreSQL. */
class IntakeTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);
  private final StoredRecord stored = new StoredRecord();

  @Test
  void answersTheSameBytesWithTheStoredAnswer() {
    var message = Messages.referral("IT-1", Messages.nhsNumber(1), "R-IT-1");
    var first = http.hl7(message);
    assertThat(first).contains("MSA|AA|IT-1");
    assertThat(http.hl7(message)).isEqualTo(first);
    assertThat(stored.count("select count(*) from message_journal where control_id = 'IT-1'"))
        .isEqualTo(1);
    assertThat(stored.referrals("R-IT-1")).isEqualTo(1);
  }

  @Test
  void refusesAControlIdUsedAgainForOtherBytes() {
    http.hl7(Messages.referral("IT-2", Messages.nhsNumber(2), "R-IT-2"));
    var other = Messages.referral("IT-2", Messages.nhsNumber(2), "R-IT-2-OTHER");
    assertThat(http.hl7(other)).contains("MSA|AR|IT-2").contains("CONTROL_ID_REUSED");
    assertThat(http.hl7(other)).contains("MSA|AR|IT-2");
    assertThat(stored.referrals("R-IT-2-OTHER")).isZero();
  }

  @Test
  void oneEffectWhenTheSameMessageComesOverManyConnectionsAtOnce() throws Exception {
    var message = Messages.referral("IT-3", Messages.nhsNumber(3), "R-IT-3");
    var answers = atOnce(IntStream.range(0, 8).mapToObj(i -> message).toList());
    assertThat(answers).allMatch(answer -> answer.contains("MSA|AA|IT-3"));
    assertThat(stored.referrals("R-IT-3")).isEqualTo(1);
    assertThat(stored.patients(Messages.nhsNumber(3))).isEqualTo(1);
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
    assertThat(stored.patients(nhs)).isEqualTo(1);
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
  void triesARejectedMessageAgainWhenItIsSentAgain() {
    var bad = Messages.referral("IT-9", "", "R-IT-9");
    assertThat(http.hl7(bad)).contains("MSA|AE|IT-9").contains("PID^1^3");
    assertThat(http.hl7(bad)).contains("MSA|AE|IT-9");
    var detail = http.get("/journal/" + stored.journalId("IT-9")).body();
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

  @Test
  void aKnownPersonWhoseDetailsChangeAlongWithANewReferralIsStoredWhole() {
    var nhs = Messages.nhsNumber(16);
    http.hl7(Messages.person("IT-16a", nhs + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var referral = Messages.referral("IT-16b", nhs, "R-IT-16").replace("EXAMPLE", "CHANGED");
    assertThat(http.hl7(referral)).contains("MSA|AA|IT-16b");
    assertThat(http.get("/fhir/Patient?identifier=" + nhs).body()).contains("CHANGED");
    assertThat(stored.referrals("R-IT-16")).isEqualTo(1);
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
