package parley.submissions.engine;

import java.time.LocalDate;
import java.time.LocalDateTime;
import parley.submissions.rule.SubmissionFacts;

/** October 2026, as it is sent in November. */
public final class October {

  /** Of the provider whose record the tests have. */
  public static final SubmissionOrder ORDER = new SubmissionOrder(facts("RZ9"), "PARLEY");

  private October() {}

  /** Of a provider who sends for itself. */
  public static SubmissionFacts facts(String provider) {
    return new SubmissionFacts(
        provider,
        provider,
        LocalDate.parse("2026-10-01"),
        LocalDate.parse("2026-10-31"),
        LocalDateTime.parse("2026-11-20T10:00:00"));
  }
}
