package parley.mappings.referral;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.care.Parties;
import parley.mappings.care.Party;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;

/**
 * Who refers, to whom, and who is the primary care provider: the PRD segments by their role.
 *
 * @param requester the referring provider
 * @param primary the primary care provider
 * @param performers the providers referred to
 * @param receiving the first organisation referred to
 * @param consulted the consulting providers
 * @param resources all of their resources, targets first
 */
record ReferralParties(
    Optional<Reference> requester,
    Optional<Reference> primary,
    List<Reference> performers,
    Optional<Organization> receiving,
    List<Reference> consulted,
    List<Resource> resources) {

  /**
   * Reads the PRD segments.
   *
   * @param referral id of the referral, within which a provider without a number is identified
   */
  static ReferralParties read(Reading reading, String referral) {
    var requester = Optional.<Reference>empty();
    var primary = Optional.<Reference>empty();
    var performers = new ArrayList<Reference>();
    var receiving = Optional.<Organization>empty();
    var consulted = new ArrayList<Reference>();
    var resources = new ArrayList<Resource>();
    for (var prd : reading.message().all("PRD")) {
      var party = Parties.provider(reading, prd, "referral " + referral);
      if (party.isEmpty()) {
        continue;
      }
      resources.addAll(party.get().resources());
      var reference = party.map(Party::reference);
      for (var role : roles(reading, prd)) {
        switch (role) {
          case "RP" -> requester = requester.or(() -> reference);
          case "PP" -> primary = primary.or(() -> reference);
          case "CP" -> consulted.add(party.get().reference());
          case "RT" -> {
            performers.add(party.get().reference());
            receiving = receiving.or(party.get()::organization);
          }
          default -> {
            // A patient's relative, or a sender's own role: held, with no part in the request.
          }
        }
      }
    }
    return new ReferralParties(requester, primary, performers, receiving, consulted, resources);
  }

  /** PRD-1, HL7 table 0286; one that is not of the table is noted. */
  private static List<String> roles(Reading reading, Segment prd) {
    var roles = new ArrayList<String>();
    for (var told : prd.field(1).repetitions()) {
      reading.codes().translated("provider-role", prd, 1, told.component(1));
      roles.add(told.component(1));
    }
    return roles;
  }
}
