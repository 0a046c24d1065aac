package parley.submissions.build;

import java.nio.file.Path;
import java.util.List;

/** What came of a build. */
public sealed interface BuildResult {

  /**
   * The package is there, whole. Whether it may be released is another question: see {@link
   * BuildSummary#releasable()}.
   *
   * @param folder holds the package; of a dry run, report, measures and manifest
   */
  record Built(BuildSummary summary, Path folder) implements BuildResult {}

  /**
   * The guard holds the file back, until an order comes with a {@link Confirmation}. Nothing was
   * written.
   *
   * @param summary its shortfalls say why; at least one
   */
  record Blocked(BuildSummary summary) implements BuildResult {}

  /**
   * It could not be built of what was given. Nothing was written.
   *
   * @param problems at least one
   */
  record Failed(List<BuildProblem> problems) implements BuildResult {
    public Failed {
      problems = List.copyOf(problems);
    }
  }
}
