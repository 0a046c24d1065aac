package parley.submissions.rule.check;

import java.util.List;
import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/**
 * Something of the file lies in the reporting period: a referral that was open in it, or anything
 * dated in it.
 */
public record RowInPeriod() implements FileCheck {

  private record Dated(String table, String field) {}

  private static final List<Dated> DATED =
      List.of(
          new Dated("IDS201", "CareContDate"),
          new Dated("IDS205", "EndDateIntEnabledTherLog"),
          new Dated("IDS606", "AssToolCompDate"),
          new Dated("IDS105", "OnwardReferDate"));

  @Override
  public boolean holds(Submission submission, Predicate<Row> left) {
    return submission.rows("IDS101").stream().anyMatch(row -> open(row, submission))
        || DATED.stream().anyMatch(dated -> any(dated, submission));
  }

  private static boolean open(Row row, Submission submission) {
    var facts = submission.facts();
    var received = Moments.date(row.value("ReferralRequestReceivedDate"));
    var discharged = Moments.date(row.value("ServDischDate"));
    return received.filter(day -> !day.isAfter(facts.end())).isPresent()
        && discharged.filter(day -> day.isBefore(facts.start())).isEmpty();
  }

  private static boolean any(Dated dated, Submission submission) {
    var facts = submission.facts();
    return submission.rows(dated.table()).stream()
        .flatMap(row -> Moments.date(row.value(dated.field())).stream())
        .anyMatch(day -> !day.isBefore(facts.start()) && !day.isAfter(facts.end()));
  }
}
