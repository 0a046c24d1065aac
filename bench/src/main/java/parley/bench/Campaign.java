package parley.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import parley.server.synth.NhsNumbers;

/** Feeds gateways, torments them, and then compares what was acknowledged with what is stored. */
final class Campaign {

  private static final Duration SETTLE = Duration.ofMinutes(3);

  private final CampaignSettings settings;
  private final String run;
  private final PrintStream out;
  private final Random random;
  private final List<Double> recoveries = new ArrayList<>();

  /**
   * A campaign that has not begun.
   *
   * @param run at most 7 characters, new for every campaign on the same data
   * @param out where its progress and figures go
   */
  Campaign(CampaignSettings settings, String run, PrintStream out) {
    this.settings = settings;
    this.run = run;
    this.out = out;
    this.random = new Random(settings.seed());
  }

  /**
   * Runs to the end and prints the figures.
   *
   * @throws IOException when a process does not start or the gateway cannot be read
   */
  Verdict run() throws IOException, InterruptedException {
    Files.createDirectories(settings.work());
    if (!settings.ownDatabase()) {
      return run(Optional.empty());
    }
    try (var database = new CampaignDatabase(settings.work().resolve("postgres"))) {
      return run(Optional.of(database));
    }
  }

  private Verdict run(Optional<CampaignDatabase> database)
      throws IOException, InterruptedException {
    var gateways = new ArrayList<GatewayProcess>();
    var ports = new ArrayList<Integer>();
    var count = settings.mode() == CampaignSettings.Mode.TWO_GATEWAYS ? 2 : 1;
    try {
      for (var i = 1; i <= count; i++) {
        var mllp = freePort();
        var gateway = gateway(i, mllp, database);
        gateways.add(gateway);
        ports.add(mllp);
        out.println("gateway %d ready after %.1f s".formatted(i, gateway.awaitReady()));
      }
      try (var lanes = new Lanes(ports, run, firstNumber())) {
        lanes.start(settings.lanes());
        torment(gateways.get(0), lanes, database);
        Thread.sleep(Duration.ofSeconds(settings.seconds()).toMillis());
        return judge(lanes.finish(), gateways.get(0));
      }
    } finally {
      for (var gateway : gateways) {
        gateway.close();
      }
    }
  }

  private GatewayProcess gateway(int number, int mllp, Optional<CampaignDatabase> database)
      throws IOException {
    var http = freePort();
    var environment =
        new HashMap<String, String>(
            Map.of(
                "PARLEY_HTTP_PORT", String.valueOf(http),
                "PARLEY_MLLP_PORT", String.valueOf(mllp),
                "PARLEY_DATA", settings.work().resolve("gateway-" + number).toString()));
    database.ifPresent(own -> environment.putAll(own.environment()));
    return GatewayProcess.start(
        settings.command(),
        environment,
        URI.create("http://127.0.0.1:" + http),
        settings.work().resolve("gateway-" + number + ".log"));
  }

  private void torment(GatewayProcess gateway, Lanes lanes, Optional<CampaignDatabase> database)
      throws IOException, InterruptedException {
    if (settings.mode() == CampaignSettings.Mode.TWO_GATEWAYS) {
      return;
    }
    for (var blow = 1; blow <= settings.blows(); blow++) {
      awaitTraffic(lanes);
      Thread.sleep(500 + random.nextInt(6_000));
      var began = System.nanoTime();
      if (settings.mode() == CampaignSettings.Mode.KILL) {
        gateway.kill();
        gateway.startAgain();
        gateway.awaitReady();
      } else {
        restartDatabase(database);
      }
      var before = lanes.acknowledged();
      while (lanes.acknowledged() == before) {
        pause(began);
      }
      var seconds = (System.nanoTime() - began) / 1e9;
      recoveries.add(seconds);
      out.println(
          "blow %d of %d: acknowledging again after %.1f s, %d acknowledged so far"
              .formatted(blow, settings.blows(), seconds, lanes.acknowledged()));
    }
  }

  private void awaitTraffic(Lanes lanes) throws InterruptedException, IOException {
    var began = System.nanoTime();
    var enough = lanes.acknowledged() + settings.lanes();
    while (lanes.acknowledged() < enough) {
      pause(began);
    }
  }

  private static void pause(long began) throws InterruptedException, IOException {
    if (System.nanoTime() - began > SETTLE.toNanos()) {
      throw new IOException("no message is acknowledged any more");
    }
    Thread.sleep(20);
  }

  private void restartDatabase(Optional<CampaignDatabase> database)
      throws IOException, InterruptedException {
    var down = 1_000 + random.nextInt(5_000);
    if (database.isPresent()) {
      database.get().stop();
      Thread.sleep(down);
      database.get().startAgain();
    } else {
      shell(settings.stopDatabase());
      Thread.sleep(down);
      shell(settings.startDatabase());
    }
  }

  private static void shell(String command) throws IOException, InterruptedException {
    var exit = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
    if (exit != 0) {
      throw new IOException("the database hook ended with " + exit);
    }
  }

  /** Waits until nothing is undecided, which recovery after a blow may take a while for. */
  private Verdict judge(List<Sent> ledger, GatewayProcess gateway)
      throws IOException, InterruptedException {
    var reader = new GatewayReader(gateway.base());
    var deadline = System.nanoTime() + SETTLE.toNanos();
    while (reader.inState("received") + reader.inState("parked") > 0
        && System.nanoTime() < deadline) {
      Thread.sleep(1_000);
    }
    var verdict = Checker.check(ledger, reader.read("K" + run));
    out.print(verdict.text());
    if (!recoveries.isEmpty()) {
      var sorted = recoveries.stream().sorted().toList();
      out.println(
          "recovery seconds   median %.1f, longest %.1f"
              .formatted(sorted.get(sorted.size() / 2), sorted.get(sorted.size() - 1)));
    }
    return verdict;
  }

  /** Another stretch of the test range for every run, far enough apart for one campaign. */
  private int firstNumber() {
    return 100_000 + Math.floorMod(run.hashCode() * 31, (NhsNumbers.BODIES - 200_000));
  }

  private static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
