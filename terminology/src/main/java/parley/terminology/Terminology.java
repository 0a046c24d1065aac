package parley.terminology;

import java.util.Optional;

/** The questions asked of a vocabulary, named after the FHIR terminology operations. */
public interface Terminology {

  /**
   * Translates a code by a ConceptMap (FHIR R4 {@code ConceptMap/$translate}).
   *
   * @param conceptMap canonical URL of the map; one that is not loaded is a programming or
   *     configuration error and throws {@link IllegalArgumentException}
   * @param code the source code, exactly as received
   * @return the first {@code equivalent}, {@code equal}, {@code wider} or {@code narrower} target,
   *     or {@link Translation.Unmapped}
   */
  Translation translate(String conceptMap, String code);

  /**
   * Says whether a code is in a value set (FHIR R4 {@code ValueSet/$validate-code}).
   *
   * @param valueSet canonical URL of the value set, which must be loaded
   * @return true when the expansion holds the system and code
   */
  boolean validateCode(String valueSet, String system, String code);

  /**
   * The display of a code (FHIR R4 {@code CodeSystem/$lookup}).
   *
   * @return the display, or empty when the code system is not held or has no such code
   */
  Optional<String> display(String system, String code);
}
