package parley.mappings.questionnaire;

import java.util.List;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;

/** Puts a response's answers into the codes that the questionnaire offers. */
final class AnswerCoding {

  private AnswerCoding() {}

  /**
   * A copy in which numbers and LOINC answers to a choice are the option they stand for, and a
   * number is of the type that its item has.
   *
   * @param answers those of the response
   */
  static QuestionnaireResponse coded(QuestionnaireResponse response, Form form, Answers answers) {
    var copy = response.copy();
    code(copy.getItem(), form, answers);
    return copy;
  }

  private static void code(
      List<QuestionnaireResponseItemComponent> items, Form form, Answers answers) {
    for (var item : items) {
      var own = form.items().get(item.getLinkId());
      var answer = answers.to(item.getLinkId());
      for (var given : item.getAnswer()) {
        if (given.hasValue() && own != null && answer.isPresent()) {
          given.setValue(typed(given.getValue(), own.type(), answer.get().value()));
        }
        code(given.getItem(), form, answers);
      }
      code(item.getItem(), form, answers);
    }
  }

  private static Type typed(Type given, QuestionnaireItemType type, Type read) {
    if (read instanceof Coding own) {
      return new Coding(own.getSystem(), own.getCode(), own.getDisplay());
    }
    if (type == QuestionnaireItemType.INTEGER && given instanceof DecimalType decimal) {
      return new IntegerType(decimal.getValue().intValueExact());
    }
    if (type == QuestionnaireItemType.DECIMAL && given instanceof IntegerType integer) {
      return new DecimalType(integer.getValue());
    }
    return given;
  }
}
