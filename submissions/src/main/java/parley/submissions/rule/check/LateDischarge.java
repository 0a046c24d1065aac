package parley.submissions.rule.check;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/**
 * A discharge before the reporting period is in the file only with something that came after it: a
 * follow-up contact (AppType 06) or a score of the patient experience questionnaire.
 *
 * @param experience SNOMED CT codes of the patient experience questionnaire's answers
 */
public record LateDischarge(String field, Set<String> experience) implements RowsCheck {

  private static final String REFERRAL = "ServiceRequestId";
  private static final String FOLLOW_UP = "06";

  public LateDischarge {
    experience = Set.copyOf(experience);
  }

  @Override
  public List<Row> failing(List<Row> rows, Submission submission, Predicate<Row> left) {
    var late =
        rows.stream()
            .filter(
                row ->
                    Moments.date(row.value(field))
                        .filter(day -> day.isBefore(submission.facts().start()))
                        .isPresent())
            .toList();
    if (late.isEmpty()) {
      return late;
    }
    var excused = excused(submission, left);
    return late.stream().filter(row -> !excused.contains(row.value(REFERRAL))).toList();
  }

  private Set<String> excused(Submission submission, Predicate<Row> left) {
    var referrals = new HashSet<String>();
    var activities = new HashSet<String>();
    for (var contact : submission.rows("IDS201")) {
      if (left.test(contact) && contact.value("AppType").equals(FOLLOW_UP)) {
        referrals.add(contact.value(REFERRAL));
      }
    }
    for (var score : submission.rows("IDS606")) {
      if (left.test(score) && experience.contains(score.value("CodedAssToolType"))) {
        referrals.add(score.value(REFERRAL));
      }
    }
    for (var score : submission.rows("IDS607")) {
      if (left.test(score) && experience.contains(score.value("CodedAssToolType"))) {
        activities.add(score.value("CareActId"));
      }
    }
    for (var activity : submission.rows("IDS202")) {
      if (activities.contains(activity.value("CareActId"))) {
        submission
            .ancestor(activity, "IDS101")
            .ifPresent(found -> referrals.add(found.value(REFERRAL)));
      }
    }
    return referrals;
  }
}
