package parley.mappings.questionnaire;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.fhirpath.ExpressionNode;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Expression;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.PrimitiveType;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemAnswerOptionComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemType;
import parley.terminology.Systems;

/** Reads a Questionnaire once, so that its responses are read fast. */
final class FormReader {

  static final String ITEM_WEIGHT = "http://hl7.org/fhir/StructureDefinition/itemWeight";

  private static final String CORE = "http://hl7.org/fhir/StructureDefinition/";
  private static final String SDC = "http://hl7.org/fhir/uv/sdc/StructureDefinition/";
  private static final String REVIEW = Systems.structureDefinition("clinical-review");
  private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
  private static final Pattern NAMED = Pattern.compile("%(\\w+)");
  private static final int ANY_DECIMALS = 6;

  private final Expressions expressions;
  private final Questionnaire questionnaire;
  private final Map<String, String> variables = new LinkedHashMap<>();
  private final Map<String, String> groups = new LinkedHashMap<>();
  private final List<Form.Review> reviews = new ArrayList<>();

  private FormReader(Expressions expressions, Questionnaire questionnaire) {
    this.expressions = expressions;
    this.questionnaire = questionnaire;
  }

  /**
   * Reads a questionnaire.
   *
   * @throws IllegalArgumentException when it names an item twice or has an expression that is none
   */
  static Form read(Expressions expressions, Questionnaire questionnaire) {
    return new FormReader(expressions, questionnaire).form();
  }

  /** Whether a questionnaire has an item that becomes a score. */
  static boolean scores(Questionnaire questionnaire) {
    return scores(questionnaire.getItem());
  }

  private static boolean scores(List<QuestionnaireItemComponent> items) {
    return items.stream()
        .anyMatch(
            item ->
                item.hasExtension(SDC + "sdc-questionnaire-observationExtract")
                    || scores(item.getItem()));
  }

  private Form form() {
    for (var variable : questionnaire.getExtensionsByUrl(CORE + "variable")) {
      var expression = (Expression) variable.getValue();
      variables.put(expression.getName(), expression.getExpression());
    }
    var components = new LinkedHashMap<String, QuestionnaireItemComponent>();
    collect(questionnaire.getItem(), components);
    var items = new LinkedHashMap<String, Form.Item>();
    components.forEach(
        (linkId, component) -> items.put(linkId, item(component, components.keySet())));
    var parsed = new LinkedHashMap<String, ExpressionNode>();
    variables.forEach((name, text) -> parsed.put(name, expressions.parse(text)));
    return new Form(
        questionnaire.getUrl(),
        questionnaire.getVersion(),
        items,
        Map.copyOf(groups),
        parsed,
        List.copyOf(reviews));
  }

  private void collect(
      List<QuestionnaireItemComponent> from, Map<String, QuestionnaireItemComponent> to) {
    for (var component : from) {
      if (to.put(component.getLinkId(), component) != null) {
        throw new IllegalArgumentException(
            questionnaire.getUrl() + " has item " + component.getLinkId() + " twice");
      }
      if (component.getType() == QuestionnaireItemType.GROUP) {
        component.getItem().forEach(held -> groups.put(held.getLinkId(), component.getLinkId()));
      }
      collect(component.getItem(), to);
    }
  }

  private Form.Item item(QuestionnaireItemComponent component, Set<String> linkIds) {
    expression(component, REVIEW)
        .ifPresent(
            review ->
                reviews.add(
                    new Form.Review(
                        component.getLinkId(),
                        expressions.parse(review.getExpression()),
                        review.getName(),
                        review.getDescription())));
    var extract = component.getExtensionByUrl(SDC + "sdc-questionnaire-observationExtract");
    return new Form.Item(
        component.getLinkId(),
        component.getText(),
        component.getType(),
        component.getCode(),
        component.getAnswerOption().stream().map(FormReader::option).toList(),
        range(component),
        value(component, CORE + "questionnaire-unit", Coding.class),
        extract != null && extract.getValue().primitiveValue().equals("true"),
        expression(component, SDC + "sdc-questionnaire-calculatedExpression")
            .map(calculated -> formula(calculated.getExpression(), linkIds)),
        expression(component, SDC + "sdc-questionnaire-initialExpression")
            .map(initial -> expressions.parse(initial.getExpression())));
  }

  private Form.Formula formula(String text, Set<String> linkIds) {
    var rests = new LinkedHashSet<String>();
    addQuoted(text, rests);
    var named = NAMED.matcher(text);
    while (named.find()) {
      addQuoted(variables.getOrDefault(named.group(1), ""), rests);
    }
    rests.retainAll(linkIds);
    return new Form.Formula(expressions.parse(text), List.copyOf(rests));
  }

  private static void addQuoted(String text, Set<String> found) {
    var quoted = QUOTED.matcher(text);
    while (quoted.find()) {
      found.add(quoted.group(1));
    }
  }

  private static Form.Option option(QuestionnaireItemAnswerOptionComponent option) {
    var coding = option.getValueCoding().copy();
    var weight = value(option, ITEM_WEIGHT, DecimalType.class).map(DecimalType::getValue);
    weight.ifPresent(points -> coding.addExtension(ITEM_WEIGHT, new DecimalType(points)));
    return new Form.Option(coding, weight);
  }

  private static Form.Range range(QuestionnaireItemComponent component) {
    var decimals =
        value(component, CORE + "maxDecimalPlaces", IntegerType.class)
            .map(IntegerType::getValue)
            .orElse(component.getType() == QuestionnaireItemType.DECIMAL ? ANY_DECIMALS : 0);
    return new Form.Range(
        number(component, CORE + "minValue"), number(component, CORE + "maxValue"), decimals);
  }

  private static Optional<BigDecimal> number(Element element, String url) {
    return value(element, url, PrimitiveType.class)
        .map(value -> new BigDecimal(value.getValueAsString()));
  }

  private static Optional<Expression> expression(Element element, String url) {
    return value(element, url, Expression.class);
  }

  private static <T> Optional<T> value(Element element, String url, Class<T> type) {
    var extension = element.getExtensionByUrl(url);
    return extension == null ? Optional.empty() : Optional.of(type.cast(extension.getValue()));
  }
}
