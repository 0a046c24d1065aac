package parley.server.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Puts an error on purpose into a share of the referrals. */
final class Planting {

  private static final String RETIRED_MECHANISM = "06";

  private Planting() {}

  /** The referral with an error, or as it is. */
  static MadeReferral planted(MadeReferral referral, Dice dice, double share) {
    if (!dice.chance(share)) {
      return referral;
    }
    var error = PlantedError.values()[dice.below(PlantedError.values().length)];
    return possible(referral, error) ? with(referral, error) : referral;
  }

  /** Where a later message would say otherwise, or nothing would show it, it is not planted. */
  private static boolean possible(MadeReferral referral, PlantedError error) {
    return switch (error) {
      case SCORE_OUT_OF_RANGE -> insideScores(referral).isPresent();
      case LATE_MESSAGE ->
          referral.contacts().stream().anyMatch(contact -> !contact.scores().isEmpty());
      case RETIRED_MECHANISM, MISSING_MECHANISM ->
          referral.contacts().stream().anyMatch(MadeContact::isAttended);
      // A person who came twice would be two people, or be told of in two ways.
      case MISSING_NHS_NUMBER,
          MISSING_POSTCODE,
          POSTCODE_WITHOUT_SPACE,
          INVALID_ETHNIC_CATEGORY,
          IMPOSSIBLE_BIRTH_DATE ->
          referral.n() % 10 < 8;
      case RESENT_MESSAGE -> true;
    };
  }

  /** The first session with scores that is neither the first nor the last of them. */
  static Optional<MadeContact> insideScores(MadeReferral referral) {
    var scored = referral.contacts().stream().filter(it -> !it.scores().isEmpty()).toList();
    return scored.size() < 3 ? Optional.empty() : Optional.of(scored.get(1));
  }

  private static MadeReferral with(MadeReferral referral, PlantedError error) {
    var contacts =
        switch (error) {
          case RETIRED_MECHANISM -> by(referral.contacts(), RETIRED_MECHANISM);
          case MISSING_MECHANISM -> by(referral.contacts(), "");
          default -> referral.contacts();
        };
    return new MadeReferral(
        referral.n(),
        referral.service(),
        referral.owner(),
        referral.person(),
        referral.source(),
        referral.received(),
        referral.urgent(),
        referral.complaint(),
        referral.longTermCondition(),
        contacts,
        referral.logs(),
        referral.pauses(),
        referral.discharge(),
        referral.onward(),
        referral.intent(),
        referral.measure(),
        Optional.of(error));
  }

  private static List<MadeContact> by(List<MadeContact> contacts, String mechanism) {
    var changed = new ArrayList<MadeContact>();
    contacts.forEach(it -> changed.add(it.isAttended() ? it.by(mechanism) : it));
    return changed;
  }
}
