package parley.submissions.rule;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the concept of one rule says, by the names of its properties. */
record RuleProperties(JsonNode concept) {

  String code() {
    return concept.path("code").asText();
  }

  String text() {
    return concept.path("display").asText();
  }

  String field() {
    return one("field");
  }

  String one(String name) {
    return maybe(name)
        .orElseThrow(() -> new IllegalStateException(code() + " has no property " + name));
  }

  Optional<String> maybe(String name) {
    return all(name).stream().findFirst();
  }

  int number(String name) {
    return Integer.parseInt(one(name));
  }

  List<String> all(String name) {
    var values = new ArrayList<String>();
    for (var property : concept.path("property")) {
      if (property.path("code").asText().equals(name)) {
        for (var value : List.of("valueString", "valueCode", "valueInteger")) {
          if (property.has(value)) {
            values.add(property.path(value).asText());
          }
        }
      }
    }
    return values;
  }
}
