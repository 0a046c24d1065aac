package parley.mappings.questionnaire;

import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Type;
import parley.terminology.Systems;

/** The value of an Observation as the answer to an item, which takes fewer types. */
final class SentValue {

  /** Of the types that an Observation's value may have, those that an answer may have too. */
  private static final Set<String> ANSWERS =
      Set.of("boolean", "integer", "string", "time", "dateTime", "Quantity");

  private SentValue() {}

  /**
   * The answer that a value can be.
   *
   * @return of a concept the code that the questionnaires have, or its first; empty for a concept
   *     in words alone, a range, a ratio, a period or samples
   */
  static Optional<Type> answer(Type value) {
    if (value instanceof CodeableConcept concept) {
      return concept.getCoding().stream()
          .filter(coding -> Systems.codeSystem("questionnaire-answer").equals(coding.getSystem()))
          .findFirst()
          .or(() -> concept.getCoding().stream().findFirst())
          .map(Type.class::cast);
    }
    return Optional.of(value).filter(it -> ANSWERS.contains(it.fhirType()));
  }
}
