package parley.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import parley.server.synth.NhsNumbers;

final class LoadRunTest {

  @Test
  void answersAreCountedAndTimed() throws IOException, InterruptedException {
    try (var gateway = new FakeGateway(0)) {
      var run = new LoadRun("127.0.0.1", gateway.port(), "T", new NhsNumbers(500));
      var result = run.measure(2, 0, 1);
      assertThat(result.accepted()).isPositive().isEqualTo(result.nanos().length);
      assertThat(result.unanswered()).isZero();
      assertThat(result.percentile(0.5)).isPositive();
      assertThat(gateway.controlIds()).doesNotHaveDuplicates();
      assertThat(result.row()).hasSameSizeAs(LoadResult.HEADING);
    }
  }

  @Test
  void brokenConnectionsAreCountedAsUnanswered() throws IOException, InterruptedException {
    try (var gateway = new FakeGateway(2)) {
      var run = new LoadRun("127.0.0.1", gateway.port(), "T", new NhsNumbers(500));
      assertThat(run.measure(1, 0, 1).unanswered()).isPositive();
    }
  }

  @Test
  void percentilesAreByNearestRank() {
    var nanos = new long[100];
    for (var i = 0; i < 100; i++) {
      nanos[i] = (100 - i) * 1_000_000L;
    }
    var result = new LoadResult(1, 10, nanos, 100, 0, 0, 0);
    assertThat(result.percentile(0.5)).isCloseTo(50, within(1e-9));
    assertThat(result.percentile(0.99)).isCloseTo(99, within(1e-9));
    assertThat(result.percentile(1)).isCloseTo(100, within(1e-9));
    assertThat(result.perSecond()).isCloseTo(10, within(1e-9));
  }
}
