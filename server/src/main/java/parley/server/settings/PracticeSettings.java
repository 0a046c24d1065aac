package parley.server.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings under {@code parley.practice}.
 *
 * @param unqualified what becomes of a care activity, written through the endpoint, that nobody
 *     qualified or supervised gave
 * @param rule which qualification allows which therapy: {@code file:} and the path of a ConceptMap
 *     in FHIR R4 JSON, which takes the place of the shipped one; empty for that
 */
public record PracticeSettings(
    @DefaultValue("warn") Unqualified unqualified, @DefaultValue("") String rule) {

  /** What becomes of an activity outside the qualification rule. */
  public enum Unqualified {
    /** It is stored, with a warning, and stands in the worklist. */
    WARN,
    /** It is refused with 422. */
    REJECT
  }
}
