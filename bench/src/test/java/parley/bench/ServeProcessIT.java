package parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.bench.LoadUntilClosed.Ending;
import parley.bench.LoadUntilClosed.Lane;

/**
 * {@code serve} with its embedded PostgreSQL, as an operator runs it. One test, because each start
 * takes half a minute of both processors.
 */
class ServeProcessIT {

  private static final String MESSAGE =
      """
      MSH|^~\\&|TESTGP|Y99999|PARLEY|RXX|20261102085500||REF^I12|PROC-1|P|2.4
      EVN|I12|20261102085500
      RF1|A|R|TT^Talking therapies|||R-PROC-1^Y99999|20261101
      PID|1||9990000018^^^NHS^NH||EXAMPLE^Erin||19800215|2
      """
          .replace('\n', '\r');

  /** Away from the numbers of {@link LoadUntilClosed}. */
  private static final int FIRST_NUMBER = 500_000;

  @TempDir Path work;

  @Test
  void aKillAndAStopUnderLoadLoseNothingAndLeaveNoProcessBehind() throws Exception {
    var http = freePort();
    var mllp = freePort();
    var data = work.resolve("data");
    var settings =
        Map.of(
            "PARLEY_DATA", data.toString(),
            "PARLEY_HTTP_PORT", String.valueOf(http),
            "PARLEY_MLLP_PORT", String.valueOf(mllp));
    var base = URI.create("http://127.0.0.1:" + http);
    try (var gateway =
        GatewayProcess.start(Gateways.command(), settings, base, work.resolve("gateway.log"))) {
      gateway.awaitReady();
      survivesAKillUnderLoad(gateway, data, mllp);
      stopsUnderLoad(gateway, data, mllp);
    }
    assertNothingRuns(data);
  }

  /** What was acknowledged before and after the kill is there once, as the campaign checks it. */
  private static void survivesAKillUnderLoad(GatewayProcess gateway, Path data, int mllp)
      throws Exception {
    var answer = post(gateway.base());
    assertThat(answer).contains("MSA|AA|PROC-1");
    try (var lanes = new Lanes(List.of(mllp), "SERVE", FIRST_NUMBER)) {
      lanes.start(4);
      await(() -> lanes.acknowledged() >= 20);
      var orphan = postmaster(data);
      gateway.kill();
      assertThat(ProcessHandle.of(orphan)).as("PostgreSQL outlives a kill").isPresent();
      var before = lanes.acknowledged();
      gateway.startAgain();
      gateway.awaitReady();
      assertThat(postmaster(data)).isNotEqualTo(orphan);
      assertThat(post(gateway.base())).as("the stored answer, after a kill").isEqualTo(answer);
      await(() -> lanes.acknowledged() >= before + 20);
      var sent = lanes.finish();
      var reader = new GatewayReader(gateway.base());
      await(() -> reader.inState("received") + reader.inState("parked") == 0);
      var verdict = Checker.check(sent, reader.read("KSERVE"));
      assertThat(verdict.clean()).as(verdict.toString()).isTrue();
      assertThat(verdict.acknowledged()).isEqualTo(verdict.sent());
    }
  }

  private static void stopsUnderLoad(GatewayProcess gateway, Path data, int mllp) throws Exception {
    try (var load = new LoadUntilClosed(mllp)) {
      load.start(8, Integer.MAX_VALUE);
      load.start(1, 1); // has its answer and sends nothing more
      await(() -> load.acknowledged() >= 60);
      var began = System.nanoTime();
      assertThat(gateway.stop()).as("exit code").isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
      assertNothingRuns(data);

      var lanes = load.awaitEnd();
      assertThat(lanes).extracting(Lane::ending).doesNotContain(Ending.BROKEN);
      assertThat(lanes.get(lanes.size() - 1).ending()).isEqualTo(Ending.CLOSED);
      assertThat(lanes).flatExtracting(Lane::otherwise).as("answers other than AA").isEmpty();
      var answered = lanes.stream().flatMap(lane -> lane.acknowledged().stream()).toList();
      gateway.startAgain();
      gateway.awaitReady();
      var stored = new GatewayReader(gateway.base()).read("STOP");
      assertThat(stored.journal())
          .as("what was read was answered, and what was answered is kept")
          .allMatch(row -> row.state().equals("applied"))
          .extracting(Stored.Row::controlId)
          .containsExactlyInAnyOrderElementsOf(
              answered.stream().map(ReferralMessage::controlId).toList());
      assertThat(answered)
          .allSatisfy(
              message -> assertThat(stored.referrals()).containsEntry(message.referralId(), 1))
          .allSatisfy(
              message -> assertThat(stored.patients()).containsEntry(message.nhsNumber(), 1));
    }
  }

  private static void assertNothingRuns(Path data) {
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    assertThat(
            ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(data.toString())))
        .as("no process left behind")
        .isEmpty();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("three minutes are over").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  private static String post(URI base) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(base.resolve("/hl7v2"))
            .header("Content-Type", "x-application/hl7-v2+er7")
            .POST(HttpRequest.BodyPublishers.ofString(MESSAGE))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
  }

  private static long postmaster(Path data) throws IOException {
    return Long.parseLong(
        Files.readAllLines(data.resolve("postgres/postmaster.pid")).get(0).strip());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
