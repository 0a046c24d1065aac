package parley.submissions.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whom a resource is about: every Patient that a reference anywhere in it names.
 *
 * @param patients their logical ids
 * @param unknown whether there is a reference that cannot be followed here, or a person within, so
 *     that it may be about anybody
 */
record Bearing(Set<String> patients, boolean unknown) {

  private static final Pattern RELATIVE =
      Pattern.compile(
          "([A-Z][A-Za-z]{1,40})/([A-Za-z0-9.-]{1,64})(/_history/[A-Za-z0-9.-]{1,64})?");
  private static final Set<String> PERSONS = Set.of("Patient", "Person", "RelatedPerson");

  Bearing {
    patients = Set.copyOf(patients);
  }

  static Bearing of(JsonNode resource) {
    var found = new Search();
    if (resource.path("resourceType").asText().equals("Patient")) {
      found.patients.add(resource.path("id").asText());
    }
    found.look(resource);
    return new Bearing(found.patients, found.unknown);
  }

  private static final class Search {
    private final Set<String> patients = new HashSet<>();
    private boolean unknown;

    void look(JsonNode node) {
      node.fields()
          .forEachRemaining(
              field -> {
                if (field.getKey().equals("reference") && field.getValue().isTextual()) {
                  reference(field.getValue().asText());
                }
                if (field.getKey().equals("contained")) {
                  field.getValue().forEach(this::within);
                }
                look(field.getValue());
              });
      if (node.isArray()) {
        node.forEach(this::look);
      }
      if (node.isObject() && node.path("type").asText().equals("Patient")) {
        unknown |= !node.has("reference");
      }
    }

    private void reference(String reference) {
      var parts = RELATIVE.matcher(reference);
      if (!parts.matches()) {
        unknown |= !reference.startsWith("#");
      } else if (parts.group(1).equals("Patient")) {
        patients.add(parts.group(2));
      }
    }

    private void within(JsonNode contained) {
      unknown |= PERSONS.contains(contained.path("resourceType").asText());
    }
  }
}
