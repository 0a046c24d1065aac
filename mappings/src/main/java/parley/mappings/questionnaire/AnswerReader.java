package parley.mappings.questionnaire;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemAnswerComponent;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseItemComponent;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

/** Reads the items of a response against its form; notes all that is wrong with them. */
final class AnswerReader {

  private static final String LOINC_ANSWERS = Systems.conceptMap("questionnaire-answer");

  private final Form form;
  private final Terminology terminology;
  private final List<Problem> problems;
  private final Map<String, Answers.Answer> answers = new LinkedHashMap<>();

  AnswerReader(Form form, Terminology terminology, List<Problem> problems) {
    this.form = form;
    this.terminology = terminology;
    this.problems = problems;
  }

  Answers read(List<QuestionnaireResponseItemComponent> items) {
    read(items, "QuestionnaireResponse");
    return new Answers(answers);
  }

  private void read(List<QuestionnaireResponseItemComponent> items, String parent) {
    for (var index = 0; index < items.size(); index++) {
      read(items.get(index), parent + ".item[" + index + ']');
    }
  }

  private void read(QuestionnaireResponseItemComponent given, String location) {
    var item = form.items().get(given.getLinkId());
    if (item == null) {
      note(
          ProblemCode.UNKNOWN_ITEM,
          location + ".linkId",
          "the questionnaire has no item of this linkId",
          "Send the linkIds of " + form.url() + " version " + form.version() + '.');
    } else {
      answer(given, item, location);
    }
    read(given.getItem(), location);
    for (var index = 0; index < given.getAnswer().size(); index++) {
      read(given.getAnswer().get(index).getItem(), location + ".answer[" + index + ']');
    }
  }

  private void answer(QuestionnaireResponseItemComponent given, Form.Item item, String location) {
    var values =
        given.getAnswer().stream()
            .filter(QuestionnaireResponseItemAnswerComponent::hasValue)
            .map(QuestionnaireResponseItemAnswerComponent::getValue)
            .toList();
    if (values.isEmpty()) {
      return;
    }
    var at = location + ".answer";
    if (values.size() > 1 || answers.containsKey(item.linkId())) {
      note(
          ProblemCode.TWO_ANSWERS,
          at,
          named(item) + " has more than one answer and takes one",
          "Send each linkId once, with one answer.");
      return;
    }
    value(item, values.get(0), at)
        .ifPresent(value -> answers.put(item.linkId(), new Answers.Answer(value, at)));
  }

  private Optional<Type> value(Form.Item item, Type value, String location) {
    if (item.type() == QuestionnaireItemType.GROUP
        || item.type() == QuestionnaireItemType.DISPLAY) {
      return noSuchAnswer(item, location, "takes no answer", "Leave the answer out.");
    }
    if (!item.options().isEmpty()) {
      return option(item, value, location);
    }
    return item.type() == QuestionnaireItemType.INTEGER
            || item.type() == QuestionnaireItemType.DECIMAL
        ? number(item, value, location)
        : Optional.of(value);
  }

  private Optional<Type> option(Form.Item item, Type value, String location) {
    var points = Numbers.of(value);
    var found =
        value instanceof Coding coding
            ? chosen(item, coding)
            : points.flatMap(number -> weighing(item, number));
    if (found.isPresent()) {
      return Optional.of(found.get().coding());
    }
    var weights =
        item.options().stream().flatMap(option -> option.weight().stream()).sorted().toList();
    var remedy = "Send one of the codes " + codes(item) + points(weights) + '.';
    if (points.isPresent() && !weights.isEmpty()) {
      note(
          ProblemCode.OUT_OF_RANGE,
          location,
          named(item) + " has no answer of this number",
          remedy);
      return Optional.empty();
    }
    return noSuchAnswer(item, location, "has no such answer", remedy);
  }

  private static String points(List<BigDecimal> weights) {
    return weights.isEmpty()
        ? ""
        : ", or a whole number from "
            + weights.get(0).toPlainString()
            + " to "
            + weights.get(weights.size() - 1).toPlainString();
  }

  private static String codes(Form.Item item) {
    return item.options().stream()
        .map(option -> option.coding().getCode())
        .collect(Collectors.joining(", "));
  }

  private Optional<Form.Option> chosen(Form.Item item, Coding coding) {
    if (Systems.LOINC.equals(coding.getSystem())
        && coding.hasCode()
        && terminology.translate(LOINC_ANSWERS, coding.getCode())
            instanceof Translation.Found found) {
      return listed(item, found.coding());
    }
    return listed(item, coding);
  }

  private static Optional<Form.Option> listed(Form.Item item, Coding coding) {
    return item.options().stream()
        .filter(option -> option.coding().getCode().equals(coding.getCode()))
        .filter(option -> option.coding().getSystem().equals(coding.getSystem()))
        .findFirst();
  }

  private static Optional<Form.Option> weighing(Form.Item item, BigDecimal number) {
    return item.options().stream()
        .filter(
            option -> option.weight().filter(weight -> weight.compareTo(number) == 0).isPresent())
        .findFirst();
  }

  private Optional<Type> number(Form.Item item, Type value, String location) {
    var number = Numbers.of(value);
    var range = item.range();
    if (number.isEmpty() || !range.hasRightDecimals(number.get())) {
      note(
          ProblemCode.INVALID_VALUE,
          location,
          named(item) + " is not " + range.said(),
          "Send " + range.said() + '.');
      return Optional.empty();
    }
    if (!range.holds(number.get())) {
      note(
          ProblemCode.OUT_OF_RANGE,
          location,
          named(item) + " is out of its range",
          "Send " + range.said() + '.');
      return Optional.empty();
    }
    return Optional.of(
        item.type() == QuestionnaireItemType.INTEGER
            ? new IntegerType(number.get().intValueExact())
            : new DecimalType(number.get()));
  }

  private Optional<Type> noSuchAnswer(Form.Item item, String location, String what, String remedy) {
    note(ProblemCode.UNKNOWN_ANSWER, location, named(item) + ' ' + what, remedy);
    return Optional.empty();
  }

  private static String named(Form.Item item) {
    return "item " + item.linkId();
  }

  private void note(ProblemCode code, String location, String rule, String remedy) {
    problems.add(Problem.error(code, location, rule, remedy));
  }
}
