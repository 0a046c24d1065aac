package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;

class IntakeTest {

  private static final Inlet ANYONE = new Inlet.Http("any", "/hl7v2", List.of());
  private static final Inlet LISTED =
      new Inlet.Http(
          "listed",
          "/listed",
          List.of(
              new Sender(
                  "other",
                  List.of(new Sender.Origin("OTHER", "*")),
                  StandardCharsets.UTF_8,
                  Map.of(),
                  Map.of(),
                  Map.of())));

  private final InMemoryStore store = new InMemoryStore();
  private final TestMapper mapper = new TestMapper();
  private final Intake intake = intake(bundle -> List.of());

  private Intake intake(ProfileCheck profiles) {
    return new Intake(
        store,
        store,
        profiles,
        mapper,
        new Acknowledgements(Clock.systemUTC()),
        List.of(ANYONE, LISTED),
        Clock.systemUTC());
  }

  private String send(byte[] message) {
    return intake.receive(ANYONE, message).map(Texts::verdicts).orElse("");
  }

  private JournalEntry.State state(long id) {
    return store.find(id).orElseThrow().state();
  }

  @Test
  void aGoodMessageIsJournalledAppliedAndAnswered() {
    assertThat(send(Texts.message("1"))).isEqualTo("AA|1");
    var entry = store.find(1).orElseThrow();
    assertThat(entry.state()).isEqualTo(JournalEntry.State.APPLIED);
    assertThat(entry.sender()).isEqualTo("GPSYS|RIVERSIDE");
    assertThat(entry.type()).isEqualTo("ADT^A28");
    assertThat(entry.answer()).isPresent();
    assertThat(store.applied()).containsExactly(1L);
  }

  @Test
  void theSameBytesAgainGetTheStoredAnswerAndNothingHappensTwice() {
    var first = intake.receive(ANYONE, Texts.message("1")).orElseThrow();
    assertThat(intake.receive(ANYONE, Texts.message("1")).orElseThrow()).isEqualTo(first);
    assertThat(store.applied()).containsExactly(1L);
    assertThat(store.entries()).hasSize(1);
  }

  @Test
  void aRefusedMessageIsTriedAgainWhenResent() {
    assertThat(send(Texts.message("1", "ZTX|bad"))).isEqualTo("AE|1");
    assertThat(state(1)).isEqualTo(JournalEntry.State.REJECTED);
    mapper.mend();
    assertThat(send(Texts.message("1", "ZTX|bad"))).isEqualTo("AA|1");
    assertThat(store.entries()).hasSize(1);
    assertThat(store.entries().get(0).attempts()).isEqualTo(2);
  }

  @Test
  void aControlIdWithOtherBytesIsRefusedAndNotApplied() {
    send(Texts.message("1", "PID|1||A"));
    assertThat(send(Texts.message("1", "PID|1||B"))).isEqualTo("AR|1");
    assertThat(send(Texts.message("1", "PID|1||B"))).isEqualTo("AR|1");
    assertThat(intake.replay(2).orElseThrow().state()).isEqualTo(JournalEntry.State.REJECTED);
    assertThat(store.applied()).containsExactly(1L);
    assertThat(store.find(2).orElseThrow().problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.CONTROL_ID_REUSED);
  }

  @Test
  void aControlIdWithOtherBytesIsNotAppliedAfterACrash() {
    send(Texts.message("1", "PID|1||A"));
    // Journalled, and the process ends: nothing was decided, no problem was written.
    intake.journal(ANYONE, Texts.message("1", "PID|1||B"), Instant.now());
    assertThat(store.find(2).orElseThrow().conflict()).isTrue();
    assertThat(intake.recover(Duration.ZERO, 10)).isZero();
    assertReplayIsRefused();
  }

  @Test
  void aControlIdWithOtherBytesIsNotAppliedAfterOtherOutcomes() {
    send(Texts.message("1", "PID|1||A"));
    send(Texts.message("1", "PID|1||B"));
    for (var state : List.of(JournalEntry.State.PARKED, JournalEntry.State.REJECTED)) {
      var internal = List.of(Refusals.internal(true));
      store.close(2, Attempt.RECEIVED, state, true, internal, Optional.empty());
      intake.recover(Duration.ZERO, 10);
      assertReplayIsRefused();
    }
  }

