package parley.server.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import parley.submissions.view.ViewJson;

/**
 * The parameters of {@code $viewdefinition-run}, from the query and from a Parameters resource.
 * Read as JSON, because a ViewDefinition is no resource of R4 and HAPI FHIR cannot parse one.
 */
final class ViewParameters {

  private static final Set<String> KNOWN =
      new TreeSet<>(
          List.of(
              "_format",
              "header",
              "viewReference",
              "viewResource",
              "patient",
              "group",
              "source",
              "resource",
              "_limit",
              "_since"));

  private final Map<String, List<JsonNode>> given = new LinkedHashMap<>();

  private ViewParameters() {}

  /**
   * Reads what a request says.
   *
   * @param body a Parameters resource; empty for none
   * @throws Refused naming what cannot be read, or what the operation has not
   */
  static ViewParameters of(byte[] body, Map<String, String[]> query) {
    var parameters = new ViewParameters();
    if (body.length > 0) {
      parameters.body(tree(body));
    }
    query.forEach(
        (name, values) ->
            Arrays.stream(values).forEach(value -> parameters.add(name, new TextNode(value))));
    for (var name : parameters.given.keySet()) {
      if (!KNOWN.contains(name)) {
        throw Refused.unsupported(
            name, "No parameter of this operation, which has " + String.join(", ", KNOWN));
      }
    }
    if (parameters.given.containsKey("source")) {
      throw Refused.unsupported("source", "Views are run on this store, or on resources sent");
    }
    return parameters;
  }

  private static JsonNode tree(byte[] body) {
    try {
      return ViewJson.tree(new String(body, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw Refused.parameter("Parameters", "The body is not JSON");
    }
  }

  private void body(JsonNode body) {
    if (!body.path("resourceType").asText().equals("Parameters")) {
      throw Refused.parameter(
          "Parameters",
          "The body is not a Parameters resource; send one, with the view as the resource of a"
              + " parameter viewResource");
    }
    var at = 0;
    for (var part : body.path("parameter")) {
      var place = "Parameters.parameter[" + at++ + ']';
      var name = part.path("name").asText();
      var value = part.has("resource") ? Optional.of(part.path("resource")) : value(part);
      add(
          name,
          value.orElseThrow(
              () -> Refused.parameter(place, "The parameter has neither value nor resource")));
    }
  }

  private static Optional<JsonNode> value(JsonNode part) {
    var names = part.fieldNames();
    while (names.hasNext()) {
      var name = names.next();
      if (name.startsWith("value")) {
        return Optional.of(part.path(name));
      }
    }
    return Optional.empty();
  }

  private void add(String name, JsonNode value) {
    given.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  /** Every resource of a name, also one that is sent as text. */
  List<JsonNode> resources(String name) {
    var found = new ArrayList<JsonNode>();
    for (var value : given.getOrDefault(name, List.of())) {
      var resource = value.isTextual() ? text(name, value.asText()) : value;
      if (!resource.isObject() || !resource.path("resourceType").isTextual()) {
        throw Refused.parameter(name, "Not a resource; send it as FHIR's JSON");
      }
      found.add(resource);
    }
    return found;
  }

  private static JsonNode text(String name, String json) {
    try {
      return ViewJson.tree(json);
    } catch (JsonProcessingException e) {
      throw Refused.parameter(name, "Not a resource; send it as FHIR's JSON");
    }
  }

  /** At most one resource of a name. */
  Optional<JsonNode> resource(String name) {
    return one(name, resources(name));
  }

  /** References, as Reference or text. */
  List<String> references(String name) {
    return given.getOrDefault(name, List.of()).stream()
        .map(value -> value.isObject() ? value.path("reference") : value)
        .map(JsonNode::asText)
        .toList();
  }

  /** At most one value, as text. */
  Optional<String> text(String name) {
    return one(name, given.getOrDefault(name, List.of())).map(JsonNode::asText);
  }

  /** A Boolean, or what holds without one. */
  boolean truth(String name, boolean without) {
    var said = text(name);
    if (said.isPresent() && !said.get().matches("true|false")) {
      throw Refused.parameter(name, "Is true or false");
    }
    return said.map(Boolean::parseBoolean).orElse(without);
  }

  /** A number of at least 1. */
  Optional<Long> count(String name) {
    var said = text(name);
    if (said.isPresent() && !said.get().matches("0*[1-9][0-9]{0,17}")) {
      throw Refused.parameter(name, "Is a whole number of at least 1");
    }
    return said.map(Long::parseLong);
  }

  Optional<Instant> instant(String name) {
    try {
      return text(name).map(OffsetDateTime::parse).map(OffsetDateTime::toInstant);
    } catch (DateTimeException e) {
      throw Refused.parameter(name, "Is an instant, as in 2026-11-02T08:55:00Z");
    }
  }

  private static <T> Optional<T> one(String name, List<T> said) {
    if (said.size() > 1) {
      throw Refused.parameter(name, "Is given more than once; give one");
    }
    return said.stream().findFirst();
  }
}
