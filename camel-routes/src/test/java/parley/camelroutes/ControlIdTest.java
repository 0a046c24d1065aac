package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** MSH-10 used again: with the same bytes, with others, by others. */
class ControlIdTest {

  private final Spine spine = new Spine();
  private final InMemoryStore store = spine.store;
  private final Intake intake = spine.intake;

  @Test
  void theSameBytesAgainGetTheStoredAnswerAndNothingHappensTwice() {
    var first = intake.receive(Spine.ANYONE, Texts.message("1")).orElseThrow();
    assertThat(intake.receive(Spine.ANYONE, Texts.message("1")).orElseThrow()).isEqualTo(first);
    assertThat(store.applied()).containsExactly(1L);
    assertThat(store.entries()).hasSize(1);
  }

  @Test
  void aControlIdWithOtherBytesIsRefusedAndNotApplied() {
    spine.send(Texts.message("1", "PID|1||A"));
    assertThat(spine.send(Texts.message("1", "PID|1||B"))).isEqualTo("AR|1");
    assertThat(spine.send(Texts.message("1", "PID|1||B"))).isEqualTo("AR|1");
    assertThat(intake.replay(2).orElseThrow().state()).isEqualTo(JournalEntry.State.REJECTED);
    assertThat(store.applied()).containsExactly(1L);
    assertThat(store.find(2).orElseThrow().problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.CONTROL_ID_REUSED);
  }

  @Test
  void aControlIdWithOtherBytesIsNotAppliedAfterACrash() {
    spine.send(Texts.message("1", "PID|1||A"));
    // Journalled, and the process ends: nothing was decided, no problem was written.
    intake.journal(Spine.ANYONE, Texts.content("1", "PID|1||B"), Instant.now());
    assertThat(store.find(2).orElseThrow().conflict()).isTrue();
    assertThat(intake.recover(Duration.ZERO, 10)).isZero();
    assertReplayIsRefused();
  }

  @Test
  void aControlIdWithOtherBytesIsNotAppliedAfterOtherOutcomes() {
    spine.send(Texts.message("1", "PID|1||A"));
    spine.send(Texts.message("1", "PID|1||B"));
    for (var state : List.of(JournalEntry.State.PARKED, JournalEntry.State.REJECTED)) {
      var internal = List.of(Refusals.internal(true));
      store.close(2, Attempt.RECEIVED, state, true, internal, Optional.empty());
      intake.recover(Duration.ZERO, 10);
      assertReplayIsRefused();
    }
  }

  @Test
  void aControlIdWithOtherBytesIsRefusedAndNotParkedWhenTheStoreIsAway() {
    spine.send(Texts.message("1", "PID|1||A"));
    var delivery = intake.open(Spine.ANYONE, Texts.content("1", "PID|1||B"));
    delivery.work();
    store.storeAway(true);
    assertThat(delivery.storeAway().answer().map(Texts::verdicts)).contains("AR|1");
    assertThat(spine.state(2)).isEqualTo(JournalEntry.State.REJECTED);
    store.away(1);
    assertThat(delivery.storeAway().answer().map(Texts::verdicts)).contains("AR|1");
    store.storeAway(false);
    assertReplayIsRefused();
  }

  @Test
  void messagesWithoutControlIdAreEachTheirOwn() {
    assertThat(spine.send(Texts.message(""))).isEqualTo("AA|");
    assertThat(spine.send(Texts.message(""))).isEqualTo("AA|");
    assertThat(store.applied()).containsExactly(1L, 2L);
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
}
