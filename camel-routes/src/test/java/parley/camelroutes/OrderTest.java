package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** Messages of one patient in the order received, and recovery. */
class OrderTest {

  private final Spine spine = new Spine();
  private final InMemoryStore store = spine.store;
  private final TestMapper mapper = spine.mapper;
  private final Intake intake = spine.intake;

  @Test
  void earlierMessagesOfThePatientGoFirst() {
    store.storeAway(true);
    for (var id : List.of("1", "2")) {
      assertThatThrownBy(() -> spine.send(Texts.message(id, "PID|1||A")))
          .isInstanceOf(StoreUnavailable.class);
    }
    assertThatThrownBy(() -> spine.send(Texts.message("3", "PID|1||B")))
        .isInstanceOf(StoreUnavailable.class);
    store.storeAway(false);
    assertThat(spine.send(Texts.message("4", "PID|1||A"))).isEqualTo("AA|4");
    assertThat(store.applied()).containsExactly(1L, 2L, 4L);
    assertThat(intake.recover(Duration.ZERO, 10)).isEqualTo(1);
    assertThat(store.applied()).containsExactly(1L, 2L, 4L, 3L);
  }

  @Test
  void whatAJoinWaitsForGoesBeforeTheJoin() {
    for (var patients : List.of("A", "C", "B", "A~B", "D", "C~D")) {
      var controlId = patients.replace('~', '-');
      intake.journal(Spine.ANYONE, Texts.content(controlId, "PID|1||" + patients), Instant.now());
    }
    assertThat(spine.send(Texts.message("last", "PID|1||B"))).isEqualTo("AA|last");
    assertThat(store.applied()).containsExactly(1L, 3L, 4L, 7L);
    assertThat(intake.recover(Duration.ZERO, 10)).isEqualTo(3);
    assertThat(store.applied()).containsExactly(1L, 3L, 4L, 7L, 2L, 5L, 6L);
  }

  @Test
  void joinsThatShareTheirPatientsAreEachAppliedOnce() {
    for (var patients : List.of("A~B", "B~A", "A", "B~A")) {
      intake.journal(Spine.ANYONE, Texts.content("", "PID|1||" + patients), Instant.now());
    }
    assertThat(spine.send(Texts.message("last", "PID|1||B"))).isEqualTo("AA|last");
    assertThat(store.applied()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(store.entries()).extracting(JournalEntry::attempts).containsOnly(1);
  }

  @Test
  void whatWasDecidedMeanwhileIsNotTriedAgain() {
    intake.journal(Spine.ANYONE, Texts.content("1", "ZTX|race"), Instant.now());
    intake.journal(Spine.ANYONE, Texts.content("2", "PID|1||B", "ZTX|bad"), Instant.now());
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
  void aMessageThatCannotBeStoredDoesNotHoldUpOtherPatients() {
    store.storeAway(true);
    for (var patient : List.of("A", "B", "C")) {
      assertThatThrownBy(() -> spine.send(Texts.message(patient, "PID|1||" + patient)))
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
      assertThatThrownBy(() -> spine.send(Texts.message(patient, "PID|1||" + patient)))
          .isInstanceOf(StoreUnavailable.class);
    }
    assertThatThrownBy(() -> intake.recover(Duration.ZERO, 10))
        .isInstanceOf(StoreUnavailable.class);
    store.storeAway(false);
    assertThat(intake.recover(Duration.ZERO, 10)).isEqualTo(4);
  }
}
