package parley.bench;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.GatewayApplication;

/**
 * Measures {@code $caseload} and the worklists over many open courses, on a gateway in this process
 * with a database of its own that is seeded first. Exit code 0 when every answer was a success and
 * within its limit: 300 ms for a caseload of 60 asked for again, 500 ms for a worklist, at p95.
 */
public final class CaseloadDriver {

  private static final String USAGE =
      """
      CaseloadDriver [--courses 5000] [--caseload 60] [--calls 50] [--data FOLDER]
        --data   folder of the database (default: a new one under bench/target); one that was
                 seeded before is measured as it is
      """;
  private static final int CASELOAD_MILLIS = 300;
  private static final int WORKLIST_MILLIS = 500;
  private static final int WARM_UP = 20;

  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final int calls;
  private boolean failed;

  private CaseloadDriver(String base, int calls) {
    this.base = base;
    this.calls = calls;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try {
      var named = Set.of("courses", "caseload", "calls", "data");
      System.exit(run(new Options(List.of(arguments), Set.of(), named)));
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
            ? Path.of(options.text("data", ""))
            : Files.createTempDirectory(made, "caseload-");
    var application = new SpringApplication(GatewayApplication.class);
    application.setDefaultProperties(
        Map.of(
            "PARLEY_DATA", data.toString(),
            "PARLEY_HTTP_PORT", "0",
            "PARLEY_MLLP_PORT", String.valueOf(freePort())));
    try (var gateway = application.run()) {
      var each = options.number("caseload", 60);
      seed(gateway, options.number("courses", 5000), each);
      var port = gateway.getEnvironment().getRequiredProperty("local.server.port");
      var driver = new CaseloadDriver("http://127.0.0.1:" + port, options.number("calls", 50));
      driver.measure(each);
      return driver.failed ? 1 : 0;
    }
  }

  private static void seed(ConfigurableApplicationContext gateway, int courses, int each)
      throws InterruptedException {
    var jdbc = gateway.getBean(JdbcTemplate.class);
    var held = jdbc.queryForObject("select count(*) from course_record", Long.class);
    if (held != null && held > 0) {
      System.out.printf("%d courses are there already%n", held);
      return;
    }
    var seed =
        new CaseloadSeed(
            gateway.getBean(DaoRegistry.class),
            new TransactionTemplate(gateway.getBean(PlatformTransactionManager.class)),
            LocalDate.now());
    var began = System.nanoTime();
    var written = seed.run(courses, each);
    System.out.printf(
        "%d courses, %d resources seeded in %.0f s%n",
        courses, written, (System.nanoTime() - began) / 1e9);
    // What a database does by itself within minutes of such a load.
    jdbc.execute("analyze");
  }

  private void measure(int each) throws IOException, InterruptedException {
    var caseload = "/fhir/Practitioner/%s/$caseload";
    var first = caseload.formatted(CaseloadRecords.therapist(0));
    System.out.printf("%-46s %8.0f ms%n", "$caseload of " + each + ", first of all", time(first));
    for (var i = 1; i <= 5; i++) {
      var cold = caseload.formatted(CaseloadRecords.therapist(i));
      System.out.printf("%-46s %8.0f ms%n", "another one for the first time", time(cold));
    }
    report("$caseload of " + each, first, CASELOAD_MILLIS);
    report("worklists/unqualified", "/worklists/unqualified", WORKLIST_MILLIS);
    report("worklists/unqualified, last page", "/worklists/unqualified?page=40", WORKLIST_MILLIS);
    report("worklists/unqualified/counts", "/worklists/unqualified/counts", WORKLIST_MILLIS);
    report("worklists/supervision", "/worklists/supervision", WORKLIST_MILLIS);
    System.out.printf(
        "%-46s %8.0f ms%n",
        "worklists/waiting, first after all was seeded", time("/worklists/waiting"));
    report("worklists/waiting", "/worklists/waiting", WORKLIST_MILLIS);
  }

  private void report(String name, String path, int limit)
      throws IOException, InterruptedException {
    for (var i = 0; i < WARM_UP; i++) {
      time(path);
    }
    var millis = new double[calls];
    for (var i = 0; i < calls; i++) {
      millis[i] = time(path);
    }
    Arrays.sort(millis);
    var p95 = millis[(int) Math.ceil(0.95 * calls) - 1];
    failed |= p95 > limit;
    System.out.printf(
        Locale.ROOT,
        "%-46s p50 %6.1f  p95 %6.1f  max %6.1f ms (limit %d)%n",
        name,
        millis[calls / 2],
        p95,
        millis[calls - 1],
        limit);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private double time(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(base + path)).build();
    var began = System.nanoTime();
    var answer = http.send(request, BodyHandlers.ofString());
    var took = (System.nanoTime() - began) / 1e6;
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode());
    }
    return took;
  }
}
