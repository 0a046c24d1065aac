package parley.bench;

import java.nio.charset.StandardCharsets;
import parley.server.synth.Er7;
import parley.server.synth.MadePerson;
import parley.server.synth.Opening;
import parley.server.synth.PracticeReferral;

/**
 * One {@code REF^I12} of ordinary size, see {@link PracticeReferral}.
 *
 * @param controlId MSH-10, unique
 * @param referralId RF1-6, unique
 * @param nhsNumber of the person it is about
 */
record ReferralMessage(String controlId, String referralId, String nhsNumber) {

  private static final long SEED = 5;
  private static final String TIME = "20261123093000";

  private static final PracticeReferral PRACTICE =
      new PracticeReferral(
          new PracticeReferral.Practice(
              new Opening.Origin("BENCH", "Y99970", "PARLEY", "TALKING-THERAPIES"),
              "BENCH",
              "Y99970",
              "G9999970"));

  byte[] bytes() {
    // The person follows from the number, so two runs on one database agree about everybody.
    var person = MadePerson.of(SEED, nhsNumber);
    var message = new Er7();
    PRACTICE.header(message, "REF^I12^REF_I12", "I12", TIME, controlId);
    PRACTICE.referral(message, referralId, false, "R^Routine^HL70280", TIME);
    PRACTICE.providers(message);
    PRACTICE.patient(message, person, nhsNumber + "^^^NHS^NH");
    PRACTICE.clinical(
        message,
        "F41.1^Generalized anxiety disorder^I10",
        14,
        12,
        "Prefers telephone contact after 17:00.",
        TIME);
    return message.bytes(StandardCharsets.UTF_8);
  }
}
