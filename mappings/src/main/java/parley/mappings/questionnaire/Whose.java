package parley.mappings.questionnaire;

import java.util.Optional;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/**
 * Whose an answer is. One that names no Patient record cannot be acted on: its score counts for
 * nobody, and its alert is on nobody's list.
 */
final class Whose {

  private Whose() {}

  /**
   * What hinders a subject from being a Patient's.
   *
   * @param location FHIRPath of the subject
   */
  static Optional<Problem> problem(Reference subject, String location) {
    return namesPatient(subject.getReference())
        ? Optional.empty()
        : Optional.of(
            Problem.error(
                ProblemCode.MISSING_FIELD,
                location,
                "the subject does not name a Patient record by reference, so nobody can act on it",
                "Send subject.reference as Patient/[id]; an identifier or a name alone is not"
                    + " enough."));
  }

  /** Also before a transaction has resolved it: an entry's fullUrl, or a search for a Patient. */
  private static boolean namesPatient(String reference) {
    return reference != null
        && (reference.startsWith("urn:")
            || reference.matches("(?:.*/)?Patient(?:/[^/?#]+.*|\\?.+)"));
  }
}
