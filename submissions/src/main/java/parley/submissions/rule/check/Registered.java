package parley.submissions.rule.check;

import parley.submissions.rule.Registers;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** A code is in use at the start of the reporting period; passes where the register is not held. */
public record Registered(String field, Registers.Register register, Registers registers)
    implements RowCheck {

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    return value.isEmpty()
        || registers.standing(register, value, submission.facts().start())
            != Registers.Standing.NOT_OPEN;
  }
}
