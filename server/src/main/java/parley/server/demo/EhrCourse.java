package parley.server.demo;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.EpisodeOfCare;

/**
 * A course that the EHR keeps.
 *
 * @param nhsNumber of the person
 * @param referral business number of the referral, as the referrer gave it
 * @param story how it goes
 * @param episode as the gateway made it of the referral
 * @param day the day that is played; what is told lies before it
 * @param seed decides what the story leaves open
 */
record EhrCourse(
    String nhsNumber,
    String referral,
    Storyline story,
    EpisodeOfCare episode,
    LocalDate day,
    long seed) {

  /** Logical id of the EpisodeOfCare. */
  String id() {
    return episode.getIdElement().getIdPart();
  }

  /** Reference to the person. */
  String patient() {
    return episode.getPatient().getReference();
  }
}
