package parley.mappings.questionnaire;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Type;

/**
 * The answers of one response in one form: one of the item's options with its weight, or a number.
 *
 * @param byLinkId what was answered, and where
 */
record Answers(Map<String, Answer> byLinkId) {

  Answers {
    byLinkId = new LinkedHashMap<>(byLinkId);
  }

  /**
   * An answer.
   *
   * @param value Coding (an option), IntegerType, DecimalType, or what an item of another type has
   * @param location FHIRPath of the answer
   */
  record Answer(Type value, String location) {}

  Optional<Answer> to(String linkId) {
    return Optional.ofNullable(byLinkId.get(linkId));
  }

  boolean has(String linkId) {
    return byLinkId.containsKey(linkId);
  }

  /** These and further ones, which are nobody's: to see what a score could still be. */
  Answers with(Map<String, Type> assumed) {
    var all = new LinkedHashMap<>(byLinkId);
    assumed.forEach((linkId, value) -> all.put(linkId, new Answer(value, "")));
    return new Answers(all);
  }

  /** As a flat response, for expressions to be evaluated over. */
  QuestionnaireResponse asResponse() {
    var response = new QuestionnaireResponse();
    byLinkId.forEach(
        (linkId, answer) ->
            response.addItem().setLinkId(linkId).addAnswer().setValue(answer.value()));
    return response;
  }
}
