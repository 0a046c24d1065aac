package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class RecoveryRouteTest {

  private static final Inlet INLET = new Inlet.Http("any", "/hl7v2", List.of());

  @Test
  void aStopWaitsForTheMessageInWorkAndBeginsNoOther() throws Exception {
    var gateway = new Gateway(List.of(INLET), Gateway.LIMITS, Duration.ZERO);
    // Due at the same instant, so that one look finds both.
    var due = Instant.now().plusMillis(500);
    gateway.intake.journal(INLET, Texts.content("1", "PID|1||A", "ZTX|hold"), due);
    gateway.intake.journal(INLET, Texts.content("2", "PID|1||B"), due);
    assertThat(gateway.mapper.awaitHeld()).isTrue();
    var stopping = CompletableFuture.runAsync(gateway::close);
    while (!gateway.context.isStopping()) {
      Thread.sleep(10);
    }
    // The gate hears of the stop just after the context shows it.
    Thread.sleep(2_000);
    gateway.mapper.release();
    stopping.join();
    assertThat(gateway.store.entries())
        .extracting(JournalEntry::state)
        .containsExactly(JournalEntry.State.APPLIED, JournalEntry.State.RECEIVED);
  }
}
