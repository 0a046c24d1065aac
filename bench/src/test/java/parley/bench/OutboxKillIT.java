package parley.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Answers to referrers when their system is away and the gateway is killed meanwhile. */
class OutboxKillIT {

  private static final int REFERRALS = 12;

  /** Seconds that the receiver is away besides what the gateway takes to start. */
  private static final int OUTAGE = Integer.getInteger("parley.outage", 0);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Pattern ID = Pattern.compile("\"id\":\\s*\"([^\"]+)\"");

  @TempDir Path work;

  @Test
  @EnabledIfSystemProperty(
      named = "parley.campaign",
      matches = "true",
      disabledReason =
          "takes minutes; mvn -B verify -Pcampaign runs it, the ordinary build tests leases alone")
  void everyAnswerArrivesInOrderAndOnceButForTheOneBeingSentAtAKill() throws Exception {
    var http = freePort();
    var mllp = freePort();
    var clinic = freePort();
    var base = URI.create("http://127.0.0.1:" + http);
    try (var gateway =
        GatewayProcess.start(
            Gateways.command(),
            settings(work, http, mllp, clinic),
            base,
            work.resolve("gateway.log"))) {
      gateway.awaitReady();
      for (int number = 1; number <= REFERRALS; number++) {
        refer(base, number);
        accept(base, number);
      }
      assertThat(waiting(base)).as("nobody listens").isEqualTo(REFERRALS);
      // Half of the outage before the kill and half after it; the campaign makes it ten minutes.
      TimeUnit.SECONDS.sleep(OUTAGE / 2);
      gateway.kill();
      gateway.startAgain();
      TimeUnit.SECONDS.sleep(OUTAGE / 2);
      try (var peer = new AnswerPeer(clinic, 400)) {
        awaitReceived(peer, 3);
        gateway.kill(); // while one is being sent
        gateway.startAgain();
        gateway.awaitReady();
        var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (waiting(base) > 0) {
          assertThat(System.nanoTime()).as("three minutes are over").isLessThan(end);
          Thread.sleep(200);
        }
        var firsts = new LinkedHashMap<String, String>();
        for (var message : peer.received()) {
          var before = firsts.putIfAbsent(AnswerPeer.controlId(message), message);
          assertThat(before == null || before.equals(message)).as("the same bytes").isTrue();
        }
        assertThat(firsts.values().stream().map(OutboxKillIT::referral))
            .containsExactlyElementsOf(
                IntStream.rangeClosed(1, REFERRALS).mapToObj(n -> "R-KILL-" + n + "-").toList());
        assertThat(peer.received().size() - REFERRALS)
            .as("sent again because the gateway was killed before it heard the answer")
            .isBetween(0, 1);
      }
    }
  }

  private static Map<String, String> settings(Path work, int http, int mllp, int clinic) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("PARLEY_DATA", work.resolve("data").toString());
    settings.put("PARLEY_HTTP_PORT", String.valueOf(http));
    settings.put("PARLEY_MLLP_PORT", String.valueOf(mllp));
    settings.put("PARLEY_OUTBOX_PERIOD", "100ms");
    settings.put("PARLEY_OUTBOX_LEASE", "26s");
    settings.put("PARLEY_OUTBOX_FIRSTDELAY", "200ms");
    settings.put("PARLEY_OUTBOX_LONGESTDELAY", "1s");
    settings.put("PARLEY_OUTBOX_OPENFOR", "1s");
    settings.put("PARLEY_OUTBOX_DESTINATIONS_0_NAME", "clinic");
    settings.put("PARLEY_OUTBOX_DESTINATIONS_0_KIND", "mllp");
    settings.put("PARLEY_OUTBOX_DESTINATIONS_0_HOST", "127.0.0.1");
    settings.put("PARLEY_OUTBOX_DESTINATIONS_0_PORT", String.valueOf(clinic));
    settings.put("PARLEY_OUTBOX_ANSWERS_0_SENDER", "TESTGP|Y99999");
    settings.put("PARLEY_OUTBOX_ANSWERS_0_DESTINATION", "clinic");
    settings.put("PARLEY_OUTBOX_ANSWERS_0_SEND", "decision");
    return settings;
  }

  private static void refer(URI base, int number) throws IOException, InterruptedException {
    var message =
        """
        MSH|^~\\&|TESTGP|Y99999|PARLEY|RXX|20261102085500||REF^I12|KILL-%d|P|2.4
        EVN|I12|20261102085500
        RF1|A|R|TT^Talking therapies|||R-KILL-%d-^Y99999|20261101
        PID|1||9990000018^^^NHS^NH||EXAMPLE^Erin||19800215|2
        """
            .formatted(number, number)
            .replace('\n', '\r');
    var request =
        HttpRequest.newBuilder(base.resolve("/hl7v2"))
            .header("Content-Type", "x-application/hl7-v2+er7")
            .POST(BodyPublishers.ofString(message));
    assertThat(body(request)).contains("MSA|AA|KILL-" + number);
  }

  /** As an EHR does: the triage of the referral is completed with the decision. */
  private static void accept(URI base, int number) throws IOException, InterruptedException {
    var referral = get(base, "/fhir/ServiceRequest?identifier=R-KILL-" + number + "-");
    var id = entryId(referral);
    var search = get(base, "/fhir/Task?code=triage&focus=ServiceRequest/" + id);
    var task = get(base, "/fhir/Task/" + entryId(search));
    var decided =
        task.replaceFirst(
            "\"status\":\\s*\"requested\"",
            "\"status\":\"completed\",\"businessStatus\":{\"coding\":[{\"system\":"
                + "\"https://parley.example/fhir/CodeSystem/task\",\"code\":\"accept\"}]}");
    var request =
        HttpRequest.newBuilder(base.resolve("/fhir/Task/" + entryId(search)))
            .header("Content-Type", "application/fhir+json")
            .PUT(BodyPublishers.ofString(decided));
    assertThat(body(request)).contains("\"completed\"");
  }

  /** The id of the first resource of a Bundle, whose own id comes before. */
  private static String entryId(String bundle) {
    var entries = bundle.substring(bundle.indexOf("\"entry\""));
    var id = ID.matcher(entries);
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static int waiting(URI base) throws IOException, InterruptedException {
    var page = get(base, "/outbox?state=waiting&destination=clinic&size=1");
    var total = Pattern.compile("\"total\":(\\d+)").matcher(page);
    assertThat(total.find()).as(page).isTrue();
    return Integer.parseInt(total.group(1));
  }

  private static String referral(String message) {
    var id = Pattern.compile("R-KILL-\\d+-").matcher(message);
    assertThat(id.find()).isTrue();
    return id.group();
  }

  private static void awaitReceived(AnswerPeer peer, int count) throws InterruptedException {
    var end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (peer.received().size() < count) {
      assertThat(System.nanoTime()).as("three minutes are over").isLessThan(end);
      Thread.sleep(20);
    }
  }

  private static String get(URI base, String path) throws IOException, InterruptedException {
    return body(HttpRequest.newBuilder(base.resolve(path)).GET());
  }

  private static String body(HttpRequest.Builder request) throws IOException, InterruptedException {
    return CLIENT.send(request.build(), BodyHandlers.ofString()).body();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
