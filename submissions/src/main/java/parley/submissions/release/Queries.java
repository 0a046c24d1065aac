package parley.submissions.release;

import java.util.List;
import parley.submissions.agreement.Grain;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.agreement.ReleaseField;
import parley.submissions.agreement.ReleaseField.Role;
import parley.submissions.disclosure.RowRule;

/** Which query gives the rows of a grain, and which rule they are held against. */
final class Queries {

  private Queries() {}

  static String of(Grain grain) {
    return switch (grain) {
      case REFERRAL -> "referral_row";
      case CONTACT -> "contact_row";
      case SCORE -> "score_row";
    };
  }

  static RowRule rule(ReleaseAgreement agreement, Grain grain) {
    var fields = agreement.fields(grain);
    return new RowRule(
        names(fields, Role.QUASI), names(fields, Role.SENSITIVE), agreement.k(), agreement.l());
  }

  private static List<String> names(List<ReleaseField> fields, Role role) {
    return fields.stream().filter(it -> it.role() == role).map(ReleaseField::name).toList();
  }
}
