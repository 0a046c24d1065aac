package parley.submissions.agreement;

import java.util.Optional;
import parley.submissions.disclosure.Ladder;

/**
 * A column that leaves.
 *
 * @param name of the column
 * @param ladder what it is made coarser by; none for a code that leaves as it is
 * @param level rung of the ladder; 0 without one
 */
public record ReleaseField(String name, Role role, Optional<Ladder> ladder, int level) {

  /** What a column says of a person. */
  public enum Role {
    /** A pseudonym. */
    TOKEN,
    /** Known of a person from elsewhere. */
    QUASI,
    /** Not to be learnt of a person. */
    SENSITIVE
  }
}
