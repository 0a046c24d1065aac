package parley.mappings.referral;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Identifier;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/**
 * Which referral a message is about.
 *
 * @param id id of the ServiceRequest
 * @param identifiers its identifiers, the one the id is made from first
 */
record ReferralIdentity(String id, List<Identifier> identifiers) {

  /**
   * Reads RF1-6 (originating) and RF1-11 (external). Without either, the message itself is all that
   * tells this referral from others, so a later change cannot find it; that is noted.
   */
  static ReferralIdentity read(Reading reading, Segment rf1) {
    var identifiers = new ArrayList<Identifier>();
    identifier(reading, rf1.field(6)).ifPresent(identifiers::add);
    identifier(reading, rf1.field(11))
        .filter(external -> identifiers.stream().noneMatch(external::equalsDeep))
        .ifPresent(identifiers::add);
    if (rf1.field(6).value().isEmpty() && identifiers.isEmpty()) {
      reading.note(
          Problem.warning(
              ProblemCode.MISSING_FIELD,
              rf1.location(6),
              "RF1-6 is empty, so a later change or cancellation cannot be matched with this"
                  + " referral",
              "Send the originating referral identifier in RF1-6."));
      identifiers.add(
          new Identifier()
              .setSystem(OwnSystems.unassigned(reading.sender(), "message", ""))
              .setValue(reading.message().envelope().controlId()));
    }
    var first = identifiers.get(0);
    return new ReferralIdentity(
        RecordIds.of("ServiceRequest", first.getSystem(), first.getValue()), identifiers);
  }

  /** EI: id, namespace, universal id; one trust gives the reference in the third component. */
  private static Optional<Identifier> identifier(Reading reading, Field field) {
    var value = field.component(1).isEmpty() ? field.component(3) : field.component(1);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var namespace = field.component(2);
    var system =
        switch (namespace) {
          case "UBRN" -> Systems.UBRN;
          default -> OwnSystems.identifier(reading.sender(), "referral", namespace);
        };
    return Optional.of(new Identifier().setSystem(system).setValue(value));
  }
}
