package parley.submissions.allowlist;

import java.util.Optional;
import java.util.Set;

/** What stands in the place of ids and displays. */
public interface Substitutes {

  /** The token for a logical id, made of letters, digits and hyphens. */
  String token(String resourceType, String id);

  /** The display of a code by the terminology; empty for a code that it does not know. */
  Optional<String> display(String system, String code);

  /** The linkIds of a Questionnaire by its canonical, empty for one that is not known. */
  default Set<String> linkIds(String questionnaire) {
    return Set.of();
  }

  /** Whether a reference may leave, as a token, to a resource of that type and id. */
  default boolean refersOut(String resourceType, String id) {
    return true;
  }
}