  @Test
  void aControlIdWithOtherBytesIsRefusedAndNotParkedWhenTheStoreIsAway() {
    send(Texts.message("1", "PID|1||A"));
    var delivery = intake.open(ANYONE, Texts.message("1", "PID|1||B"));
    delivery.work();
    store.storeAway(true);
    assertThat(delivery.storeAway().answer().map(Texts::verdicts)).contains("AR|1");
    assertThat(state(2)).isEqualTo(JournalEntry.State.REJECTED);
    store.away(1);
    assertThat(delivery.storeAway().answer().map(Texts::verdicts)).contains("AR|1");
    store.storeAway(false);
    assertReplayIsRefused();
  }

  /** Row 2, which reused the control id of row 1. */
  private void assertReplayIsRefused() {
    var replayed = intake.replay(2).orElseThrow();
    assertThat(replayed.state()).isEqualTo(JournalEntry.State.REJECTED);
    assertThat(replayed.answer().map(Texts::verdicts)).contains("AR|1");
    assertThat(replayed.problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.CONTROL_ID_REUSED);
    assertThat(store.applied()).containsExactly(1L);
  }

  @Test
  void messagesWithoutControlIdAreEachTheirOwn() {
    assertThat(send(Texts.message(""))).isEqualTo("AA|");
    assertThat(send(Texts.message(""))).isEqualTo("AA|");
    assertThat(store.applied()).containsExactly(1L, 2L);
  }

  @Test
  void anUnknownSenderIsRefusedAndJournalled() {
    var answer = intake.receive(LISTED, Texts.message("1")).orElseThrow();
    assertThat(Texts.verdicts(answer)).isEqualTo("AR|1");
    assertThat(Texts.text(answer)).contains("UNKNOWN_SENDER").contains("ERR|MSH^1^3^");
    assertThat(state(1)).isEqualTo(JournalEntry.State.REJECTED);
    assertThat(store.applied()).isEmpty();
  }

  @Test
  void whatIsNotHl7IsRefusedAndJournalled() {
    var answer = intake.receive(ANYONE, Texts.bytes("%PDF-1.7")).orElseThrow();
    assertThat(Texts.text(answer)).contains("\rMSA|AR||").contains("NOT_HL7");
    assertThat(state(1)).isEqualTo(JournalEntry.State.REJECTED);
  }

  @Test
  void aFaultOfOursIsAnsweredWithoutItsMessageAndCanBeReplayed() {
    var answer = intake.receive(ANYONE, Texts.message("1", "ZTX|throw")).orElseThrow();
    assertThat(Texts.verdicts(answer)).isEqualTo("AE|1");
    assertThat(Texts.text(answer))
        .contains("INTERNAL")
        .doesNotContain(TestMapper.SECRET)
        .doesNotContain("Exception");
    mapper.mend();
    assertThat(intake.replay(1).orElseThrow().state()).isEqualTo(JournalEntry.State.APPLIED);
    assertThat(store.applied()).containsExactly(1L);
  }

  @Test
  void anAppliedMessageIsNotReplayed() {
    send(Texts.message("1"));
    assertThat(intake.replay(1).orElseThrow().attempts()).isEqualTo(1);
    assertThat(store.applied()).containsExactly(1L);
    assertThat(intake.replay(99)).isEmpty();
  }

  @Test
  void aProfileErrorRefusesAndAWarningDoesNot() {
    var error = Problem.error(ProblemCode.PROFILE, "Patient.name", "rule", "remedy");
    var strict = intake(bundle -> List.of(error));
    assertThat(strict.receive(ANYONE, Texts.message("1")).map(Texts::verdicts)).contains("AE|1");
    var warning = Problem.warning(ProblemCode.PROFILE, "Patient.name", "rule", "remedy");
    var mild = intake(bundle -> List.of(warning));
    var answer = mild.receive(ANYONE, Texts.message("2", "ZTX|warn")).orElseThrow();
    assertThat(Texts.verdicts(answer)).isEqualTo("AA|2");
    assertThat(Texts.text(answer).split("\rERR\\|", -1)).hasSize(3);
  }

  @Test
  void aMessageParkedForAPersonIsAnsweredAe() {
    store.parkNext(Problem.error(ProblemCode.IDENTITY_CONFLICT, "PID-3", "rule", "remedy"));
    assertThat(send(Texts.message("1"))).isEqualTo("AE|1");
    assertThat(state(1)).isEqualTo(JournalEntry.State.PARKED);
    assertThat(intake.recover(Duration.ZERO, 10)).isZero();
    assertThat(intake.replay(1).orElseThrow().state()).isEqualTo(JournalEntry.State.APPLIED);
  }

