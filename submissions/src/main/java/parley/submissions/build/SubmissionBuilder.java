package parley.submissions.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.submissions.access.AccessFile;
import parley.submissions.access.AccessTemplate;
import parley.submissions.access.Difference;
import parley.submissions.build.report.BuildReport;
import parley.submissions.build.report.ReportJson;
import parley.submissions.build.report.ReportPage;
import parley.submissions.build.report.ReportTable;
import parley.submissions.dataset.Dataset;
import parley.submissions.engine.DatasetTables;
import parley.submissions.engine.ParquetFile;
import parley.submissions.engine.TablesResult;
import parley.submissions.rule.Rule;
import parley.submissions.rule.RuleReport;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.Submission;
import parley.submissions.view.ViewResources;

/**
 * Builds the package of a submission: makes the tables, holds them against the rules, compares them
 * with what was accepted before, and writes report and files. One serves a whole process.
 */
public final class SubmissionBuilder {

  private final DatasetTables tables;
  private final RuleChoice rules;
  private final Clock clock;
  private final String software;

  /**
   * Makes a builder.
   *
   * @param tables makes the tables
   * @param rules gives the rules that they are held against
   * @param clock says in the manifest when a package was built, and decides nothing else
   * @param software version of the software, for the manifest
   */
  public SubmissionBuilder(DatasetTables tables, RuleChoice rules, Clock clock, String software) {
    this.tables = tables;
    this.rules = rules;
    this.clock = clock;
    this.software = software;
  }

  /**
   * Builds a package.
   *
   * @param resources the whole record; asked for each type of resource once
   * @param folder where it is to be: a folder that is not there yet, or empty. It appears whole or
   *     not at all; what a killed build left beside it is removed by the next
   * @return what came of it
   * @throws PackageNotWritten when the disk fails; nothing is left
   * @throws parley.submissions.engine.TablesNotMade when the engine or its disk fails; nothing is
   *     left either
   */
  public BuildResult build(ViewResources resources, BuildOrder order, Path folder) {
    List<Rule> applied;
    try {
      applied = rules.without(order.switchedOffOwnRules());
    } catch (IllegalArgumentException e) {
      return failed(
          "a rule that is to be switched off is none of Parley's own",
          "switch off only rules whose code begins with PARLEY");
    }
    var differences = differences(order);
    if (differences.stream().anyMatch(difference -> !difference.harmless())) {
      return new BuildResult.Failed(
          differences.stream()
              .filter(difference -> !difference.harmless())
              .map(SubmissionBuilder::problem)
              .toList());
    }
    var inputs = new InputSeal(resources);
    var made = tables.make(inputs, order.order());
    if (made instanceof TablesResult.Failed failed) {
      var failure = failed.failure();
      return new BuildResult.Failed(
          List.of(
              new BuildProblem(failure.rule(), Optional.of(failure.resource()), failure.remedy())));
    }
    var submission = ((TablesResult.Made) made).submission();
    var report = RuleRun.of(submission, applied);
    var notes = differences.stream().map(difference -> "Template: " + difference).toList();
    var summary = Summaries.of(submission, report, order, notes);
    if (!summary.shortfalls().isEmpty() && !order.dryRun() && order.confirmation().isEmpty()) {
      return new BuildResult.Blocked(summary);
    }
    return written(new Judged(submission, report, summary, inputs), order, folder);
  }

  /**
   * Removes what a killed build left beside its folder; what another process is filling stays.
   *
   * @throws IOException when the disk fails
   */
  public static void clear(Path folder) throws IOException {
    PackageFolder.clear(folder);
  }

  /** A submission with all that is known of it. */
  private record Judged(
      Submission submission, RuleReport report, BuildSummary summary, InputSeal inputs) {}

  private BuildResult written(Judged judged, BuildOrder order, Path folder) {
    var summaries = new ArrayList<BuildSummary>(1);
    try {
      var refusal = PackageFolder.fill(folder, part -> summaries.add(content(judged, order, part)));
      if (refusal.isEmpty()) {
        return new BuildResult.Built(summaries.get(0), folder);
      }
      return refusal.get() == PackageFolder.Refusal.BUSY
          ? failed(
              "another build is writing the package in this folder",
              "wait for it, or name another folder")
          : failed(
              "there is something in this folder already, and a package is never overwritten",
              "name another folder, or take away what is there");
    } catch (AccessFile.KeyRefused e) {
      return failed(
          "table "
              + e.table()
              + ": a key of the template does not take a row, for it is blank or"
              + " there twice",
          "see the findings about " + e.table() + " in the report of a dry run, and mend them");
    } catch (IOException e) {
      throw new PackageNotWritten(folder, e);
    }
  }

  private BuildSummary content(Judged judged, BuildOrder order, Path part) throws IOException {
    var summary = judged.summary();
    if (!order.dryRun()) {
      summary = summary.noted(tables(judged.submission(), order, part));
    }
    var report = new BuildReport(judged.submission(), judged.report(), summary, order);
    ReportPage.write(report, part.resolve("report.html"));
    ReportTable.write(report, part.resolve("report.csv"));
    ReportJson.write(report, part.resolve("report.json"));
    var template = order.template().isPresent() ? Hashes.of(order.template().get()) : "";
    new Manifest(order, summary, judged.inputs(), template, software, clock.instant()).write(part);
    return summary;
  }

  /** Writes the tables in their three forms; says what Access could not hold. */
  private static List<String> tables(Submission submission, BuildOrder order, Path part)
      throws IOException {
    var csv = Files.createDirectory(part.resolve("csv"));
    var parquet = Files.createDirectory(part.resolve("parquet"));
    for (var table : submission.dataset().tables()) {
      var file = csv.resolve(table.name() + ".csv");
      CsvFile.write(table, submission.rows(table.number()), file);
      ParquetFile.ofCsv(table, file, parquet.resolve(table.name() + ".parquet"));
    }
    var database = part.resolve(accessName(order));
    var unheld =
        order.template().isPresent()
            ? AccessFile.write(submission, order.template().get(), database)
            : AccessFile.write(submission, database);
    return unheld.entrySet().stream()
        .map(
            field ->
                field.getKey()
                    + ": "
                    + field.getValue()
                    + " values that the database cannot hold are blank in it")
        .toList();
  }

  /** Such as {@code IAPT_RZ9_2026-10_primary.accdb}. */
  private static String accessName(BuildOrder order) {
    var facts = order.order().facts();
    return "IAPT_"
        + facts.provider().replaceAll("[^A-Za-z0-9]", "")
        + "_"
        + facts.start().toString().substring(0, "2026-10".length())
        + "_"
        + order.type().code()
        + ".accdb";
  }

  private static List<Difference> differences(BuildOrder order) {
    return order
        .template()
        .map(file -> AccessTemplate.differences(Dataset.iapt21(), file))
        .orElse(List.of());
  }

  private static BuildProblem problem(Difference difference) {
    return new BuildProblem(
        "the template is not the database of the data set: " + difference,
        Optional.empty(),
        "use the empty database of this version of the data set, as it is given out");
  }

  private static BuildResult failed(String reason, String remedy) {
    return new BuildResult.Failed(List.of(new BuildProblem(reason, Optional.empty(), remedy)));
  }
}
