package parley.submissions.allowlist;

import java.util.List;

/** What came of reading the elements of an agreement. */
public sealed interface AllowListReading {

  /** All of them may be listed. */
  record Accepted(AllowList list) implements AllowListReading {}

  /**
   * Nothing leaves by this list.
   *
   * @param problems all of them; at least one
   */
  record Refused(List<Problem> problems) implements AllowListReading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /**
   * An element that cannot be listed.
   *
   * @param path as the agreement has it, or empty when it is no path
   */
  record Problem(String path, String rule, String remedy) {}
}
