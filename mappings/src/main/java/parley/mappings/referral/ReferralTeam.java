package parley.mappings.referral;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.RecordIds;
import parley.mappings.care.Party;
import parley.mappings.clinical.ConditionMapper;
import parley.mappings.reading.Reading;

/**
 * Those who care for a person who is referred from a physical-health pathway: the team that treats
 * the long-term condition, and the service that takes the referral.
 */
public final class ReferralTeam {

  /** Role of those who refer and are consulted, in words. */
  public static final String PHYSICAL_HEALTH = "Physical health team";

  private ReferralTeam() {}

  /**
   * The team.
   *
   * @return empty for a sender whose settings name no such pathway, and when nobody is named
   */
  static Optional<CareTeam> of(
      Reading reading,
      Reference subject,
      String referral,
      ReferralParties parties,
      List<ConditionMapper.Stated> conditions) {
    var members = members(parties);
    if (!reading.sender().physicalHealth().pathway() || members.isEmpty()) {
      return Optional.empty();
    }
    var team = new CareTeam();
    team.setId(RecordIds.of("CareTeam", referral));
    team.setStatus(CareTeamStatus.ACTIVE);
    team.setName("Physical health team and talking therapies service");
    team.setSubject(subject);
    members.forEach(
        (member, role) ->
            team.addParticipant()
                .addRole(new CodeableConcept().setText(role))
                .setMember(new Reference(member)));
    conditions.stream()
        .filter(ConditionMapper.Stated::longTerm)
        .forEach(stated -> team.addReasonReference(Party.reference(stated.condition())));
    parties.receiving().map(Party::reference).ifPresent(team::addManagingOrganization);
    return Optional.of(team);
  }

  /** Each once, in the first role it has. */
  private static Map<String, String> members(ReferralParties parties) {
    var members = new LinkedHashMap<String, String>();
    var physical = new ArrayList<Reference>();
    parties.requester().ifPresent(physical::add);
    physical.addAll(parties.consulted());
    physical.forEach(one -> members.putIfAbsent(one.getReference(), PHYSICAL_HEALTH));
    parties
        .performers()
        .forEach(one -> members.putIfAbsent(one.getReference(), "Talking therapies service"));
    return members;
  }
}
