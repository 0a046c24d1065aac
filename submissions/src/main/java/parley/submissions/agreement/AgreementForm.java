package parley.submissions.agreement;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The form of an agreement: each parameter and part by its name, as the one type of value that it
 * has, and nothing else. What is passed over would leave as if the agreement did not say it.
 */
final class AgreementForm {

  private static final String STRING = "valueString";
  private static final String CODE = "valueCode";
  private static final String INTEGER = "valueInteger";
  private static final String BOOLEAN = "valueBoolean";
  private static final String PART = "part";
  private static final String NAME = "name";
  private static final int LONGEST_NAME = 100;

  private static final Set<String> OF_RESOURCE =
      Set.of("resourceType", "id", "meta", "language", "parameter");

  private static final Map<String, String> PARAMETERS =
      Map.ofEntries(
          Map.entry("url", "valueUri"),
          Map.entry("version", STRING),
          Map.entry("recipient", STRING),
          Map.entry("purpose", STRING),
          Map.entry("legalBasis", STRING),
          Map.entry("product", CODE),
          Map.entry("field", PART),
          Map.entry("element", PART),
          Map.entry("population", CODE),
          Map.entry("figures", PART),
          Map.entry("k", INTEGER),
          Map.entry("l", INTEGER),
          Map.entry("epoch", STRING),
          Map.entry("linkable", BOOLEAN),
          Map.entry("format", CODE),
          Map.entry("optOut", CODE),
          Map.entry("expiry", "valueDate"));

  private static final Map<String, Map<String, String>> PARTS =
      Map.of(
          "field", Map.of(NAME, STRING, "role", CODE, "ladder", CODE, "level", INTEGER),
          "element", Map.of("path", STRING, "precision", CODE),
          "figures", Map.of("measure", STRING, "level", CODE));

  private static final Map<String, Predicate<JsonNode>> FITS =
      Map.of(
          "valueUri",
          JsonNode::isTextual,
          STRING,
          JsonNode::isTextual,
          CODE,
          JsonNode::isTextual,
          INTEGER,
          JsonNode::isInt,
          BOOLEAN,
          JsonNode::isBoolean,
          "valueDate",
          JsonNode::isTextual);

  private static final Map<String, String> WORDS =
      Map.of(
          "valueUri",
          "text",
          STRING,
          "text",
          CODE,
          "text",
          INTEGER,
          "a whole number without quotes",
          BOOLEAN,
          "true or false without quotes",
          "valueDate",
          "text, yyyy-MM-dd");

  private static final Set<String> REPEATED =
      Set.of("field", "element", "figures.measure", "figures.level");

  private final FigureReader.Problems problems;

  AgreementForm(FigureReader.Problems problems) {
    this.problems = problems;
  }

  /** Adds what is wrong with the form, each with its place in the agreement. */
  void hold(JsonNode tree) {
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!OF_RESOURCE.contains(name)) {
                problems.add(
                    "Parameters",
                    "it holds parameters and nothing else",
                    "leave out every element but " + String.join(", ", sorted(OF_RESOURCE)));
              }
            });
    if (!tree.path("parameter").isArray()) {
      problems.add("parameter", "it is a list", "put the parameters into [ ]");
      return;
    }
    var seen = new HashSet<String>();
    var at = 0;
    for (var parameter : tree.path("parameter")) {
      var place = "parameter[" + at++ + "]";
      one(parameter, "", PARAMETERS, place, seen);
    }
  }

  /**
   * A parameter or part.
   *
   * @param of name of the parameter that it is a part of; empty for a parameter
   * @param types by name
   */
  private void one(
      JsonNode node, String of, Map<String, String> types, String place, Set<String> seen) {
    var name = node.path(NAME).isTextual() ? node.path(NAME).asText() : "";
    var type = types.get(name);
    if (type == null) {
      problems.add(
          place,
          "its name is one of " + String.join(", ", sorted(types.keySet())),
          "name it as docs/privacy.md does, or remove it");
      return;
    }
    var where = of.isEmpty() ? named(node, name, place) : of + "." + name;
    if (!seen.add(name) && !REPEATED.contains(of.isEmpty() ? name : of + "." + name)) {
      problems.add(where, "it stands once", "remove all but one");
    }
    var keys = new HashSet<String>();
    node.fieldNames().forEachRemaining(keys::add);
    if (!keys.equals(Set.of(NAME, type))) {
      problems.add(
          where, "it has a name and a " + type, "give it as " + type + ", and nothing beside");
    } else if (type.equals(PART)) {
      parts(node.path(PART), name, where, place);
    } else if (!FITS.get(type).test(node.path(type))) {
      problems.add(where, "its " + type + " is " + WORDS.get(type), "write it so");
    }
  }

  private void parts(JsonNode parts, String name, String where, String place) {
    if (!parts.isArray() || parts.isEmpty()) {
      problems.add(where, "its part is a list that is not empty", "put its parts into [ ]");
      return;
    }
    var seen = new HashSet<String>();
    var at = 0;
    for (var part : parts) {
      one(part, where, PARTS.get(name), place + ".part[" + at++ + "]", seen);
    }
  }

  /** A field or element by its own name, where it has one that can be told. */
  private static String named(JsonNode node, String name, String place) {
    if (!PARTS.containsKey(name) || name.equals("figures")) {
      return name;
    }
    for (var part : node.path(PART)) {
      var value = part.path(STRING).asText();
      if (value.length() <= LONGEST_NAME && value.matches("[A-Za-z][A-Za-z0-9.]*")) {
        return name + " " + value;
      }
    }
    return place;
  }

  private static List<String> sorted(Set<String> names) {
    return names.stream().sorted().toList();
  }
}
