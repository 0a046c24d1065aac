package parley.submissions.rule;

import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * What the portal knows of a submission besides the file.
 *
 * @param provider ODS code of the provider
 * @param sender ODS code of who submits
 * @param start first day of the reporting period
 * @param end last day of it
 * @param submitted when it is submitted, English local time
 */
public record SubmissionFacts(
    String provider, String sender, LocalDate start, LocalDate end, LocalDateTime submitted) {}
