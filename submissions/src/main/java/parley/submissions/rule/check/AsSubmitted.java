package parley.submissions.rule.check;

import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;
import parley.submissions.rule.SubmissionFacts;

/** A field of the header says what the portal was told. */
public record AsSubmitted(String field, Fact fact) implements RowCheck {

  /** A fact of the submission. */
  public enum Fact {
    PROVIDER,
    SENDER,
    PERIOD_START,
    PERIOD_END;

    String of(SubmissionFacts facts) {
      return switch (this) {
        case PROVIDER -> facts.provider();
        case SENDER -> facts.sender();
        case PERIOD_START -> facts.start().toString();
        case PERIOD_END -> facts.end().toString();
      };
    }
  }

  @Override
  public boolean holds(Row row, Submission submission) {
    var value = row.value(field);
    return value.isEmpty() || value.equals(fact.of(submission.facts()));
  }
}
