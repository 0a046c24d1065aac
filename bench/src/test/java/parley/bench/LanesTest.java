package parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class LanesTest {

  @Test
  void whatIsNotAnsweredIsSentAgainUntilItIs() throws IOException, InterruptedException {
    try (var gateway = new FakeGateway(3);
        var lanes = new Lanes(List.of(gateway.port()), "T", 500)) {
      lanes.start(2);
      while (lanes.acknowledged() < 8) {
        Thread.sleep(10);
      }
      var ledger = lanes.finish();
      assertThat(ledger).allMatch(Sent::acknowledged).hasSizeGreaterThanOrEqualTo(8);
      var controlIds = gateway.controlIds();
      assertThat(controlIds).hasSizeGreaterThan(ledger.size());
      assertThat(controlIds.stream().collect(Collectors.toSet())).hasSameSizeAs(ledger);
    }
  }

  @Test
  void everyLaneNumbersItsOwnStreamAndSharesPeopleWithTheOthers()
      throws IOException, InterruptedException {
    try (var gateway = new FakeGateway(0);
        var lanes = new Lanes(List.of(gateway.port()), "T", 500)) {
      lanes.start(2);
      while (lanes.acknowledged() < 20) {
        Thread.sleep(10);
      }
      var ledger = lanes.finish();
      var firsts = ledger.stream().filter(sent -> sent.sequence() == 1).toList();
      assertThat(firsts).hasSize(2);
      assertThat(firsts.get(0).message().nhsNumber())
          .isEqualTo(firsts.get(1).message().nhsNumber());
      assertThat(ledger.stream().map(sent -> sent.message().controlId()))
          .doesNotHaveDuplicates()
          .allMatch(controlId -> controlId.length() <= 20);
    }
  }

  @Test
  void everyGatewayGetsEveryMessage() throws IOException, InterruptedException {
    try (var one = new FakeGateway(0);
        var two = new FakeGateway(0);
        var lanes = new Lanes(List.of(one.port(), two.port()), "T", 500)) {
      lanes.start(2);
      while (lanes.acknowledged() < 10) {
        Thread.sleep(10);
      }
      var ledger = lanes.finish();
      assertThat(one.controlIds()).hasSameSizeAs(ledger);
      assertThat(two.controlIds()).containsExactlyInAnyOrderElementsOf(one.controlIds());
    }
  }
}
