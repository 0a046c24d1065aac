package parley.submissions.allowlist;

import java.util.Optional;

/** What stands in the place of ids and displays. */
public interface Substitutes {

  /** The token for a logical id, made of letters, digits and hyphens. */
  String token(String resourceType, String id);

  /** The display of a code by the terminology; empty for a code that it does not know. */
  Optional<String> display(String system, String code);
}
