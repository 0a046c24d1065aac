package parley.submissions.build.report;

import parley.submissions.rule.Finding;
import parley.submissions.rule.Severity;
import parley.submissions.rule.check.AsSubmitted;
import parley.submissions.rule.check.BirthDate;
import parley.submissions.rule.check.Check;
import parley.submissions.rule.check.CodeList;
import parley.submissions.rule.check.Condition;
import parley.submissions.rule.check.Conditional;
import parley.submissions.rule.check.DateOrder;
import parley.submissions.rule.check.FileCheck;
import parley.submissions.rule.check.FindingCode;
import parley.submissions.rule.check.HasChild;
import parley.submissions.rule.check.HasParent;
import parley.submissions.rule.check.Language;
import parley.submissions.rule.check.LateDischarge;
import parley.submissions.rule.check.NextRegistration;
import parley.submissions.rule.check.NotBlank;
import parley.submissions.rule.check.NumberLength;
import parley.submissions.rule.check.OnsetAfterBirth;
import parley.submissions.rule.check.Registered;
import parley.submissions.rule.check.ScaleCode;
import parley.submissions.rule.check.ScaleFormat;
import parley.submissions.rule.check.ScaleRange;
import parley.submissions.rule.check.SnomedForm;
import parley.submissions.rule.check.TextLength;
import parley.submissions.rule.check.Unique;

/** Says how what was found is mended: what to do with which field of the record. */
final class Remedies {

  /** A referral that was turned away has its end from Parley, and its reason from nobody yet. */
  private static final String REASON_OF_DISCHARGE =
      "Record EndCode: the extension discharge-reason of the EpisodeOfCare, with a code of"
          + " ValueSet/nhs-discharge-reason. A referral that was withdrawn, rejected or redirected"
          + " takes it as well, and stays cancelled; to have it at once next time, give the code"
          + " in Task.statusReason of the triage Task that decides.";

  private Remedies() {}

  static String of(Finding finding) {
    if (finding.consequence()) {
      return "Nothing is wrong with this row: mend the one that it hangs on, and it is kept.";
    }
    var check = finding.rule().check();
    var field = finding.field().orElse("the field");
    if (check instanceof FileCheck) {
      return finding.rule().severity() == Severity.FILE
          ? "Mend the findings of " + finding.rule().table() + ", or see what the record lacks."
          : "See the findings of " + finding.rule().table() + ".";
    }
    if (check instanceof NotBlank) {
      return "Record " + field + ".";
    }
    if (check instanceof Unique) {
      return "Two rows say the same in "
          + field
          + ": join the two records, or mark the wrong one as entered in error.";
    }
    if (check instanceof HasParent) {
      return "Record what " + field + " names, or correct what it names.";
    }
    if (check instanceof HasChild child) {
      return "Record what belongs to it in " + child.table() + ".";
    }
    return value(check, field);
  }

  private static String value(Check check, String field) {
    if (check instanceof CodeList
        || check instanceof Language
        || check instanceof FindingCode
        || check instanceof ScaleCode
        || check instanceof SnomedForm) {
      return "Record " + field + " with a code of its list, or map the local code to one.";
    }
    if (check instanceof TextLength length) {
      return "Record " + field + " with " + between(length.min(), length.max()) + " characters.";
    }
    if (check instanceof NumberLength length) {
      return "Record " + field + " with " + between(length.min(), length.max()) + " digits.";
    }
    if (check instanceof Registered) {
      return "Look " + field + " up in the national register: it is not open on the day meant.";
    }
    if (check instanceof ScaleRange || check instanceof ScaleFormat) {
      return "Correct " + field + ": the scale cannot give such a score.";
    }
    if (check instanceof Conditional conditional) {
      if (field.equals("EndCode") && conditional.expected().kind() == Condition.Kind.FILLED) {
        return REASON_OF_DISCHARGE;
      }
      return "Correct "
          + field
          + " or "
          + conditional.whenField()
          + ": one does not fit the other.";
    }
    if (check instanceof DateOrder
        || check instanceof BirthDate
        || check instanceof OnsetAfterBirth
        || check instanceof LateDischarge
        || check instanceof NextRegistration) {
      return "Correct the date in " + field + ", or the one that it is compared with.";
    }
    if (check instanceof AsSubmitted) {
      return "Correct " + field + ", or order the submission for what it says.";
    }
    return "Correct " + field + ".";
  }

  private static String between(int min, int max) {
    return min == max ? String.valueOf(max) : min + " to " + max;
  }
}
