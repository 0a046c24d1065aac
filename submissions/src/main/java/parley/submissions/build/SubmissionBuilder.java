package parley.submissions.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
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
import parley.submissions.engine.BuildStep;
import parley.submissions.engine.LocalKeyRegister;
import parley.submissions.engine.PeriodTables;
import parley.submissions.measure.FigureCsv;
import parley.submissions.measure.FigureReports;
import parley.submissions.measure.Figures;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.measure.MeasureFolder;
import parley.submissions.product.Product;
import parley.submissions.product.ProductFolder;
import parley.submissions.rule.Rule;
import parley.submissions.rule.RuleReport;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.Submission;
import parley.submissions.view.ViewResources;

/**
 * Builds the package of a submission: makes tables and measures, holds the tables against the
 * rules, compares them with what was accepted before, and writes report and files. One serves a
 * whole process.
 */
public final class SubmissionBuilder {

  private final PeriodTables tables;
  private final List<MeasureDefinition> measures;
  private final RuleChoice rules;
  private final Clock clock;
  private final String software;
  private final LocalKeyRegister keys;

  /** A builder whose files nobody sends: the local keys that it gives are kept nowhere. */
  public SubmissionBuilder(
      PeriodTables tables,
      List<MeasureDefinition> measures,
      RuleChoice rules,
      Clock clock,
      String software) {
    this(tables, measures, rules, clock, software, LocalKeyRegister.none());
  }

  /**
   * Makes a builder.
   *
   * @param tables makes the tables and counts the measures
   * @param measures which measures, such as {@link MeasureFolder#packaged()}
   * @param rules gives the rules that they are held against
   * @param clock says in the manifest when a package was built, and decides nothing else
   * @param software version of the software, for the manifest
   * @param keys the local keys that were given before; those of a dry run are not kept
   */
  public SubmissionBuilder(
      PeriodTables tables,
      List<MeasureDefinition> measures,
      RuleChoice rules,
      Clock clock,
      String software,
      LocalKeyRegister keys) {
    this.tables = tables;
    this.measures = List.copyOf(measures);
    this.rules = rules;
    this.clock = clock;
    this.software = software;
    this.keys = keys;
  }

  /**
   * Builds a package.
   *
   * @param resources the whole record; asked for each type of resource once
   * @param folder where it is to be: a folder that is not there yet, or empty. It appears whole or
   *     not at all; what a killed build left beside it is removed by the next
   * @return what came of it
   * @throws parley.submissions.engine.LocalKeyTaken when another file that is built at the same
   *     moment gives other local keys
   * @throws PackageNotWritten when the disk fails; nothing is left
   * @throws parley.submissions.engine.TablesNotMade when the engine or its disk fails; nothing is
   *     left either
   */
  public BuildResult build(ViewResources resources, BuildOrder order, Path folder) {
    return build(resources, order, folder, BuildStep.Heard.BY_NOBODY);
  }

  /** As {@link #build(ViewResources, BuildOrder, Path)}, and says when a step is done. */
  public BuildResult build(
      ViewResources resources, BuildOrder order, Path folder, BuildStep.Heard heard) {
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
    var queries = measures.stream().map(MeasureDefinition::query).toList();
    var given = order.dryRun() ? LocalKeyRegister.readOnly(keys) : keys;
    var result = tables.make(inputs, order.order(), queries, given, heard);
    if (result instanceof PeriodTables.Result.Failed failed) {
      var failure = failed.failure();
      return new BuildResult.Failed(
          List.of(
              new BuildProblem(failure.rule(), Optional.of(failure.resource()), failure.remedy())));
    }
    var made = (PeriodTables.Result.Made) result;
    var submission = made.submission();
    var figures = Figures.of(measures, made.counted(), order.order().facts());
    var report = RuleRun.of(submission, applied);
    heard.done(BuildStep.RULES);
    var notes = differences.stream().map(difference -> "Template: " + difference).toList();
    var summary = Summaries.of(submission, report, order, notes);
    return written(new Judged(submission, figures, report, summary, inputs), order, folder, heard);
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
      Submission submission,
      Figures figures,
      RuleReport report,
      BuildSummary summary,
      InputSeal inputs) {

    /** The tables could not be written: the report says so. */
    Judged noted(String note) {
      return new Judged(submission, figures, report, summary.noted(List.of(note)), inputs);
    }
  }

