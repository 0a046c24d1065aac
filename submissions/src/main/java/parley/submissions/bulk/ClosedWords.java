package parley.submissions.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;
import parley.submissions.allowlist.AllowList;
import parley.submissions.allowlist.Leaf;

/** The codes of closed sets that stand in an export: words of FHIR, and no person's. */
final class ClosedWords {

  private final AllowList list;
  private final Set<String> seen = new HashSet<>();

  ClosedWords(AllowList list) {
    this.list = list;
  }

  /** Looks through a resource that was found to be FHIR, and filtered. */
  void of(ObjectNode resource) {
    var type = resource.path("resourceType").asText();
    seen.add(type);
    look(resource, type);
  }

  Set<String> seen() {
    return Set.copyOf(seen);
  }

  private void look(JsonNode node, String path) {
    if (node.isArray()) {
      node.forEach(one -> look(one, path));
    } else if (node.isTextual() && list.leaves().get(path) == Leaf.PLAIN) {
      seen.add(node.asText());
    }
    node.fields().forEachRemaining(field -> look(field.getValue(), path + '.' + field.getKey()));
  }
}
