package parley.server.synth;

/**
 * A {@code REF^I12} as the widespread systems of general practice write it: MSH EVN RF1 PRD PRD PID
 * PD1 DG1 OBX OBX PV1 NTE, some nine to eleven FHIR resources. The demonstration and the load
 * driver send it, so that what is measured is what is shown.
 */
public final class PracticeReferral {

  private final Practice practice;

  public PracticeReferral(Practice practice) {
    this.practice = practice;
  }

  /**
   * A practice.
   *
   * @param origin who it writes as, and to whom
   * @param authority who assigns its referral numbers (EI.2) and its own patient numbers
   * @param code ODS code
   * @param doctor GMP number of its doctor
   */
  public record Practice(Opening.Origin origin, String authority, String code, String doctor) {}

  /**
   * MSH and EVN.
   *
   * @param type MSH-9
   * @param seconds time, to the second
   */
  public Er7.Segment header(
      Er7 message, String type, String event, String seconds, String controlId) {
    return Opening.header(message, practice.origin(), type, event, seconds, controlId)
        .set(18, "UNICODE UTF-8");
  }

  /**
   * RF1.
   *
   * @param cancelled whether the referral is taken back
   * @param priority RF1-2
   */
  public Er7.Segment referral(
      Er7 message, String id, boolean cancelled, String priority, String seconds) {
    return message
        .segment("RF1")
        .set(1, cancelled ? "R^Rejected^HL70283" : "P^Pending^HL70283")
        .set(2, priority)
        .set(3, "PSY^Psychiatric^HL70281")
        .set(6, id + '^' + practice.authority())
        .set(7, seconds);
  }

  /** The two PRD: the referring doctor, and the team referred to. */
  public void providers(Er7 message) {
    message
        .segment("PRD")
        .set(1, "RP^Referring Provider^HL70286")
        .set(2, "Oakhanger^Priya^^^Dr")
        .set(3, "1 Wharf Road^^Riverside Wharf^^UX1 1AB")
        .set(5, "01632960101")
        .set(7, practice.doctor() + "^GMP");
    message
        .segment("PRD")
        .set(1, "RT^Referred to Provider^HL70286")
        .set(2, "Intake^Team")
        .set(4, "^^^RZ999")
        .set(5, "01632960500");
  }

  /**
   * PID and PD1.
   *
   * @param identifiers PID-3
   * @return PID, for what else the sender writes in it
   */
  public Er7.Segment patient(Er7 message, MadePerson person, String identifiers) {
    var pid =
        Opening.patient(message, person, identifiers)
            .set(11, person.address() + "^GBR^H")
            .set(13, person.telephone() + "^PRN^CP")
            .set(22, person.ethnicCategory());
    message
        .segment("PD1")
        .set(3, "RIVERSIDE SURGERY^^" + practice.code())
        .set(4, practice.doctor() + "^Oakhanger^Priya^^^Dr^^^GMP");
    return pid;
  }

  /**
   * DG1, two OBX, PV1 and NTE.
   *
   * @param complaint DG1-3
   * @param mood total score of PHQ-9
   * @param anxiety total score of GAD-7
   * @return DG1, for what else the sender writes in it
   */
  public Er7.Segment clinical(
      Er7 message, String complaint, int mood, int anxiety, String note, String seconds) {
    var dg1 = message.segment("DG1").set(1, "1").set(3, complaint).set(6, "W");
    // LOINC 44261-6 and 69737-5: total scores of PHQ-9 and GAD-7 (loinc.org).
    score(message, "1", "44261-6^PHQ-9 total score^LN", mood, seconds);
    score(message, "2", "69737-5^GAD-7 total score^LN", anxiety, seconds);
    message.segment("PV1").set(1, "1").set(2, "O");
    message.segment("NTE").set(1, "1").set(3, note);
    return dg1;
  }

  private static void score(Er7 message, String set, String code, int value, String seconds) {
    message
        .segment("OBX")
        .set(1, set)
        .set(2, "NM")
        .set(3, code)
        .set(5, String.valueOf(value))
        .set(11, "F")
        .set(14, seconds);
  }
}
