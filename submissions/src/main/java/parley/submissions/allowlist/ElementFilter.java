package parley.submissions.allowlist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes of a resource one that holds what is on the list. The given one is not changed. */
public final class ElementFilter {

  private static final Pattern REFERENCE =
      Pattern.compile(
          "([A-Z][A-Za-z]{1,40})/([A-Za-z0-9.-]{1,64})(/_history/[A-Za-z0-9.-]{1,64})?");
  private static final Pattern DATE = Pattern.compile("([0-9]{4})(-[0-9]{2})?(-[0-9]{2}.*)?");
  private static final BigDecimal TOO_LARGE = BigDecimal.TEN.pow(9);
  private static final int MOST_DECIMALS = 4;
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final AllowList list;
  private final Substitutes substitutes;

  public ElementFilter(AllowList list, Substitutes substitutes) {
    this.list = list;
    this.substitutes = substitutes;
  }

  /**
   * Filters a resource, FHIR R4 in JSON. One with a modifier extension anywhere is withheld: what
   * is left of it would say something else.
   */
  public Filtered of(JsonNode resource) {
    var type = resource.path("resourceType");
    if (!resource.isObject()
        || !type.isTextual()
        || !type.asText().matches("[A-Z][A-Za-z]{1,40}")) {
      return new Filtered.Withheld("it is no FHIR resource in JSON");
    }
    if (!resource.findValues("modifierExtension").isEmpty()
        || !resource.findValues("implicitRules").isEmpty()) {
      return new Filtered.Withheld("a modifier extension or rule changes what the rest says");
    }
    var kept = NODES.objectNode().put("resourceType", type.asText());
    var id = resource.path("id");
    if (id.isTextual() && list.paths().contains(type.asText() + ".id")) {
      kept.put("id", substitutes.token(type.asText(), id.asText()));
    }
    kept.setAll(new Walk(resource.path("questionnaire").asText()).object(resource, type.asText()));
    return new Filtered.Kept(kept);
  }

  /** Through one resource. */
  private final class Walk {
    private final String questionnaire;

    /**
     * @param questionnaire canonical of the form that a response is to; empty for any other
     *     resource
     */
    Walk(String questionnaire) {
      this.questionnaire = questionnaire;
    }

    ObjectNode object(JsonNode node, String path) {
      var out = NODES.objectNode();
      node.fields()
          .forEachRemaining(
              field -> {
                var name = field.getKey();
                if (!name.startsWith("_")
                    && !AllowList.NEVER.contains(name)
                    && !name.equals("id")) {
                  value(field.getValue(), path + "." + name).ifPresent(kept -> out.set(name, kept));
                }
              });
      return out;
    }

    private Optional<JsonNode> value(JsonNode node, String path) {
      if (node.isArray()) {
        var out = NODES.arrayNode();
        node.forEach(one -> value(one, path).ifPresent(out::add));
        return Optional.<JsonNode>of(out).filter(array -> !array.isEmpty());
      }
      var leaf = Optional.ofNullable(list.leaves().get(path));
      if (node.isObject()) {
        return leaf.isPresent() && leaf.get() == Leaf.CODING
            ? coding(node)
            : Optional.<JsonNode>of(object(node, path)).filter(object -> !object.isEmpty());
      }
      if (node.isNull() || leaf.isEmpty()) {
        return Optional.empty();
      }
      return switch (leaf.get()) {
        case PLAIN -> Optional.of(node).filter(ElementFilter::isPlain);
        case REFERENCE -> reference(node.asText());
        case MONTH -> date(node.asText(), true);
        case YEAR -> date(node.asText(), false);
        case QUESTIONNAIRE ->
            Optional.of(node).filter(it -> !substitutes.linkIds(it.asText()).isEmpty());
        case LINK_ID ->
            Optional.of(node)
                .filter(it -> substitutes.linkIds(questionnaire).contains(it.asText()));
        case ID, CODING -> Optional.empty();
      };
    }
  }

  /**
   * Nine digits and four decimals are enough for a score or a quantity, and too few for a telephone
   * number, an NHS number or a place on the map.
   */
  private static boolean isPlain(JsonNode node) {
    if (!node.isNumber()) {
      return true;
    }
    var number = node.decimalValue().stripTrailingZeros();
    return number.scale() <= MOST_DECIMALS && number.abs().compareTo(TOO_LARGE) < 0;
  }

  private Optional<JsonNode> coding(JsonNode coding) {
    var system = coding.path("system").asText();
    var code = coding.path("code").asText();
    return substitutes
        .display(system, code)
        .map(
            display ->
                NODES.objectNode().put("system", system).put("code", code).put("display", display));
  }

  /** Relative ones alone; of an absolute one, a URN or a query nothing is left. */
  private Optional<JsonNode> reference(String reference) {
    var parts = REFERENCE.matcher(reference);
    if (!parts.matches() || !substitutes.refersOut(parts.group(1), parts.group(2))) {
      return Optional.empty();
    }
    var token = substitutes.token(parts.group(1), parts.group(2));
    return Optional.of(NODES.textNode(parts.group(1) + "/" + token));
  }

  /** Of a date that is coarser already, what there is. */
  private static Optional<JsonNode> date(String date, boolean withMonth) {
    var parts = DATE.matcher(date);
    if (!parts.matches()) {
      return Optional.empty();
    }
    var month = withMonth ? Optional.ofNullable(parts.group(2)).orElse("") : "";
    return Optional.of(NODES.textNode(parts.group(1) + month));
  }
}
