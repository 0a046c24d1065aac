package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** What becomes of one message, by what it says and by what goes wrong. */
class IntakeTest {

  private final Spine spine = new Spine();
  private final InMemoryStore store = spine.store;
  private final TestMapper mapper = spine.mapper;
  private final Intake intake = spine.intake;

  @Test
  void aGoodMessageIsJournalledAppliedAndAnswered() {
    assertThat(spine.send(Texts.message("1"))).isEqualTo("AA|1");
    var entry = store.find(1).orElseThrow();
    assertThat(entry.state()).isEqualTo(JournalEntry.State.APPLIED);
    assertThat(entry.sender()).isEqualTo("GPSYS|RIVERSIDE");
    assertThat(entry.type()).isEqualTo("ADT^A28");
    assertThat(entry.answer()).isPresent();
    assertThat(store.applied()).containsExactly(1L);
  }

  @Test
  void aRefusedMessageIsTriedAgainWhenResent() {
    assertThat(spine.send(Texts.message("1", "ZTX|bad"))).isEqualTo("AE|1");
    assertThat(spine.state(1)).isEqualTo(JournalEntry.State.REJECTED);
    mapper.mend();
    assertThat(spine.send(Texts.message("1", "ZTX|bad"))).isEqualTo("AA|1");
    assertThat(store.entries()).hasSize(1);
    assertThat(store.entries().get(0).attempts()).isEqualTo(2);
  }

  @Test
  void whatIsNotHl7IsRefusedAndJournalled() {
    var answer = intake.receive(Spine.ANYONE, Texts.bytes("%PDF-1.7")).orElseThrow();
    assertThat(Texts.text(answer)).contains("\rMSA|AR||").contains("NOT_HL7");
    assertThat(spine.state(1)).isEqualTo(JournalEntry.State.REJECTED);
  }

  @Test
  void aFaultOfOursIsAnsweredWithoutItsMessageAndCanBeReplayed() {
    var answer = intake.receive(Spine.ANYONE, Texts.message("1", "ZTX|throw")).orElseThrow();
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
    spine.send(Texts.message("1"));
    assertThat(intake.replay(1).orElseThrow().attempts()).isEqualTo(1);
    assertThat(store.applied()).containsExactly(1L);
    assertThat(intake.replay(99)).isEmpty();
  }

  @Test
  void aProfileErrorRefusesAndAWarningDoesNot() {
    var error = Problem.error(ProblemCode.PROFILE, "Patient.name", "rule", "remedy");
    var strict = spine.intake(bundle -> List.of(error));
    assertThat(strict.receive(Spine.ANYONE, Texts.message("1")).map(Texts::verdicts))
        .contains("AE|1");
    var warning = Problem.warning(ProblemCode.PROFILE, "Patient.name", "rule", "remedy");
    var mild = spine.intake(bundle -> List.of(warning));
    var answer = mild.receive(Spine.ANYONE, Texts.message("2", "ZTX|warn")).orElseThrow();
    assertThat(Texts.verdicts(answer)).isEqualTo("AA|2");
    assertThat(Texts.text(answer).split("\rERR\\|", -1)).hasSize(3);
  }

  @Test
  void aMessageParkedForAPersonIsAnsweredAe() {
    store.parkNext(Problem.error(ProblemCode.IDENTITY_CONFLICT, "PID-3", "rule", "remedy"));
    assertThat(spine.send(Texts.message("1"))).isEqualTo("AE|1");
    assertThat(spine.state(1)).isEqualTo(JournalEntry.State.PARKED);
    assertThat(intake.recover(Duration.ZERO, 10)).isZero();
    assertThat(intake.replay(1).orElseThrow().state()).isEqualTo(JournalEntry.State.APPLIED);
  }

  @Test
  void aDeliveryTriedAgainKeepsItsRow() {
    store.storeAway(true);
    var delivery = intake.open(Spine.ANYONE, Texts.content(""));
    assertThatThrownBy(delivery::work).isInstanceOf(StoreUnavailable.class);
    store.storeAway(false);
    assertThat(delivery.work().applied()).isTrue();
    assertThat(store.entries()).hasSize(1);
  }

  @Test
  void aSenderWhoWantsNoAnswerGetsNone() {
    assertThat(intake.receive(Spine.ANYONE, Texts.enhanced("1", "NE", "NE"))).isEmpty();
    assertThat(spine.state(1)).isEqualTo(JournalEntry.State.APPLIED);
  }
}
