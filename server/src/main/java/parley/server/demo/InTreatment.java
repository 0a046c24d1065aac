package parley.server.demo;

import parley.server.synth.Complaint;
import parley.server.synth.MadePerson;

/**
 * Somebody referred on the day, whose course the EHR tells afterwards.
 *
 * @param person who
 * @param referral RF1-6, the referrer's number of the referral
 * @param story how the course goes
 */
record InTreatment(MadePerson person, String referral, Storyline story) {

  /** Whether the EHR makes its mistakes about this person: one is enough. */
  boolean mistaken() {
    return story.problem() == Complaint.SOCIAL_PHOBIA;
  }
}
