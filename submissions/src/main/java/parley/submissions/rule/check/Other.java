package parley.submissions.rule.check;

import java.time.LocalDate;
import java.util.Optional;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** What a value is compared with. */
public sealed interface Other {

  /** The text it is; empty when there is none. */
  String value(Row row, Submission submission);

  /** A field of the same row. */
  record Same(String field) implements Other {
    @Override
    public String value(Row row, Submission submission) {
      return row.value(field);
    }
  }

  /** A field of the header, or of the row above that belongs to a table. */
  record Above(String table, String field) implements Other {
    @Override
    public String value(Row row, Submission submission) {
      return submission.ancestor(row, table).map(found -> found.value(field)).orElse("");
    }
  }

  /** A day that the rule names. */
  record Day(LocalDate day) implements Other {
    @Override
    public String value(Row row, Submission submission) {
      return day.toString();
    }
  }

  /** When the file is submitted. */
  record Submitted() implements Other {
    @Override
    public String value(Row row, Submission submission) {
      return submission.facts().submitted().toLocalDate().toString();
    }
  }

  /** The day that it is; empty when it is blank or no day. */
  default Optional<LocalDate> day(Row row, Submission submission) {
    return Moments.day(value(row, submission));
  }
}
