package parley.server.synth;

/** An error that is put into the records of a referral on purpose, and where it can be found. */
enum PlantedError {
  /** Patient without a postcode, in HL7 v2 and FHIR. */
  MISSING_POSTCODE("missing-postcode"),
  /** A postcode without its space, for which the national system would reject the whole file. */
  POSTCODE_WITHOUT_SPACE("postcode-without-space"),
  /** A person known by the local number alone. */
  MISSING_NHS_NUMBER("missing-nhs-number"),
  /** PID-22 that is no ethnic category; FHIR has none. */
  INVALID_ETHNIC_CATEGORY("invalid-ethnic-category"),
  /** PID-7 on a day that does not exist; FHIR has the right one. */
  IMPOSSIBLE_BIRTH_DATE("impossible-birth-date"),
  /** A score of an ORU^R01 above the range, which is refused; FHIR does not have it. */
  SCORE_OUT_OF_RANGE("score-out-of-range"),
  /** A result sent two months after it was given. */
  LATE_MESSAGE("late-message"),
  /** A message sent twice, byte for byte. */
  RESENT_MESSAGE("resent-message"),
  /** Contacts by a mechanism that has been retired (06). */
  RETIRED_MECHANISM("retired-mechanism"),
  /** Contacts without a mechanism. */
  MISSING_MECHANISM("missing-mechanism");

  private final String code;

  PlantedError(String code) {
    this.code = code;
  }

  /** As the truth writes it. */
  String code() {
    return code;
  }
}