  @Test
  void earlierMessagesOfThePatientGoFirst() {
    store.storeAway(true);
    for (var id : List.of("1", "2")) {
      assertThatThrownBy(() -> send(Texts.message(id, "PID|1||A")))
          .isInstanceOf(StoreUnavailable.class);
    }
    assertThatThrownBy(() -> send(Texts.message("3", "PID|1||B")))
        .isInstanceOf(StoreUnavailable.class);
    store.storeAway(false);
    assertThat(send(Texts.message("4", "PID|1||A"))).isEqualTo("AA|4");
    assertThat(store.applied()).containsExactly(1L, 2L, 4L);
    assertThat(intake.recover(Duration.ZERO, 10)).isEqualTo(1);
    assertThat(store.applied()).containsExactly(1L, 2L, 4L, 3L);
  }

  @Test
  void whatAJoinWaitsForGoesBeforeTheJoin() {
    for (var patients : List.of("A", "C", "B", "A~B", "D", "C~D")) {
      var controlId = patients.replace('~', '-');
      intake.journal(ANYONE, Texts.message(controlId, "PID|1||" + patients), Instant.now());
    }
    assertThat(send(Texts.message("last", "PID|1||B"))).isEqualTo("AA|last");
    assertThat(store.applied()).containsExactly(1L, 3L, 4L, 7L);
    assertThat(intake.recover(Duration.ZERO, 10)).isEqualTo(3);
    assertThat(store.applied()).containsExactly(1L, 3L, 4L, 7L, 2L, 5L, 6L);
  }

  @Test
  void joinsThatShareTheirPatientsAreEachAppliedOnce() {
    for (var patients : List.of("A~B", "B~A", "A", "B~A")) {
      intake.journal(ANYONE, Texts.message("", "PID|1||" + patients), Instant.now());
    }
    assertThat(send(Texts.message("last", "PID|1||B"))).isEqualTo("AA|last");
    assertThat(store.applied()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(store.entries()).extracting(JournalEntry::attempts).containsOnly(1);
  }

  @Test
  void whatWasDecidedMeanwhileIsNotTriedAgain() {
    intake.journal(ANYONE, Texts.message("1", "ZTX|race"), Instant.now());
    intake.journal(ANYONE, Texts.message("2", "PID|1||B", "ZTX|bad"), Instant.now());
    mapper.onRace(
        () ->
            store.close(
                2,
                Attempt.RESENT,
                JournalEntry.State.REJECTED,
                false,
                List.of(Refusals.internal(true)),
                Optional.empty()));
    assertThat(intake.recover(Duration.ZERO, 10)).isEqualTo(1);
    assertThat(store.find(2).orElseThrow().attempts()).isEqualTo(1);
    assertThat(store.find(2).orElseThrow().problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.INTERNAL);
  }

  @Test
  void aDeliveryTriedAgainKeepsItsRow() {
    store.storeAway(true);
    var delivery = intake.open(ANYONE, Texts.message(""));
    assertThatThrownBy(delivery::work).isInstanceOf(StoreUnavailable.class);
    store.storeAway(false);
    assertThat(delivery.work().applied()).isTrue();
    assertThat(store.entries()).hasSize(1);
  }

  @Test
  void aSenderWhoWantsNoAnswerGetsNone() {
    assertThat(intake.receive(ANYONE, Texts.enhanced("1", "NE", "NE"))).isEmpty();
    assertThat(state(1)).isEqualTo(JournalEntry.State.APPLIED);
  }

  @Test
  void aMessageThatCannotBeStoredDoesNotHoldUpOtherPatients() {
    store.storeAway(true);
    for (var patient : List.of("A", "B", "C")) {
      assertThatThrownBy(() -> send(Texts.message(patient, "PID|1||" + patient)))
          .isInstanceOf(StoreUnavailable.class);
    }
    store.storeAway(false);
    store.refuses(1);
    assertThat(intake.recover(Duration.ZERO, 10)).isEqualTo(2);
    assertThat(store.applied()).containsExactly(2L, 3L);
    store.storeAway(true);
    assertThat(intake.recover(Duration.ZERO, 10)).isZero();
  }

  @Test
  void recoveryStopsWhenTheStoreIsAway() {
    store.storeAway(true);
    for (var patient : List.of("A", "B", "C", "D")) {
      assertThatThrownBy(() -> send(Texts.message(patient, "PID|1||" + patient)))
          .isInstanceOf(StoreUnavailable.class);
    }
    assertThatThrownBy(() -> intake.recover(Duration.ZERO, 10))
        .isInstanceOf(StoreUnavailable.class);
    store.storeAway(false);
    assertThat(intake.recover(Duration.ZERO, 10)).isEqualTo(4);
  }
}
