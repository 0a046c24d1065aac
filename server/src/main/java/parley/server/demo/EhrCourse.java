package parley.server.demo;

import org.hl7.fhir.r4.model.EpisodeOfCare;
import parley.server.synth.HeldReferral;
import parley.server.synth.MadeCourse;

/**
 * A course that the EHR keeps.
 *
 * @param person whose it is, and how it goes
 * @param episode as the gateway made it of the referral
 * @param seed decides what the generator leaves open: answers to single items
 */
record EhrCourse(InTreatment person, EpisodeOfCare episode, long seed) {

  MadeCourse made() {
    return person.made();
  }

  /** Logical id of the EpisodeOfCare. */
  String id() {
    return episode.getIdElement().getIdPart();
  }

  /** Reference to the person. */
  String patient() {
    return episode.getPatient().getReference();
  }

  /** Where the gateway holds the referral. */
  HeldReferral held() {
    return new HeldReferral(
        episode.getPatient().getReferenceElement().getIdPart(),
        episode.getReferralRequestFirstRep().getReferenceElement().getIdPart(),
        id(),
        person.referral());
  }
}
