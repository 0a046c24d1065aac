package parley.submissions.engine;

import static parley.submissions.engine.Volume.peak;
import static parley.submissions.engine.Volume.say;
import static parley.submissions.engine.Volume.timed;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.Set;
import java.util.stream.Collectors;
import parley.submissions.course.CourseModel;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.rule.Registers;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.SubmissionFacts;
import parley.submissions.view.ViewReader;
import parley.terminology.scale.Scales;

/** Measures tables, rules and measures over a made service: contacts, then {@code month|year}. */
public final class SubmissionVolume {

  private SubmissionVolume() {}

  public static void main(String[] arguments) throws IOException {
    var contacts = Integer.parseInt(arguments[0]);
    var year = arguments[1].equals("year");
    var threads = Integer.parseInt(arguments[2]);
    var resources = MadeService.ofContacts(contacts);
    var scratch = Files.createTempDirectory("submission-volume");
    var limits = new EngineLimits(java.util.Optional.of(scratch), 1_024, threads);
    say("contacts, period, threads", contacts + " " + arguments[1] + " " + threads);
    say("resources", Volume.made(resources));
    parts(resources, limits, order(year));
    var measures = MeasureFolder.packaged();
    var tables = new PeriodTables(new ViewReader(), CourseModel.packaged(), limits);
    var queries = measures.stream().map(MeasureDefinition::query).toList();
    var loaded =
        timed(
            "tables and measures, of one reading",
            () -> (PeriodTables.Result.Made) tables.make(resources, order(year), queries));
    say("  figures", Figures.of(measures, loaded.counted(), order(year).facts()).all().size());
    var submission = loaded.submission();
    submission.dataset().tables().stream()
        .filter(table -> submission.rows(table.number()).size() > 1)
        .forEach(table -> say("  rows of " + table.name(), submission.rows(table.number()).size()));
    peak();
    var report =
        timed(
            "rules",
            () ->
                RuleRun.of(
                    submission, RuleBook.strict(Scales.packaged(), Registers.none(), Set.of())));
    say("  findings", report.findings().size());
    report.findings().stream()
        .collect(Collectors.groupingBy(one -> one.rule().code(), Collectors.counting()))
        .forEach((rule, count) -> say("  findings of " + rule, count));
    peak();
    Files.deleteIfExists(scratch);
  }

  /** What the tables wait for, step by step. */
  private static void parts(MadeService resources, EngineLimits limits, SubmissionOrder order) {
    var record = new RecordTables(new ViewReader(), limits);
    try (var database = Database.open(limits)) {
      timed("  part: views", () -> sql(() -> record.views(database, resources, new HashMap<>())));
      timed(
          "  part: SQL of the period",
          () ->
              sql(
                  () -> {
                    record.period(database, order, LocalKeyRegister.none());
                    return true;
                  }));
      timed(
          "  part: facts of the course model",
          () ->
              sql(
                  () -> {
                    new CourseFactTable(CourseModel.packaged()).fill(database, order.facts().end());
                    return true;
                  }));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Work<T> {
    T done() throws SQLException;
  }

  private static <T> T sql(Work<T> work) {
    try {
      return work.done();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SubmissionOrder order(boolean year) {
    return new SubmissionOrder(
        new SubmissionFacts(
            "RZ9",
            "RZ9",
            LocalDate.parse(year ? "2026-01-01" : "2026-06-01"),
            LocalDate.parse(year ? "2026-12-31" : "2026-06-30"),
            LocalDateTime.parse("2027-01-20T10:00:00")),
        "PARLEY");
  }
}
