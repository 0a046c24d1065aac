package parley.mappings.careplan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CareTeam;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Reference;

/**
 * Whom a PlanDefinition is applied to.
 *
 * @param subject the Patient
 * @param course the EpisodeOfCare
 * @param encounter the contact in which it is applied
 * @param practitioner who applies it and treats
 * @param organization the service
 * @param therapy SNOMED CT code of the therapy that was chosen; without one the plan's own first
 *     choice is taken
 * @param facts what is known of the course, as the plan's expressions read it ({@code %facts}):
 *     {@code step}, {@code trajectory}, {@code treatments}, and the latest score of each scale
 *     under the scale's id
 * @param conditions the person's conditions, for what the plan addresses
 * @param date the English day on which it is applied
 * @param teams CareTeams that the course names, such as the one that a referral brought
 */
public record PlanContext(
    Reference subject,
    Reference course,
    Optional<Reference> encounter,
    Optional<Reference> practitioner,
    Optional<Reference> organization,
    Optional<String> therapy,
    Parameters facts,
    List<Condition> conditions,
    LocalDate date,
    List<CareTeam> teams) {

  public PlanContext {
    conditions = List.copyOf(conditions);
    teams = List.copyOf(teams);
  }
}
