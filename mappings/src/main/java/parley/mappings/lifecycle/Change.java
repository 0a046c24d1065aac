package parley.mappings.lifecycle;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.Problem;

/** What a write means for a course. */
public sealed interface Change {

  /** The state stays. */
  record None(Standing standing) implements Change {}

  /**
   * The state changes.
   *
   * @param from empty when the course is new
   * @param to where it stands then
   * @param following the other resources of the course as they have to be stored with it
   */
  record Allowed(Optional<Standing> from, Standing to, List<Resource> following) implements Change {
    public Allowed {
      following = List.copyOf(following);
    }
  }

  /** The present state does not allow it, though it is well formed. */
  record Forbidden(Problem problem, Standing present) implements Change {}

  /** It cannot be taken in any state: something is missing or contradicts itself. */
  record Malformed(List<Problem> problems) implements Change {
    public Malformed {
      problems = List.copyOf(problems);
    }
  }
}
