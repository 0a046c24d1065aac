package parley.mappings.careplan;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.CareTeam.CareTeamStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionComponent;
import org.hl7.fhir.r4.model.PlanDefinition.PlanDefinitionActionParticipantComponent;

/** The team of a plan whose actions name others than the therapist. */
final class TeamWriter {

  /** Id of the contained CareTeam. */
  static final String ID = "team";

  private TeamWriter() {}

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
    // Who it is, a service fills in: the plan knows the role alone.
    roles.forEach(role -> team.addParticipant().addRole(role));
    context.organization().ifPresent(one -> team.addManagingOrganization(one.copy()));
    return Optional.of(team);
  }
}
