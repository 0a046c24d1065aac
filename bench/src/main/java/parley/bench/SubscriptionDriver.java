package parley.bench;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import parley.server.GatewayApplication;
import parley.server.synth.NhsNumbers;

/**
 * Measures what Subscriptions to a slow receiver cost the intake: referrals over MLLP beside a
 * steady trickle of writes that, in every second of five rounds, each become one notification. Exit
 * code 0 when the rate of those rounds is at least {@code --ratio} of that of the others and the
 * notifications kept up.
 */
public final class SubscriptionDriver {

  private static final String USAGE =
      """
      SubscriptionDriver [--subscriptions 60] [--per-minute 1000] [--thinks 2000]
                         [--connections 8] [--seconds 30] [--warmup 15] [--ratio 90]
        --thinks   milliseconds before the receiver answers
        --ratio    least intake with Subscriptions, in percent of that without
      """;

  private static final int ROUNDS = 2;
  private static final int WRITERS = 8;

  private final FhirWriter fhir;
  private final LoadRun load;
  private final SlowReceiver receiver;
  private final Options options;
  private final int subscriptions;
  private final AtomicLong writes = new AtomicLong();
  private final AtomicInteger failures = new AtomicInteger();
  private double minutes;
  private long events;
  private long caused;

  private SubscriptionDriver(
      FhirWriter fhir, LoadRun load, SlowReceiver receiver, Options options) {
    this.fhir = fhir;
    this.load = load;
    this.receiver = receiver;
    this.options = options;
    this.subscriptions = options.number("subscriptions", 60);
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      var named =
          Set.of(
              "subscriptions", "per-minute", "thinks", "connections", "seconds", "warmup", "ratio");
      System.exit(run(new Options(List.of(arguments), Set.of(), named)));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static int run(Options options) throws IOException, InterruptedException {
    var made = Files.createDirectories(Path.of("bench", "target"));
    var mllp = freePort();
    var application = new SpringApplication(GatewayApplication.class);
    application.setDefaultProperties(
        settings(Files.createTempDirectory(made, "subscriptions-"), mllp, options));
    try (var receiver = new SlowReceiver(Duration.ofMillis(options.number("thinks", 2000)));
        var gateway = application.run()) {
      var run = Long.toString(Instant.now().getEpochSecond(), 36).toUpperCase(Locale.ROOT);
      var driver =
          new SubscriptionDriver(
              new FhirWriter("http://127.0.0.1:" + port(gateway) + "/fhir/"),
              new LoadRun("127.0.0.1", mllp, run, new NhsNumbers(100_000)),
              receiver,
              options);
      awaitDefinitions(gateway);
      return driver.measure() ? 0 : 1;
    }
  }

  private static Map<String, Object> settings(Path data, int mllp, Options options) {
    var settings = new HashMap<String, Object>();
    settings.put("PARLEY_DATA", data.toString());
    settings.put("PARLEY_HTTP_PORT", "0");
    settings.put("PARLEY_MLLP_PORT", String.valueOf(mllp));
    // Each destination has one delivery under way, so a slow receiver takes a thread for each.
    settings.put("PARLEY_OUTBOX_SLOW_THREADS", options.number("subscriptions", 60));
    var target = "parley.subscriptions.targets[0].";
    settings.put(target + "name", "bench");
    settings.put(target + "hosts", "localhost");
    settings.put(target + "types", "Patient");
    settings.put(target + "secret", UUID.randomUUID().toString());
    settings.put(target + "plain", true);
    settings.put(target + "private-addresses", true);
    return settings;
  }

  private boolean measure() throws IOException, InterruptedException {
    var trickle = Executors.newScheduledThreadPool(WRITERS);
    try {
      begin(trickle);
      System.out.println(LoadResult.HEADING);
      var without = round(options.number("warmup", 15)).perSecond();
      var with = 0.0;
      for (var i = 0; i < ROUNDS; i++) {
        with += roundWithSubscriptions().perSecond() / ROUNDS;
        without += round(options.number("warmup", 15) / 2).perSecond();
      }
      return report(100 * with * (ROUNDS + 1) / without);
    } finally {
      trickle.shutdownNow();
    }
  }

  private LoadResult roundWithSubscriptions() throws IOException, InterruptedException {
    for (var i = 0; i < subscriptions; i++) {
      subscribe(i);
    }
    awaitActive();
    var written = writes.get();
    var answered = receiver.events();
    var began = System.nanoTime();
    var result = round(options.number("warmup", 15) / 2);
    minutes += (System.nanoTime() - began) / 60e9;
    events += receiver.events() - answered;
    caused += writes.get() - written;
    for (var i = 0; i < subscriptions; i++) {
      fhir.delete("Subscription/bench-" + i);
    }
    return result;
  }

  private boolean report(double ratio) {
    System.out.printf(
        Locale.ROOT,
        "written %.0f and notifications answered %.0f a minute; intake with Subscriptions %.1f%% of"
            + " that without; failed writes %d%n",
        caused / minutes,
        events / minutes,
        ratio,
        failures.get());
    return ratio >= options.number("ratio", 90) && events > 0.8 * caused && failures.get() == 0;
  }

  private LoadResult round(int warmup) throws InterruptedException {
    var result =
        load.measure(options.number("connections", 8), warmup, options.number("seconds", 30));
    System.out.println(result.row());
    return result;
  }

  /** The same writes in every round, so that only the Subscriptions differ. */
  private void begin(ScheduledExecutorService trickle) {
    var every = 60_000_000L / options.number("per-minute", 1000);
    // One task never runs beside itself, so there are several, each with its share.
    for (var i = 0; i < WRITERS; i++) {
      trickle.scheduleAtFixedRate(this::write, i * every, WRITERS * every, TimeUnit.MICROSECONDS);
    }
  }

  private void write() {
    var number = writes.incrementAndGet();
    var id = UUID.randomUUID().toString();
    try {
      fhir.put(
          "Patient/" + id,
          """
          {"resourceType":"Patient","id":"%s","name":[{"family":"%s"}],"gender":"female",
           "birthDate":"1980-02-15"}"""
              .formatted(id, family(number % subscriptions)));
    } catch (IOException e) {
      failures.incrementAndGet();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static String family(long number) {
    return "Zzbench%03dx".formatted(number);
  }

  private void subscribe(int number) throws IOException, InterruptedException {
    fhir.put(
        "Subscription/bench-" + number,
        """
        {"resourceType":"Subscription","id":"bench-%d","status":"requested","reason":"bench",
         "criteria":"Patient?family=%s","channel":{"type":"rest-hook","endpoint":"%s/%d"}}"""
            .formatted(number, family(number), receiver.url(), number));
  }

  private void awaitActive() throws IOException, InterruptedException {
    for (var i = 0; i < subscriptions; i++) {
      while (!fhir.get("Subscription/bench-" + i).contains("\"active\"")) {
        Thread.sleep(100);
      }
    }
  }

  /** Storing Parley's own definitions takes a processor for a while after the first start. */
  private static void awaitDefinitions(ConfigurableApplicationContext gateway)
      throws InterruptedException {
    var stored = "select count(*) from hfj_resource where res_type = 'ImplementationGuide'";
    var jdbc = gateway.getBean(JdbcTemplate.class);
    while (Objects.equals(jdbc.queryForObject(stored, Integer.class), 0)) {
      Thread.sleep(500);
    }
  }

  private static String port(ConfigurableApplicationContext gateway) {
    return gateway.getEnvironment().getRequiredProperty("local.server.port");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
