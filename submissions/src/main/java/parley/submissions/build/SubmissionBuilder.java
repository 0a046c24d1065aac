package parley.submissions.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import parley.submissions.engine.DatasetTables;
import parley.submissions.engine.TablesResult;
import parley.submissions.rule.Rule;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.Submission;
import parley.submissions.view.ViewReader;
import parley.submissions.view.ViewResources;

/**
 * Builds the package of a submission: makes the tables, holds them against the rules, compares them
 * with what was accepted before, and writes report and files. One serves a whole process.
 */
public final class SubmissionBuilder {

  private static final String NATIONAL = "IDS";

  private final DatasetTables tables;
  private final List<Rule> rules;
  private final Clock clock;
  private final String software;

  /**
   * Makes a builder.
   *
   * @param rules national ones and our own, as of {@link parley.submissions.rule.RuleBook}
   * @param clock says in the manifest when a package was built, and decides nothing else
   * @param software version of the software, for the manifest
   */
  public SubmissionBuilder(ViewReader reader, List<Rule> rules, Clock clock, String software) {
    this.tables = new DatasetTables(reader);
    this.rules = List.copyOf(rules);
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
   */
  public BuildResult build(ViewResources resources, BuildOrder order, Path folder) {
    var made = tables.make(resources, order.order());
    if (made instanceof TablesResult.Failed failed) {
      var failure = failed.failure();
      return new BuildResult.Failed(
          List.of(
              new BuildProblem(failure.rule(), Optional.of(failure.resource()), failure.remedy())));
    }
    return judged(((TablesResult.Made) made).submission(), order, folder);
  }

  private BuildResult judged(Submission submission, BuildOrder order, Path folder) {
    var report = RuleRun.of(submission, applied(order));
    var summary = Summaries.of(submission, report, order);
    if (!summary.shortfalls().isEmpty() && !order.dryRun() && order.confirmation().isEmpty()) {
      return new BuildResult.Blocked(summary);
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new PackageNotWritten(folder, e);
    }
    return new BuildResult.Built(summary, folder);
  }

  private List<Rule> applied(BuildOrder order) {
    return rules.stream()
        .filter(
            rule ->
                rule.code().startsWith(NATIONAL)
                    || !order.switchedOffOwnRules().contains(rule.code()))
        .toList();
  }
}
