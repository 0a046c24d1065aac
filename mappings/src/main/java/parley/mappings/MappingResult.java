package parley.mappings;

import java.util.List;

/** What a mapping makes of a message. */
public sealed interface MappingResult {

  /**
   * The record to store.
   *
   * @param bundle what to write
   * @param warnings problems that do not stop the message, in message order; may be empty
   */
  record Mapped(RecordBundle bundle, List<Problem> warnings) implements MappingResult {
    public Mapped {
      warnings = List.copyOf(warnings);
    }
  }

  /**
   * Nothing is to be stored.
   *
   * @param problems at least one with severity error, in message order
   */
  record Rejected(List<Problem> problems) implements MappingResult {
    public Rejected {
      problems = List.copyOf(problems);
      if (problems.stream().noneMatch(Problem::stops)) {
        throw new IllegalArgumentException("a rejection needs a problem that stops the message");
      }
    }
  }
}
