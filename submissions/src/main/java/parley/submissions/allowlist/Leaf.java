package parley.submissions.allowlist;

/** What a listed element is, and so in which form it leaves. */
public enum Leaf {
  /** A boolean, number or code of a closed set, as it is. */
  PLAIN,
  /** The logical id of a resource; leaves as a token. */
  ID,
  /** A relative reference; leaves with a token. */
  REFERENCE,
  /** System, code and the terminology's display of a code that the terminology knows. */
  CODING,
  /** A date of which year and month leave. */
  MONTH,
  /** A date of which the year leaves. */
  YEAR,
  /** The canonical of a Questionnaire that the terminology knows. */
  QUESTIONNAIRE,
  /** A linkId that the Questionnaire of the response has. */
  LINK_ID
}
