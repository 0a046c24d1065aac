package parley.submissions.allowlist;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What came of filtering a resource. */
public sealed interface Filtered {

  /** What may leave. */
  record Kept(ObjectNode resource) implements Filtered {}

  /**
   * None of it may leave.
   *
   * @param rule why, without values
   */
  record Withheld(String rule) implements Filtered {}
}
