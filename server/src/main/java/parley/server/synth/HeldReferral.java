package parley.server.synth;

/**
 * A referral that a gateway holds because somebody else sent it, under ids that are not ours.
 *
 * @param patient logical id of the Patient
 * @param referral logical id of the ServiceRequest
 * @param course logical id of the EpisodeOfCare that came of it
 * @param number business number of the referral, at most 16 characters, new for each
 */
public record HeldReferral(String patient, String referral, String course, String number) {}
