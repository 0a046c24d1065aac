package parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The checker must be able to fail: each kind of damage is done to faked data and found. */
final class CheckerTest {

  private final List<Sent> ledger = new ArrayList<>();
  private final List<Stored.Row> journal = new ArrayList<>();
  private final Map<String, Integer> referrals = new HashMap<>();
  private final Map<String, Integer> patients = new HashMap<>();

  CheckerTest() {
    for (var lane = 1; lane <= 2; lane++) {
      for (var sequence = 1; sequence <= 3; sequence++) {
        add(lane, sequence, true);
      }
    }
  }

  @Test
  void whatIsWholeIsClean() {
    var verdict = check();
    assertThat(verdict.clean()).isTrue();
    assertThat(verdict.sent()).isEqualTo(6);
    assertThat(verdict.acknowledged()).isEqualTo(6);
    assertThat(verdict.stored()).isEqualTo(6);
  }

  @Test
  void anAcknowledgedMessageThatIsNowhereIsLost() {
    journal.removeIf(row -> row.controlId().equals("K1-2"));
    referrals.remove("KR1-2");
    assertThat(check().clean()).isFalse();
    assertThat(check().lost())
        .containsExactly("K1-2 is not applied in the journal", "K1-2 has no ServiceRequest");
    assertThat(check().gaps()).containsExactly("K1-2 is not in the journal");
  }

  @Test
  void anAppliedRowWithoutItsRecordIsLost() {
    patients.remove("P3");
    assertThat(check().lost()).containsExactly("K1-3 has no Patient", "K2-3 has no Patient");
  }

  @Test
  void aDoubledServiceRequestOrPatientOrRowIsFound() {
    referrals.put("KR2-1", 2);
    patients.put("P1", 2);
    journal.add(new Stored.Row(99, "K1-3", "applied"));
    assertThat(check().clean()).isFalse();
    assertThat(check().duplicated())
        .containsExactlyInAnyOrder(
            "K2-1 has several ServiceRequests",
            "P1 is several Patients",
            "K1-3 has several journal rows");
  }

  @Test
  void aRowLeftUndecidedIsFound() {
    journal.replaceAll(
        row ->
            row.controlId().equals("K2-3")
                ? new Stored.Row(row.id(), row.controlId(), "parked")
                : row);
    assertThat(check().undecided()).containsExactly("K2-3 is parked");
    assertThat(check().lost()).containsExactly("K2-3 is not applied in the journal");
  }

  @Test
  void aSwappedOrderAndAHoleInTheLedgerAreGaps() {
    journal.replaceAll(
        row ->
            row.controlId().equals("K1-1")
                ? new Stored.Row(50, row.controlId(), row.state())
                : row);
    ledger.removeIf(sent -> sent.lane() == 2 && sent.sequence() == 2);
    assertThat(check().gaps())
        .containsExactlyInAnyOrder(
            "K1-2 was journalled before an earlier one",
            "K1-3 was journalled before an earlier one",
            "K2-3 breaks the sequence of its sender");
  }

  @Test
  void onlyTheLastUnansweredMessageMayBeMissing() {
    ledger.add(sent(1, 4, false));
    assertThat(check().clean()).isTrue();
    ledger.add(sent(1, 5, false));
    assertThat(check().gaps()).containsExactly("K1-4 is not in the journal");
  }

  private Verdict check() {
    return Checker.check(ledger, new Stored(journal, referrals, patients));
  }

  private void add(int lane, int sequence, boolean acknowledged) {
    var sent = sent(lane, sequence, acknowledged);
    ledger.add(sent);
    journal.add(new Stored.Row(journal.size() + 1, sent.message().controlId(), "applied"));
    referrals.merge(sent.message().referralId(), 1, Integer::sum);
    patients.put(sent.message().nhsNumber(), 1);
  }

  private static Sent sent(int lane, int sequence, boolean acknowledged) {
    return new Sent(
        lane,
        sequence,
        new ReferralMessage(
            "K%d-%d".formatted(lane, sequence),
            "KR%d-%d".formatted(lane, sequence),
            "P" + sequence),
        acknowledged);
  }
}
