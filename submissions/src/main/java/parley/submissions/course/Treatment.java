package parley.submissions.course;

import java.time.LocalDate;

/**
 * A treatment that counts: a contact, or a log of internet-enabled therapy.
 *
 * @param date day of the contact, or last day of the log
 * @param kind which of the two
 */
public record Treatment(LocalDate date, Kind kind) {

  /** What it was. */
  public enum Kind {
    CONTACT,
    INTERNET_THERAPY
  }
}
