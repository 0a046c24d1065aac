package parley.server.demo;

import java.util.List;
import java.util.Random;
import parley.server.synth.Complaint;
import parley.server.synth.Presentations.Presentation;

/**
 * What a referrer says about the trouble a person is referred for.
 *
 * @param id the referrer's own number of the referral
 * @param urgent whether it is urgent rather than routine
 * @param complaint presenting problem
 * @param mood depression score: PHQ-9 from 0 to 27, PHQ-2 from 0 to 6
 * @param anxiety GAD-7 score from 0 to 21
 * @param hba1c glycated haemoglobin in mmol/mol
 * @param note free text, HL7 escapes written
 */
record Referral(
    String id, boolean urgent, Complaint complaint, int mood, int anxiety, int hba1c, String note) {

  private static final int HIGHEST_PHQ_9 = 27;

  private static final List<String> NOTES =
      List.of(
          "Prefers telephone contact after 17:00. Sleep poor, low mood \\T\\ worry for months.",
          "Would like an evening group. No risk identified today.",
          "Has had guided self-help before and found it useful.",
          "Worry about work has grown since a change of role.",
          "Interpreter not needed; large print letters please.");

  /**
   * A referral.
   *
   * @param person what the person comes with
   * @param highestMood of the depression score that the referrer uses
   */
  static Referral of(String id, Presentation person, Random random, int highestMood) {
    return new Referral(
        id,
        random.nextInt(8) == 0,
        person.complaint(),
        person.phq9() * highestMood / HIGHEST_PHQ_9,
        person.gad7(),
        48 + random.nextInt(40),
        NOTES.get(random.nextInt(NOTES.size())));
  }

  Referral madeUrgent() {
    return new Referral(
        id, true, complaint, mood, anxiety, hba1c, "Seen again today: please treat as urgent.");
  }

  /** RF1-2, HL7 table 0280. */
  String priority() {
    return urgent ? "A^ASAP^HL70280" : "R^Routine^HL70280";
  }
}
