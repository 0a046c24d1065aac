package parley.submissions.course;

import java.time.LocalDate;

/**
 * A completed log of internet-enabled therapy (table IDS205), which counts as one treatment.
 *
 * @param id what tells it from others
 * @param start first day, an English date
 * @param end last day, by which it is dated (measure M343)
 */
public record InternetTherapyLog(String id, LocalDate start, LocalDate end) {}
