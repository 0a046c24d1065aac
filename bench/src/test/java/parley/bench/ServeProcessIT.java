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
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parley.bench.LoadUntilClosed.Ending;
import parley.bench.LoadUntilClosed.Lane;

/** {@code serve} with its embedded PostgreSQL, as an operator runs it. */
class ServeProcessIT {

  private static final String MESSAGE =
      """
      MSH|^~\\&|TESTGP|Y99999|PARLEY|RXX|20261102085500||REF^I12|PROC-1|P|2.4
      EVN|I12|20261102085500
      RF1|A|R|TT^Talking therapies|||R-PROC-1^Y99999|20261101
      PID|1||9990000018^^^NHS^NH||EXAMPLE^Erin||19800215|2
      """
          .replace('\n', '\r');

  @TempDir Path work;

  @Test
  void survivesAKillOnItsOwnDatabaseAndLeavesNoProcessBehind() throws Exception {
    var port = freePort();
    var data = work.resolve("data");
    var settings =
        Map.of(
            "PARLEY_DATA", data.toString(),
            "PARLEY_HTTP_PORT", String.valueOf(port),
            "PARLEY_MLLP_PORT", String.valueOf(freePort()));
    var base = URI.create("http://127.0.0.1:" + port);
    try (var gateway =
        GatewayProcess.start(Gateways.command(), settings, base, work.resolve("gateway.log"))) {
      gateway.awaitReady();
      var answer = post(base);
      assertThat(answer).contains("MSA|AA|PROC-1");
      var orphan = postmaster(data);

      gateway.kill();
      assertThat(ProcessHandle.of(orphan)).as("PostgreSQL outlives a kill").isPresent();
      gateway.startAgain();
      gateway.awaitReady();

      assertThat(postmaster(data)).isNotEqualTo(orphan);
      assertThat(post(base)).as("the stored answer, after a kill").isEqualTo(answer);
    }
    assertThat(data.resolve("postgres/postmaster.pid")).doesNotExist();
    assertThat(
            ProcessHandle.allProcesses()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().commandLine().stream())
                .filter(line -> line.contains(data.toString())))
        .as("no process left behind")
        .isEmpty();
  }

  @Test
  void aStopUnderLoadAnswersWhatIsInWorkAndReadsNoMore() throws Exception {
    var http = freePort();
    var mllp = freePort();
    var settings =
        Map.of(
            "PARLEY_DATA", work.resolve("data").toString(),
            "PARLEY_HTTP_PORT", String.valueOf(http),
            "PARLEY_MLLP_PORT", String.valueOf(mllp));
    var base = URI.create("http://127.0.0.1:" + http);
    try (var gateway =
            GatewayProcess.start(Gateways.command(), settings, base, work.resolve("gateway.log"));
        var load = new LoadUntilClosed(mllp)) {
      gateway.awaitReady();
      load.start(8, Integer.MAX_VALUE);
      load.start(1, 1); // has its answer and sends nothing more
      while (load.acknowledged() < 60) {
        Thread.sleep(20);
      }
      var began = System.nanoTime();
      assertThat(gateway.stop()).as("exit code").isIn(0, 143);
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));

      var lanes = load.awaitEnd();
      assertThat(lanes).extracting(Lane::ending).doesNotContain(Ending.BROKEN);
      assertThat(lanes.get(lanes.size() - 1).ending()).isEqualTo(Ending.CLOSED);
      assertThat(lanes).flatExtracting(Lane::otherwise).as("answers other than AA").isEmpty();
      var answered = lanes.stream().flatMap(lane -> lane.acknowledged().stream()).toList();
      gateway.startAgain();
      gateway.awaitReady();
      var stored = new GatewayReader(base).read("STOP");
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
