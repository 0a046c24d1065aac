package parley.submissions.agreement;

import java.util.List;

/** What came of reading an agreement. */
public sealed interface AgreementReading {

  /** It holds. */
  record Accepted(ReleaseAgreement agreement) implements AgreementReading {}

  /**
   * Nothing may be released by it.
   *
   * @param problems all of them; at least one
   */
  record Refused(List<AgreementProblem> problems) implements AgreementReading {
    public Refused {
      problems = List.copyOf(problems);
    }
  }
}
