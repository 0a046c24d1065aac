package parley.server.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import parley.server.synth.Complaint;

/**
 * How a made course of treatment goes.
 *
 * @param why what it shows, in a few plain words
 * @param problem primary presenting problem
 * @param phq9 PHQ-9 totals, one for each session with answers, the assessment first
 * @param gad7 GAD-7 totals of the same sessions
 * @param measure totals of the problem's own measure at the same sessions, where it has one
 * @param selfHarm the session, from 0, at which PHQ-9 item 9 is answered above 0
 * @param discharge NHS Data Dictionary END CODE; empty while the course goes on
 * @param expected what {@code $outcome} must say
 */
record Storyline(
    String why,
    Complaint problem,
    List<Integer> phq9,
    List<Integer> gad7,
    List<Integer> measure,
    Optional<Integer> selfHarm,
    Optional<String> discharge,
    Expected expected) {

  /** How many treatments lie before the contact missed, and before the one cancelled. */
  private static final int BEFORE_MISSED = 2;

  private static final int BEFORE_CANCELLED = 4;

  /**
   * Codes of {@code $outcome}; empty where it must give none.
   *
   * @param trajectory always given
   */
  record Expected(Optional<String> recovery, Optional<String> change, String trajectory) {}

  /**
   * The contacts in their order, a week apart; those the person attended, but for the follow-up,
   * take the scores in turn.
   */
  List<Contact> contacts() {
    var contacts = new ArrayList<>(List.of(Contact.ASSESSMENT));
    var treatments = phq9.size() - 1;
    for (var i = 1; i <= treatments; i++) {
      if (i == treatments && discharge.isPresent()) {
        contacts.add(Contact.REVIEW_AND_TREATMENT);
      } else {
        contacts.add(i % 4 == 3 ? Contact.LATE : Contact.TREATMENT);
      }
      if (i == BEFORE_MISSED) {
        contacts.add(Contact.MISSED);
      } else if (i == BEFORE_CANCELLED) {
        contacts.add(Contact.CANCELLED);
      }
    }
    if (discharge.isEmpty()) {
      contacts.add(Contact.TO_COME);
    } else if (treatments > BEFORE_CANCELLED) {
      contacts.add(Contact.FOLLOW_UP);
    }
    return contacts;
  }
}
