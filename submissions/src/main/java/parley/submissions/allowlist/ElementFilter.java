package parley.submissions.allowlist;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.regex.Pattern;

/** Makes of a resource one that holds what is on the list. The given one is not changed. */
public final class ElementFilter {

  private static final Pattern REFERENCE =
      Pattern.compile(
          "([A-Z][A-Za-z]{1,40})/([A-Za-z0-9.-]{1,64})(/_history/[A-Za-z0-9.-]{1,64})?");
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
    if (!resource.findValues("modifierExtension").isEmpty()) {
      return new Filtered.Withheld("a modifier extension changes what the rest says");
    }
    var out = object(resource, type.asText());
    var kept = NODES.objectNode().put("resourceType", type.asText());
    var id = resource.path("id");
    if (id.isTextual() && list.paths().contains(type.asText() + ".id")) {
      kept.put("id", substitutes.token(type.asText(), id.asText()));
    }
    kept.setAll(out);
    return new Filtered.Kept(kept);
  }

  private ObjectNode object(JsonNode node, String path) {
    var out = NODES.objectNode();
    node.fields()
        .forEachRemaining(
            field -> {
              var name = field.getKey();
              if (!name.startsWith("_") && !AllowList.NEVER.contains(name) && !name.equals("id")) {
                value(field.getValue(), path + "." + name, name)
                    .ifPresent(kept -> out.set(name, kept));
              }
            });
    return out;
  }

  private Optional<JsonNode> value(JsonNode node, String path, String name) {
    if (node.isArray()) {
      var out = NODES.arrayNode();
      node.forEach(one -> value(one, path, name).ifPresent(out::add));
      return Optional.<JsonNode>of(out).filter(array -> !array.isEmpty());
    }
    if (name.equals("coding") || name.equals("valueCoding")) {
      return list.paths().contains(path) ? coding(node) : Optional.empty();
    }
    if (node.isObject()) {
      return Optional.<JsonNode>of(object(node, path)).filter(object -> !object.isEmpty());
    }
    if (node.isNull() || !list.paths().contains(path)) {
      return Optional.empty();
    }
    return name.equals("reference") ? reference(node.asText()) : Optional.of(node);
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
    if (!parts.matches()) {
      return Optional.empty();
    }
    var token = substitutes.token(parts.group(1), parts.group(2));
    return Optional.of(NODES.textNode(parts.group(1) + "/" + token));
  }
}
