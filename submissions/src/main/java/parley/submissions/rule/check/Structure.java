package parley.submissions.rule.check;

import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Every row has the fields of its table; what is not made of such rows cannot be written. */
public record Structure() implements FileCheck {

  @Override
  public boolean holds(Submission submission, Predicate<Row> left) {
    return submission.dataset().tables().stream()
        .allMatch(
            table ->
                submission.rows(table.number()).stream()
                    .allMatch(row -> row.table().equals(table)));
  }
}
