package parley.submissions.canary;

/** What of a person is looked for. */
public enum CanaryKind {
  NHS_NUMBER,
  NAME,
  BIRTH_DATE,
  /** A birth date whose year has two digits; the number of a version may read like one. */
  SHORT_BIRTH_DATE,
  POSTCODE,
  ADDRESS,
  /** Town or district of an address. */
  PLACE,
  PHONE,
  EMAIL,
  /** Local and other identifiers. */
  IDENTIFIER,
  RESOURCE_ID
}
