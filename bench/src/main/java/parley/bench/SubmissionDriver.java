package parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import parley.server.database.DatabaseConfiguration;
import parley.server.settings.CommandStart;
import parley.server.settings.GatewaySettings;
import parley.server.view.RecordSelection;
import parley.server.view.StoredResources;
import parley.submissions.build.BuildOrder;
import parley.submissions.build.BuildResult;
import parley.submissions.build.SubmissionBuilder;
import parley.submissions.build.SubmissionType;
import parley.submissions.course.CourseModel;
import parley.submissions.engine.BuildStep;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.PeriodTables;
import parley.submissions.engine.SubmissionOrder;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.rule.Registers;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ViewReader;
import parley.terminology.scale.Scales;

/**
 * Builds the package of any period out of the store that {@code PARLEY_DATA} or {@code
 * PARLEY_DB_URL} names, and tells what each step took of time and memory. {@code parley submit}
 * does the same for a month, and enters it in the register.
 */
public final class SubmissionDriver {

  private static final String USAGE =
      """
      SubmissionDriver --from 2024-11-01 --to 2024-11-30 --out FOLDER [--provider RZ1]
                       [--threads 2] [--engine-mb 1024] [--whole]
        --whole  read every record, not only those of persons who matter for the period
      """;

  private SubmissionDriver() {}

  /** The database alone. */
  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(GatewaySettings.class)
  @Import(DatabaseConfiguration.class)
  static class Database {}

  public static void main(String[] arguments) throws IOException {
    try {
      var named = Set.of("from", "to", "out", "provider", "threads", "engine-mb");
      System.exit(run(new Options(List.of(arguments), Set.of("whole"), named)));
    } catch (IllegalArgumentException wrong) {
      System.err.println(wrong.getMessage());
      System.err.print(USAGE);
      System.exit(2);
    }
  }

  private static int run(Options options) throws IOException {
    if (!options.has("from") || !options.has("to") || !options.has("out")) {
      throw new IllegalArgumentException("--from, --to and --out are needed");
    }
    var first = LocalDate.parse(options.text("from", ""));
    var last = LocalDate.parse(options.text("to", ""));
    var provider = options.text("provider", "RZ1");
    var started = CommandStart.of(Database.class);
    if (!(started instanceof CommandStart.Started start)) {
      throw new IllegalArgumentException(((CommandStart.Refused) started).reason());
    }
    var out = Path.of(options.text("out", ""));
    var scratch = Files.createDirectories(out.resolveSibling(out.getFileName() + "-scratch"));
    try (var context = start.context()) {
      var told = new Told();
      var selection =
          options.has("whole") ? RecordSelection.all() : RecordSelection.of(first, last);
      try (var record = StoredResources.open(context.getBean(DataSource.class), selection)) {
        told.say("who matters");
        var limits =
            new EngineLimits(
                Optional.of(scratch),
                options.number("engine-mb", 1_024),
                options.number("threads", 2));
        var result =
            new SubmissionBuilder(
                    new PeriodTables(new ViewReader(), CourseModel.packaged(), limits),
                    MeasureFolder.packaged(),
                    off -> RuleBook.strict(Scales.packaged(), Registers.none(), off),
                    Clock.systemUTC(),
                    "bench")
                .build(record, order(provider, first, last), out, told);
        told.whole();
        return told.result(result);
      }
    } finally {
      Files.deleteIfExists(scratch);
    }
  }

  private static BuildOrder order(String provider, LocalDate first, LocalDate last) {
    var made = LocalDateTime.of(last.plusDays(20), java.time.LocalTime.NOON);
    var facts = new SubmissionFacts(provider, provider, first, last, made);
    return BuildOrder.of(new SubmissionOrder(facts, "PARLEY"), SubmissionType.PRIMARY, "bench");
  }

  /** Tells time of the clock, of the processors, and the most memory there was. */
  private static final class Told implements BuildStep.Heard {

    private final long began = System.nanoTime();
    private final long beganProcessors = processors();
    private final MemoryWatch memory = new MemoryWatch(ProcessHandle.current().pid());
    private long since = began;
    private long sinceProcessors = beganProcessors;

    @Override
    public void done(BuildStep step) {
      say(step.title());
    }

    void say(String what) {
      line(what, since, sinceProcessors);
      since = System.nanoTime();
      sinceProcessors = processors();
    }

    void whole() {
      line("all of it", began, beganProcessors);
    }

    private void line(String what, long from, long fromProcessors) {
      try {
        System.out.printf(
            Locale.ROOT,
            "%-36s %8.1f s, of the processors %8.1f s, at most %6d MB%n",
            what,
            (System.nanoTime() - from) / 1e9,
            (processors() - fromProcessors) / 1e3,
            memory.peak());
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private static long processors() {
      return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
    }

    int result(BuildResult result) {
      if (!(result instanceof BuildResult.Built built)) {
        System.out.println("not built: " + result);
        return 1;
      }
      System.out.println("rows: " + built.summary().counts().rows());
      System.out.println("findings: " + built.summary().findings());
      return 0;
    }
  }
}
