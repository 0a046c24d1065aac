package parley.server.demo;

import parley.server.synth.MadeCourse;

/**
 * Somebody referred on the day, whose course the EHR tells afterwards.
 *
 * @param kind what the course shows
 * @param made the course as the generator made it
 * @param referral RF1-6, the referrer's number of the referral
 */
record InTreatment(CourseKind kind, MadeCourse made, String referral) {

  /** Whether the EHR makes its mistakes about this person: one is enough. */
  boolean mistaken() {
    return kind == CourseKind.SOCIAL_PHOBIA;
  }
}
