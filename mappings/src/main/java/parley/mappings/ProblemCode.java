package parley.mappings;

/**
 * Parley's problem codes, each with the HL7 table 0357 (message error condition) code it is sent
 * under in ERR-3 and whether it makes the answer AR (do not retry unchanged) rather than AE.
 */
public enum ProblemCode {
  /** Not an HL7 v2 message at all. */
  NOT_HL7("100", true),
  /** The message has more bytes than its inlet takes. */
  TOO_LARGE("102", true),
  /** Too many large messages at once; this one was not read to its end and can be sent again. */
  BUSY("207", false),
  /** MSH-9 names a message type that Parley does not take. */
  UNSUPPORTED_TYPE("200", true),
  /** MSH-9 names an event that Parley does not take. */
  UNSUPPORTED_EVENT("201", true),
  /** MSH-12 names a version that Parley does not take. */
  UNSUPPORTED_VERSION("203", true),
  /** MSH-3/MSH-4 is not a sender this inlet accepts. */
  UNKNOWN_SENDER("207", true),
  /** The same sender and MSH-10 came before with other bytes. */
  CONTROL_ID_REUSED("205", true),
  /** The bytes are not valid in the character set they claim. */
  CHARSET("102", false),
  /** The message cannot be parsed into segments. */
  UNPARSABLE("100", false),
  /** A segment the message type needs is absent. */
  MISSING_SEGMENT("100", false),
  /** A field the message type needs is empty. */
  MISSING_FIELD("101", false),
  /** A value is not of its data type (impossible date, non-numeric number). */
  INVALID_VALUE("102", false),
  /** A code is in no map or list; it is kept with its own system. */
  UNMAPPED_CODE("103", false),
  /** A number given as an NHS number fails the modulus 11 check. */
  NHS_NUMBER_CHECK("102", false),
  /** The same identifiers, but another date of birth and surname; or identifiers of two people. */
  IDENTITY_CONFLICT("204", false),
  /** The present state of a course of treatment does not allow the change. */
  STATE_CONFLICT("207", false),
  /** What the message refers to, such as a slot, is not held. */
  NOT_FOUND("204", false),
  /** The slot is booked already, or is none that can be booked. */
  SLOT_TAKEN("207", false),
  /** No questionnaire, or none of this version, is known under the canonical URL. */
  UNKNOWN_QUESTIONNAIRE("204", false),
  /** The questionnaire has no item of this linkId. */
  UNKNOWN_ITEM("103", false),
  /** The item has no such answer. */
  UNKNOWN_ANSWER("103", false),
  /** An item that takes one answer has more. */
  TWO_ANSWERS("102", false),
  /** A number outside what the item or score can be. */
  OUT_OF_RANGE("102", false),
  /** Two parts of what was sent cannot both be true, such as answers and their total. */
  CONTRADICTION("102", false),
  /** Items are not answered, so a score cannot be made. */
  INCOMPLETE("101", false),
  /** The mapped record does not conform to its FHIR profile. */
  PROFILE("207", false),
  /** An acknowledgement that nothing awaits: it answers nothing that was sent from here. */
  UNAWAITED_ANSWER("207", true),
  /** Part of the message is not carried into the record; it stays in the journal. */
  NOT_CARRIED("103", false),
  /** The store could not be reached; the message is parked and will be applied when it can. */
  STORE_UNAVAILABLE("207", false),
  /** A fault in Parley. */
  INTERNAL("207", false);

  private final String hl7;
  private final boolean rejects;

  ProblemCode(String hl7, boolean rejects) {
    this.hl7 = hl7;
    this.rejects = rejects;
  }

  /** The HL7 table 0357 code, three digits. */
  public String hl7() {
    return hl7;
  }

  /** Whether the answer is AR (or CR): sending the same again cannot help. */
  public boolean rejects() {
    return rejects;
  }
}
