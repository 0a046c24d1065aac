package parley.submissions.record;

import java.util.List;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Procedure;

/**
 * What the record holds of one course.
 *
 * @param episode the course
 * @param conditions at least those that {@code EpisodeOfCare.diagnosis} names
 * @param encounters those whose {@code episodeOfCare} is the course, attended or not
 * @param procedures activities of those encounters, and logs of internet-enabled therapy whose
 *     extension workflow-episodeOfCare names the course
 * @param observations scores whose extension names the course, or whose encounter is one of these
 * @param appointments those whose {@code basedOn} is the referral of the course
 */
public record CourseResources(
    EpisodeOfCare episode,
    List<Condition> conditions,
    List<Encounter> encounters,
    List<Procedure> procedures,
    List<Observation> observations,
    List<Appointment> appointments) {

  /** A course of whose appointments nothing is held, or wanted. */
  public CourseResources(
      EpisodeOfCare episode,
      List<Condition> conditions,
      List<Encounter> encounters,
      List<Procedure> procedures,
      List<Observation> observations) {
    this(episode, conditions, encounters, procedures, observations, List.of());
  }

  public CourseResources {
    conditions = List.copyOf(conditions);
    encounters = List.copyOf(encounters);
    procedures = List.copyOf(procedures);
    observations = List.copyOf(observations);
    appointments = List.copyOf(appointments);
  }
}
