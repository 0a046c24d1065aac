package parley.submissions.build;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
   * The guard holds the file back, until an order comes with a {@link Confirmation}. No table was
   * written.
   *
   * @param summary its shortfalls say why; at least one
   * @param folder holds report, measures and manifest
   */
  record Blocked(BuildSummary summary, Path folder) implements BuildResult {}

  /**
   * It could not be built of what was given. No table was written.
   *
   * @param problems at least one
   * @param folder holds report, measures and manifest when the tables could be made, but not put
   *     into the template; otherwise there is none
   */
  record Failed(List<BuildProblem> problems, Optional<Path> folder) implements BuildResult {
    public Failed {
      problems = List.copyOf(problems);
    }

    /** Without a folder. */
    public Failed(List<BuildProblem> problems) {
      this(problems, Optional.empty());
    }
  }
}
