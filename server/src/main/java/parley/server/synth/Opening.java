package parley.server.synth;

import java.time.format.DateTimeFormatter;

/**
 * The segments that every sender begins a message with, MSH, EVN and PID, as far as all write them
 * alike; each sets or changes what it writes in its own way.
 */
public final class Opening {

  private Opening() {}

  /**
   * MSH and EVN, in HL7 v2.4.
   *
   * @param type MSH-9
   * @param event EVN-1
   * @param time MSH-7 and EVN-2, as exact as the sender writes it
   * @return MSH, for what else the sender writes in it
   */
  public static Er7.Segment header(
      Er7 message, Origin origin, String type, String event, String time, String controlId) {
    var msh = msh(message, origin, type, time, controlId);
    message.segment("EVN").set(1, event).set(2, time);
    return msh;
  }

  /** MSH alone, for the types that have no EVN. */
  public static Er7.Segment msh(
      Er7 message, Origin origin, String type, String time, String controlId) {
    return message
        .segment("MSH")
        .set(2, "^~\\&")
        .set(3, origin.application())
        .set(4, origin.facility())
        .set(5, origin.receiver())
        .set(6, origin.receivingFacility())
        .set(7, time)
        .set(9, type)
        .set(10, controlId)
        .set(11, "P")
        .set(12, "2.4");
  }

  /**
   * PID with name, date of birth, sex as a letter, address and nothing else but its identifiers.
   *
   * @param identifiers PID-3
   */
  public static Er7.Segment patient(Er7 message, MadePerson person, String identifiers) {
    return message
        .segment("PID")
        .set(1, "1")
        .set(3, identifiers)
        .set(5, person.family() + '^' + person.given())
        .set(7, DateTimeFormatter.BASIC_ISO_DATE.format(person.birthDate()))
        .set(8, person.sex() == '1' ? "M" : "F")
        .set(11, person.address());
  }

  /**
   * Who writes to whom.
   *
   * @param application MSH-3
   * @param facility MSH-4
   * @param receiver MSH-5
   * @param receivingFacility MSH-6, may be empty
   */
  public record Origin(
      String application, String facility, String receiver, String receivingFacility) {}
}
