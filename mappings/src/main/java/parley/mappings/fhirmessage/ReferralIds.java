package parley.mappings.fhirmessage;

import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;
import parley.mappings.reading.OwnSystems;
import parley.terminology.Systems;

/** By what a request, an appointment or the like is told from others. */
final class ReferralIds {

  private ReferralIds() {}

  /**
   * The identifiers of a resource, the one its id is made from first. One that has none goes by the
   * name its sender keeps it under, which holds within that sender; that is noted when the name is
   * one of the message alone.
   *
   * @param kind what sort of thing it is, such as {@code referral}
   * @return empty, and noted, when nothing tells it from others
   */
  static List<Identifier> of(
      Resource sent, String kind, FhirMessage message, Sender sender, Findings findings) {
    var identifiers = new ArrayList<Identifier>();
    for (var identifier : BusinessIds.whole(BusinessIds.identifiers(sent))) {
      identifiers.add(isBookingReference(identifier) ? bookingReference(identifier) : identifier);
    }
    if (!identifiers.isEmpty()) {
      return identifiers;
    }
    var own = message.ownName(sent);
    if (own.isEmpty()) {
      findings.missing(
          sent.fhirType() + ".identifier",
          "nothing tells it from others, so a change or cancellation could not find it",
          "Send an identifier with its system, or the id that the sender keeps it under.");
      return List.of();
    }
    if (FhirMessage.keptId(sent).isEmpty()) {
      findings.note(
          Problem.warning(
              ProblemCode.MISSING_FIELD,
              sent.fhirType() + ".identifier",
              "it goes by the fullUrl of its entry, which has to stay the same in later messages",
              "Send an identifier with its system."));
    }
    return List.of(ofSender(sender, kind, own.get()));
  }

  /** The identifier of a thing that goes by its sender's own name. */
  static Identifier ofSender(Sender sender, String kind, String name) {
    return new Identifier().setSystem(OwnSystems.unassigned(sender, kind, "")).setValue(name);
  }

  /** e-RS has written the system of its number in several ways. */
  private static boolean isBookingReference(Identifier identifier) {
    return identifier.getSystem().toLowerCase(java.util.Locale.ROOT).endsWith("/id/ubrn");
  }

  private static Identifier bookingReference(Identifier sent) {
    return sent.copy().setSystem(Systems.UBRN);
  }
}
