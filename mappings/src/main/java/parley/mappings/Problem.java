package parley.mappings;

/**
 * One thing wrong with a message, fit to be sent back, stored and logged: it names the place, the
 * rule and the way to mend it, and never holds a patient's value.
 *
 * @param code what kind of problem
 * @param severity whether it stops the message
 * @param location the HL7 v2 place ({@code PID-7}, {@code OBX[2]-5}) or FHIR element ({@code
 *     ServiceRequest.subject}) it was found at; {@code MSG} for the message as a whole
 * @param rule the rule that was broken, in plain words
 * @param remedy what the sender can do about it, in plain words
 */
public record Problem(
    ProblemCode code, Severity severity, String location, String rule, String remedy) {

  /** Whether a problem stops its message. */
  public enum Severity {
    /** The message is not applied. */
    ERROR,
    /** The message is applied; somebody should look. */
    WARNING
  }

  public static Problem error(ProblemCode code, String location, String rule, String remedy) {
    return new Problem(code, Severity.ERROR, location, rule, remedy);
  }

  public static Problem warning(ProblemCode code, String location, String rule, String remedy) {
    return new Problem(code, Severity.WARNING, location, rule, remedy);
  }

  public boolean stops() {
    return severity == Severity.ERROR;
  }
}
