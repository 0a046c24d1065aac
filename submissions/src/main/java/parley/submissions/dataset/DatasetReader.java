package parley.submissions.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import parley.submissions.view.ViewJson;

/**
 * Reads the shipped definition of a data set: one FHIR logical model (StructureDefinition) a table,
 * one element a field. What is wrong in them is a fault of the build and is thrown.
 */
final class DatasetReader {

  private static final String PLACE = "/parley/submissions/";
  private static final String HL7 = "http://hl7.org/fhir/StructureDefinition/";

  private DatasetReader() {}

  static Dataset shipped(String folder) {
    var tables = new ArrayList<DatasetTable>();
    var version = "";
    for (var name : text(PLACE + folder + "/tables.txt").lines().toList()) {
      var definition = tree(PLACE + folder + "/StructureDefinition/" + name + ".json");
      version = definition.path("version").asText();
      tables.add(table(definition));
    }
    return new Dataset(version, tables);
  }

  static DatasetTable table(JsonNode definition) {
    var name = definition.path("name").asText();
    var elements = definition.path("differential").path("element");
    var fields = new ArrayList<DatasetField>();
    for (int at = 1; at < elements.size(); at++) {
      fields.add(field(elements.get(at)));
    }
    return new DatasetTable(name, elements.path(0).path("max").asText().equals("1"), fields);
  }

  private static DatasetField field(JsonNode element) {
    var path = element.path("path").asText();
    return new DatasetField(
        path.substring(path.indexOf('.') + 1),
        element.path("code").path(0).path("code").asText(),
        type(path, element.path("type").path(0).path("code").asText()),
        number(extension(element, "minLength", "valueInteger")),
        number(element.path("maxLength")),
        Optional.of(extension(element, "regex", "valueString").asText())
            .filter(form -> !form.isEmpty())
            .map(Pattern::compile),
        element.path("min").asInt() == 1,
        Optional.of(element.path("binding").path("valueSet").asText())
            .filter(url -> !url.isEmpty()),
        key(element.path("mapping").path(0).path("map").asText()));
  }

  private static FieldType type(String path, String code) {
    return Arrays.stream(FieldType.values())
        .filter(type -> type.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(path + ": no such type of field: " + code));
  }

  private static FieldKey key(String map) {
    if (map.isEmpty()) {
      return new FieldKey.None();
    }
    if (map.equals("primary")) {
      return new FieldKey.Primary();
    }
    var parts = List.of(map.split("\\."));
    return new FieldKey.Parent(parts.get(0), parts.get(1));
  }

  private static OptionalInt number(JsonNode node) {
    return node.isInt() ? OptionalInt.of(node.asInt()) : OptionalInt.empty();
  }

  private static JsonNode extension(JsonNode element, String name, String value) {
    for (var extension : element.path("extension")) {
      if (extension.path("url").asText().equals(HL7 + name)) {
        return extension.path(value);
      }
    }
    return element.path("extension").path("none");
  }

  private static JsonNode tree(String resource) {
    try {
      return ViewJson.tree(text(resource));
    } catch (IOException e) {
      throw new UncheckedIOException("not JSON: " + resource, e);
    }
  }

  private static String text(String resource) {
    try (var in = DatasetReader.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("not shipped: " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(resource, e);
    }
  }
}
