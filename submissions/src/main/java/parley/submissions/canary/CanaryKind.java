package parley.submissions.canary;

/** What of a person is looked for. */
public enum CanaryKind {
  NHS_NUMBER,
  NAME,
  BIRTH_DATE,
  POSTCODE,
  ADDRESS,
  PHONE,
  EMAIL,
  /** Local and other identifiers. */
  IDENTIFIER,
  RESOURCE_ID
}
