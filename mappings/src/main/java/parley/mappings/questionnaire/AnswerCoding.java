package parley.mappings.questionnaire;

import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;

/** Puts a response's answers into the codes that the questionnaire offers. */
final class AnswerCoding {

  private AnswerCoding() {}

  /**
   * A copy in which numbers and LOINC answers to a choice are the option they stand for.
   *
   * @param answers those of the response
   */
  static QuestionnaireResponse coded(QuestionnaireResponse response, Answers answers) {
    var copy = response.copy();
    code(copy.getItem(), answers);
    return copy;
  }

  private static void code(List<QuestionnaireResponseItemComponent> items, Answers answers) {
    for (var item : items) {
      var answer = answers.to(item.getLinkId());
      for (var given : item.getAnswer()) {
        if (given.hasValue() && answer.isPresent() && answer.get().value() instanceof Coding own) {
          given.setValue(new Coding(own.getSystem(), own.getCode(), own.getDisplay()));
        }
        code(given.getItem(), answers);
      }
      code(item.getItem(), answers);
    }
  }
}
