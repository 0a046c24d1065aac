package parley.mappings.questionnaire;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    code(copy.getItem(), form, answers, new HashSet<>());
    return copy;
  }

  private static void code(
      List<QuestionnaireResponseItemComponent> items,
      Form form,
      Answers answers,
      Set<String> seen) {
    for (var item : items) {
      var own = form.items().get(item.getLinkId());
      // What was read is the first answer; another under the linkId stays as it is.
      var first = !item.hasAnswer() || seen.add(item.getLinkId());
      var answer = first ? answers.to(item.getLinkId()) : Optional.<Answers.Answer>empty();
      for (var given : item.getAnswer()) {
        if (given.hasValue() && own != null && answer.isPresent()) {
          given.setValue(typed(given.getValue(), own.type(), answer.get().value()));
        }
        code(given.getItem(), form, answers, seen);
      }
      code(item.getItem(), form, answers, seen);
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