  private BuildResult written(Judged judged, BuildOrder order, Path folder, BuildStep.Heard heard) {
    var summary = judged.summary();
    boolean held =
        !summary.shortfalls().isEmpty() && !order.dryRun() && order.confirmation().isEmpty();
    try {
      var result = filled(judged, order, folder, !order.dryRun() && !held, heard);
      return held && result instanceof BuildResult.Built built
          ? new BuildResult.Blocked(built.summary(), built.folder())
          : result;
    } catch (AccessFile.KeyRefused e) {
      return refused(e, judged, order, folder, heard);
    } catch (IOException e) {
      throw new PackageNotWritten(folder, e);
    }
  }

  /** The template takes no row of a table: what is wrong with it stands in the report. */
  private BuildResult refused(
      AccessFile.KeyRefused e,
      Judged judged,
      BuildOrder order,
      Path folder,
      BuildStep.Heard heard) {
    var reason =
        "table "
            + e.table()
            + ": a key of the template does not take a row, for it is blank or there twice";
    try {
      var result = filled(judged.noted("Template: " + reason), order, folder, false, heard);
      return result instanceof BuildResult.Built built
          ? new BuildResult.Failed(
              List.of(
                  new BuildProblem(
                      reason,
                      Optional.empty(),
                      "see the findings about " + e.table() + " in the report, and mend them")),
              Optional.of(built.folder()))
          : result;
    } catch (IOException disk) {
      throw new PackageNotWritten(folder, disk);
    }
  }

  private BuildResult filled(
      Judged judged, BuildOrder order, Path folder, boolean tables, BuildStep.Heard heard)
      throws IOException {
    var summaries = new ArrayList<BuildSummary>(1);
    var refusal =
        PackageFolder.fill(
            folder,
            part ->
                summaries.add(content(judged, order, identifiable(part, order), tables, heard)));
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
  }

  /** The return names people: whatever is written into it is of that kind, and is called so. */
  private static ProductFolder<Product.Identifiable> identifiable(Path part, BuildOrder order) {
    var period = YearMonth.from(order.order().facts().start()).toString();
    return new ProductFolder<>(Product.Identifiable.KIND, part, period);
  }

  private BuildSummary content(
      Judged judged,
      BuildOrder order,
      ProductFolder<Product.Identifiable> part,
      boolean tables,
      BuildStep.Heard heard)
      throws IOException {
    var summary = judged.summary();
    if (tables) {
      summary = summary.noted(TableFiles.write(judged.submission(), order, part, heard));
    }
    measures(judged.figures(), part);
    var report = new BuildReport(judged.submission(), judged.report(), summary, order);
    ReportPage.write(report, part.place("report", "html"));
    ReportTable.write(report, part.place("report", "csv"));
    ReportJson.write(report, part.place("report", "json"));
    var template = order.template().isPresent() ? Hashes.of(order.template().get()) : "";
    new Manifest(order, summary, tables, judged.inputs(), template, software, clock.instant())
        .write(part);
    heard.done(BuildStep.REPORT);
    return summary;
  }

  private static void measures(Figures figures, ProductFolder<Product.Identifiable> part)
      throws IOException {
    try (var csv = Files.newOutputStream(part.place("measures", "csv"));
        var reports = Files.newOutputStream(part.place("measures", "ndjson"))) {
      FigureCsv.write(figures, csv);
      FigureReports.write(figures, reports);
    }
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
