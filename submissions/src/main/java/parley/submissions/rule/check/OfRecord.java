package parley.submissions.rule.check;

import java.util.List;
import parley.submissions.rule.RecordFault;
import parley.submissions.rule.Submission;

/**
 * Every resource of a type is in the tables, or in the figures, that it belongs to. Whoever makes
 * the tables says which is not.
 *
 * @param kind what is at fault
 * @param type type of the resources
 */
public record OfRecord(RecordFault.Kind kind, String type) implements Check {

  /** What is in no table. */
  public List<RecordFault> faults(Submission submission) {
    return submission.faults().stream()
        .filter(fault -> fault.kind() == kind && fault.type().equals(type))
        .toList();
  }
}
