package parley.submissions.pseudonym;

/** What an identifier is of. The same text as two kinds has two pseudonyms. */
public enum IdentifierKind {
  PATIENT,
  REFERRAL,
  CONTACT,
  ACTIVITY,
  PRACTITIONER,
  /** The logical id of any other resource. */
  RESOURCE
}
