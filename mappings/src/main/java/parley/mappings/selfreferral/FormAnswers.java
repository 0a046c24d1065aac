package parley.mappings.selfreferral;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;

/** The answers of one response by linkId, each with the type it is asked for by. */
final class FormAnswers {

  private record Given(Type value, String location) {}

  private final Map<String, Given> given = new LinkedHashMap<>();
  private final List<Problem> problems;

  /**
   * Answers whose faults are noted when they are read.
   *
   * @param problems where to
   */
  FormAnswers(QuestionnaireResponse response, List<Problem> problems) {
    this.problems = problems;
    collect(response.getItem(), "QuestionnaireResponse");
  }

  private void collect(List<QuestionnaireResponseItemComponent> items, String parent) {
    for (var index = 0; index < items.size(); index++) {
      var item = items.get(index);
      var at = parent + ".item[" + index + ']';
      if (item.hasAnswer() && item.getAnswerFirstRep().hasValue()) {
        var value = item.getAnswerFirstRep().getValue();
        if (!(value instanceof StringType text) || !text.getValueNotNull().isBlank()) {
          given.putIfAbsent(item.getLinkId(), new Given(value, at + ".answer"));
        }
      }
      collect(item.getItem(), at);
    }
  }

  boolean has(String linkId) {
    return given.containsKey(linkId);
  }

  /** Text without blanks around it. */
  Optional<String> text(String linkId) {
    return value(linkId, StringType.class, "text").map(text -> text.getValue().strip());
  }

  Optional<DateType> date(String linkId) {
    return value(linkId, DateType.class, "a date").filter(DateType::hasValue);
  }

  Optional<Boolean> yes(String linkId) {
    return value(linkId, BooleanType.class, "true or false").map(BooleanType::booleanValue);
  }

  Optional<Coding> choice(String linkId) {
    return value(linkId, Coding.class, "one of its codes");
  }

  private <T extends Type> Optional<T> value(String linkId, Class<T> type, String said) {
    var answer = given.get(linkId);
    if (answer == null) {
      return Optional.empty();
    }
    if (!type.isInstance(answer.value())) {
      note(linkId, ProblemCode.INVALID_VALUE, "takes " + said, "Send " + said + '.');
      return Optional.empty();
    }
    return Optional.of(type.cast(answer.value()));
  }

  /** Something wrong with an item, at its answer or, without one, at the response. */
  void note(String linkId, ProblemCode code, String what, String remedy) {
    var answer = given.get(linkId);
    problems.add(
        Problem.error(
            code,
            answer == null ? "QuestionnaireResponse" : answer.location(),
            "item " + linkId + ' ' + what,
            remedy));
  }

  /** The items of a group as those of its own questionnaire, without the group's name. */
  List<QuestionnaireResponseItemComponent> of(String group, QuestionnaireResponse response) {
    var items = new ArrayList<QuestionnaireResponseItemComponent>();
    under(group + '.', response.getItem(), items);
    return items;
  }

  private static void under(
      String prefix,
      List<QuestionnaireResponseItemComponent> from,
      List<QuestionnaireResponseItemComponent> to) {
    for (var item : from) {
      if (item.getLinkId().startsWith(prefix) && item.hasAnswer()) {
        var own = new QuestionnaireResponseItemComponent();
        own.setLinkId(item.getLinkId().substring(prefix.length()));
        item.getAnswer().forEach(answer -> own.addAnswer().setValue(answer.getValue().copy()));
        to.add(own);
      }
      under(prefix, item.getItem(), to);
    }
  }
}
