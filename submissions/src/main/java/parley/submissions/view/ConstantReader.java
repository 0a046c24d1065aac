package parley.submissions.view;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import parley.submissions.view.path.Item;
import parley.submissions.view.path.PathCompiler;
import parley.submissions.view.path.TypeModel;

/** Reads {@code constant}: a name and one {@code value[x]} of a primitive type. */
final class ConstantReader {

  private static final Set<String> RESERVED =
      Set.of("rowIndex", "resource", "rootResource", "context", "sct", "loinc", "ucum");

  /** ViewDefinition, {@code constant.value[x]}; R4 has no integer64, which is read as integer. */
  private static final List<String> TYPES =
      List.of(
          "base64Binary",
          "boolean",
          "canonical",
          "code",
          "date",
          "dateTime",
          "decimal",
          "id",
          "instant",
          "integer",
          "integer64",
          "oid",
          "string",
          "positiveInt",
          "time",
          "unsignedInt",
          "uri",
          "url",
          "uuid");

  private final TypeModel model;
  private final Problems problems;

  ConstantReader(TypeModel model, Problems problems) {
    this.model = model;
    this.problems = problems;
  }

  Map<String, Item> read(JsonNode definition) {
    var constants = new HashMap<String, Item>();
    var index = 0;
    for (var json : problems.objects(definition, ViewReader.ROOT, "constant")) {
      var place = Problems.numbered(ViewReader.ROOT, "constant", index++);
      var name = problems.required(json, place, "name");
      problems.sqlName(name, place);
      var value = value(json, place);
      if (name.isPresent() && RESERVED.contains(name.get())) {
        problems.add(place + ".name", "The name has a meaning of its own", "Choose another name.");
      } else if (name.isPresent() && value.isPresent()) {
        constants.merge(name.get(), value.get(), (first, second) -> twice(place, first));
      } else {
        // A path that uses it is not to be called wrong for that.
        name.ifPresent(one -> constants.putIfAbsent(one, new Item.Text("")));
      }
    }
    return constants;
  }

  private Item twice(String place, Item first) {
    problems.add(place + ".name", "Two constants have this name", "Rename one of them.");
    return first;
  }

  private Optional<Item> value(JsonNode json, String place) {
    var given = new ArrayList<String>();
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (name.startsWith("value")) {
                given.add(name);
              }
            });
    problems.onlyKnown(json, place, known(given));
    if (given.size() != 1) {
      problems.add(
          place + ".value[x]", "A constant has one value", "Add one, for example valueString.");
      return Optional.empty();
    }
    var property = given.get(0);
    var type = TYPES.stream().filter(one -> property.equalsIgnoreCase("value" + one)).findFirst();
    if (type.isEmpty()) {
      problems.add(
          place + "." + property,
          "A constant cannot be of this type",
          "Use one of the primitive types: " + String.join(", ", TYPES) + ".");
      return Optional.empty();
    }
    var value =
        model
            .named(type.get().equals("integer64") ? "integer" : type.get())
            .flatMap(known -> PathCompiler.value(known, number64(type.get(), json.get(property))));
    if (value.isEmpty()) {
      problems.add(
          place + "." + property,
          "This is no value of the type " + type.get(),
          "Write the value as FHIR's JSON does.");
    }
    return value;
  }

  /** FHIR's JSON writes an integer64 in quotation marks. */
  private static JsonNode number64(String type, JsonNode json) {
    var text = json.asText();
    return type.equals("integer64") && json.isTextual() && isLong(text)
        ? com.fasterxml.jackson.databind.node.LongNode.valueOf(Long.parseLong(text))
        : json;
  }

  private static boolean isLong(String text) {
    return text.matches("-?[0-9]{1,19}") && new BigInteger(text).bitLength() < Long.SIZE;
  }

  private static Set<String> known(List<String> values) {
    var known = new java.util.HashSet<>(values);
    known.addAll(Set.of("id", "extension", "name"));
    return known;
  }
}
