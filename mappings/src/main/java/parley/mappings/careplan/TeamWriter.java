package parley.mappings.careplan;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamParticipantComponent;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionParticipantComponent;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.referral.ReferralTeam;

/** The team of a plan whose actions name others than the therapist. */
final class TeamWriter {

  /** Id of the contained CareTeam. */
  static final String ID = "team";

  private static final Set<CareTeamStatus> OVER =
      EnumSet.of(CareTeamStatus.INACTIVE, CareTeamStatus.ENTEREDINERROR);

  private TeamWriter() {}

  /** Those of the course's teams who treat the long-term condition, each once. */
  private static List<Reference> physicalHealth(List<CareTeam> teams) {
    var members = new LinkedHashMap<String, Reference>();
    teams.stream()
        .filter(team -> !OVER.contains(team.getStatus()))
        .flatMap(team -> team.getParticipant().stream())
        .filter(
            one ->
                one.getRole().stream()
                    .anyMatch(role -> ReferralTeam.PHYSICAL_HEALTH.equals(role.getText())))
        .map(CareTeamParticipantComponent::getMember)
        .filter(Reference::hasReference)
        .forEach(member -> members.putIfAbsent(member.getReference(), member));
    return List.copyOf(members.values());
  }

  /** The team; empty when no action names a role. */
  static Optional<CareTeam> team(
      String title, List<PlanDefinitionActionComponent> actions, PlanContext context) {
    var roles =
        actions.stream()
            .flatMap(action -> action.getParticipant().stream())
            .filter(PlanDefinitionActionParticipantComponent::hasRole)
            .map(participant -> participant.getRole().copy())
            .toList();
    if (roles.isEmpty()) {
      return Optional.empty();
    }
    var team = new CareTeam();
    team.setId(ID);
    team.setStatus(CareTeamStatus.PROPOSED);
    team.setName(title);
    team.setSubject(context.subject().copy());
    context
        .practitioner()
        .ifPresent(
            therapist ->
                team.addParticipant()
                    .addRole(new CodeableConcept().setText("Therapist"))
                    .setMember(therapist.copy()));
    var members = physicalHealth(context.teams());
    for (var role : roles) {
      if (members.isEmpty()) {
        // Who it is, a service fills in: the plan knows the role alone.
        team.addParticipant().addRole(role);
      }
      members.forEach(
          member -> team.addParticipant().addRole(role.copy()).setMember(member.copy()));
    }
    context.organization().ifPresent(one -> team.addManagingOrganization(one.copy()));
    return Optional.of(team);
  }
}
