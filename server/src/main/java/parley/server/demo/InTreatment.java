package parley.server.demo;

/**
 * Somebody referred on the day, whose course the EHR tells afterwards.
 *
 * @param person who
 * @param referral RF1-6, the referrer's number of the referral
 * @param story how the course goes
 */
record InTreatment(DemoPerson person, String referral, Storyline story) {

  /** Whether the EHR makes its mistakes about this person: one is enough. */
  boolean mistaken() {
    return story.problem() == Storyline.Problem.SOCIAL_PHOBIA;
  }
}
