package parley.mappings.referral;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;

/**
 * Which referral a message is about.
 *
 * @param id id of the ServiceRequest
 * @param identifiers its identifiers, the one the id is made from first
 */
record ReferralIdentity(String id, List<Identifier> identifiers) {

  /**
   * Reads RF1-6 (originating), which tells which referral it is, and RF1-11 (external).
   *
   * @return empty, and noted, when RF1-6 is empty: a referral that cannot be told from others could
   *     be stored twice, and no change or cancellation could find it
   */
  static Optional<ReferralIdentity> read(Reading reading, Segment rf1) {
    var identifiers = new ArrayList<Identifier>();
    OwnSystems.referral(reading.sender(), rf1.field(6)).ifPresent(identifiers::add);
    if (identifiers.isEmpty()) {
      reading.missing(
          rf1,
          6,
          "the message does not say which referral it is about",
          "Send the originating referral identifier in RF1-6.");
      return Optional.empty();
    }
    OwnSystems.referral(reading.sender(), rf1.field(11))
        .filter(external -> identifiers.stream().noneMatch(external::equalsDeep))
        .ifPresent(identifiers::add);
    var first = identifiers.get(0);
    return Optional.of(
        new ReferralIdentity(
            RecordIds.of("ServiceRequest", first.getSystem(), first.getValue()), identifiers));
  }
}
