package parley.submissions.pseudonym;

/** What came of reading a master key. */
public sealed interface KeyReading {

  /** It may be used. */
  record Accepted(MasterKey key) implements KeyReading {}

  /** It may not. Whoever starts a program with it stops there. */
  record Refused(KeyRefusal refusal) implements KeyReading {}
}
