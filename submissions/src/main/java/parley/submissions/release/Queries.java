package parley.submissions.release;

import parley.submissions.agreement.Grain;

/** Which query gives the rows of a grain. */
final class Queries {

  private Queries() {}

  static String of(Grain grain) {
    return switch (grain) {
      case REFERRAL -> "referral_row";
      case CONTACT -> "contact_row";
      case SCORE -> "score_row";
    };
  }
}
