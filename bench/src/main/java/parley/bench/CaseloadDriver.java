package parley.bench;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.GatewayApplication;

/**
 * Measures {@code $caseload} and the worklists over many open courses: the first calls after they
 * were written, the first of each after a start of its own, and many. A gateway in this process
 * writes the courses; what is asked after a start is the gateway as it is shipped. Exit code 0 when
 * every first call, and p95 of the others, was within its limit: 300 ms for a caseload of 60, 500
 * ms for a worklist.
 */
public final class CaseloadDriver {

  private static final String USAGE =
      """
      CaseloadDriver [--courses 5000] [--caseload 60] [--calls 50] [--data FOLDER] [--heap 2g]
                     [--seed-only]
        --data   folder of the database (default: a new one under bench/target); one that was
                 seeded before is measured as it is
        --seed-only  measure nothing after a start
      """;

  /** Tells a folder that holds all of its courses. */
  private static final String SEEDED = "seeded.txt";

  private final Path data;
  private final String command;
  private final int each;
  private final CaseloadCalls calls = new CaseloadCalls();

  private CaseloadDriver(Path data, String command, int each) {
    this.data = data.toAbsolutePath();
    this.command = command;
    this.each = each;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      var named = Set.of("courses", "caseload", "calls", "data", "heap");
      System.exit(run(new Options(List.of(arguments), Set.of("seed-only"), named)));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static int run(Options options) throws IOException, InterruptedException {
    var made = Files.createDirectories(Path.of("bench", "target"));
    var data =
        options.has("data")
            ? Files.createDirectories(Path.of(options.text("data", "")))
            : Files.createTempDirectory(made, "caseload-");
    var command = shipped(options.text("heap", "2g"));
    var driver = new CaseloadDriver(data, command, options.number("caseload", 60));
    if (Files.exists(data.resolve(SEEDED))) {
      System.out.print(Files.readString(data.resolve(SEEDED)));
    } else {
      driver.seed(options.number("courses", 5000));
    }
    if (!options.has("seed-only")) {
      driver.afterStarts();
      driver.many(options.number("calls", 50));
    }
    return driver.calls.failed() ? 1 : 0;
  }

  /** Writes the courses and asks at once. */
  private void seed(int courses) throws IOException, InterruptedException {
    var application = new SpringApplication(GatewayApplication.class);
    application.setDefaultProperties(
        Map.of(
            "PARLEY_DATA", data.toString(),
            "PARLEY_HTTP_PORT", "0",
            "PARLEY_MLLP_PORT", String.valueOf(freePort())));
    try (var gateway = application.run()) {
      var seed =
          new CaseloadSeed(
              gateway.getBean(DaoRegistry.class),
              new TransactionTemplate(gateway.getBean(PlatformTransactionManager.class)),
              LocalDate.now());
      var began = System.nanoTime();
      var written = seed.run(courses, each);
      var told =
          "%d courses, %d resources seeded in %.0f s%n"
              .formatted(courses, written, (System.nanoTime() - began) / 1e9);
      System.out.print(told);
      var port = gateway.getEnvironment().getRequiredProperty("local.server.port");
      for (var call : CaseloadCalls.all(each)) {
        calls.first(URI.create("http://127.0.0.1:" + port), call, "first after the last write");
      }
      // What a database does by itself within minutes of such a load.
      gateway.getBean(JdbcTemplate.class).execute("analyze");
      Files.writeString(data.resolve(SEEDED), told);
    }
  }

  /** Each call as the first of all after a start. */
  private void afterStarts() throws IOException, InterruptedException {
    for (var call : CaseloadCalls.all(each)) {
      if (call.isLaterPage()) {
        continue;
      }
      try (var gateway = start()) {
        calls.first(
            gateway.base(),
            call,
            String.format(Locale.ROOT, "first of all, ready in %.1f s", gateway.awaitReady()));
      }
    }
  }

  /** After one more start: all calls once, one after the other, and then many times. */
  private void many(int times) throws IOException, InterruptedException {
    try (var gateway = start()) {
      gateway.awaitReady();
      for (var i = 1; i <= 3; i++) {
        var call = CaseloadCalls.caseload(i, "$caseload of " + each);
        calls.first(gateway.base(), call, i == 1 ? "first of all" : "somebody else's");
      }
      for (var call : CaseloadCalls.all(each)) {
        calls.many(gateway.base(), call, times);
      }
    }
  }

  private GatewayProcess start() throws IOException {
    var http = freePort();
    var environment =
        Map.of(
            "PARLEY_DATA", data.toString(),
            "PARLEY_HTTP_PORT", String.valueOf(http),
            "PARLEY_MLLP_PORT", String.valueOf(freePort()));
    return GatewayProcess.start(
        command, environment, URI.create("http://127.0.0.1:" + http), data.resolve("gateway.log"));
  }

  private static String shipped(String heap) throws IOException {
    try (var jars = Files.newDirectoryStream(Path.of("server", "target"), "server-[0-9]*.jar")) {
      for (var jar : jars) {
        return "java -Xmx%s -Dfile.encoding=UTF-8 -jar %s serve"
            .formatted(heap, jar.toAbsolutePath());
      }
    }
    throw new IllegalArgumentException("no gateway in server/target: build it first");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
