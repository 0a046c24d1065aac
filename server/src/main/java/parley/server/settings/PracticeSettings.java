package parley.server.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code parley.practice}.
 *
 * @param unqualified what becomes of a care activity, written through the endpoint, that nobody
 *     qualified or supervised gave
 */
public record PracticeSettings(@DefaultValue("warn") Unqualified unqualified) {

  /** What becomes of an activity outside the qualification rule. */
  public enum Unqualified {
    /** It is stored, with a warning, and stands in the worklist. */
    WARN,
    /** It is refused with 422. */
    REJECT
  }
}
