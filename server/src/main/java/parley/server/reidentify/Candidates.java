package parley.server.reidentify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import parley.server.view.RecordSelection;
import parley.server.view.StoredResources;
import parley.submissions.release.TokenValues;
import parley.submissions.view.ResourceText;
import parley.terminology.Systems;

/** Everybody, or everything of one type, in the record: what tokens may stand for. */
final class Candidates {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, List<Found>> byValue = new HashMap<>();

  /**
   * A resource that a token may stand for.
   *
   * @param resource type and id
   * @param identifiers as system, bar and value
   */
  record Found(String resource, List<String> identifiers) {
    Found {
      identifiers = List.copyOf(identifiers);
    }

    /** Not the values. */
    @Override
    public String toString() {
      return "Found";
    }
  }

  static Candidates of(DataSource dataSource, String resourceType) {
    var candidates = new Candidates();
    try (var record = StoredResources.open(dataSource, RecordSelection.all());
        var all = record.ofType(resourceType)) {
      all.forEach(text -> candidates.add(resourceType, text));
    }
    return candidates;
  }

  /** What tokens are made of. */
  Set<String> values() {
    return Set.copyOf(byValue.keySet());
  }

  List<Found> found(String value) {
    return byValue.getOrDefault(value, List.of());
  }

  private void add(String type, ResourceText text) {
    var json = read(text);
    var id = json.path("id").isTextual() ? json.path("id").asText() : text.id().orElse("");
    var identifiers = new ArrayList<String>();
    var values = new ArrayList<String>();
    var all = json.path("identifier");
    for (var one : all.isArray() ? all : JSON.createArrayNode().add(all)) {
      var system = one.path("system").asText();
      var value = one.path("value").asText();
      if (!value.isBlank()) {
        identifiers.add(system + '|' + value);
        if (type.equals("Patient") && system.equals(Systems.NHS_NUMBER)) {
          values.add(TokenValues.patient(value));
        }
      }
    }
    if (!type.equals("Patient")) {
      values.add(type + '/' + id);
    }
    var found = new Found(type + '/' + id, identifiers);
    values.forEach(it -> byValue.computeIfAbsent(it, none -> new ArrayList<>()).add(found));
  }

  private static JsonNode read(ResourceText text) {
    try {
      return JSON.readTree(text.json());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored resource is no JSON");
    }
  }
}
