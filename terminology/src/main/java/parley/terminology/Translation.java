package parley.terminology;

import org.hl7.fhir.r4.model.Coding;

/** The answer to {@link Terminology#translate}: a target code, or the reason there is none. */
public sealed interface Translation {

  /**
   * The map names a target.
   *
   * @param coding the target: system, code and display
   */
  record Found(Coding coding) implements Translation {}

  /** The map has no row for the code; the caller keeps the code as it came and says so. */
  record Unmapped() implements Translation {}
}
