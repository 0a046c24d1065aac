package parley.submissions.view.path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import parley.submissions.view.path.Item.Node;

/** Steps from an element to its children in FHIR's JSON. */
final class Navigation {

  private static final JsonNode NONE = MissingNode.getInstance();

  private final TypeModel model;

  Navigation(TypeModel model) {
    this.model = model;
  }

  /** Adds the children of one name, in their order. */
  void children(Node node, Child child, List<Item> into) {
    var container = node.json().isObject() ? node.json() : node.shadow();
    if (!container.isObject()) {
      return;
    }
    for (var form : child.forms()) {
      var json = container.path(form.property());
      var shadow = form.type().isPrimitive() ? container.path(form.shadow()) : NONE;
      if (!json.isMissingNode() || !shadow.isMissingNode()) {
        add(form.type(), json, shadow, into);
      }
    }
  }

  /** Adds the extensions of one URL; most of those that an element has are of another. */
  void extensions(Node node, Child child, String url, List<Item> into) {
    var container = node.json().isObject() ? node.json() : node.shadow();
    for (var form : child.forms()) {
      for (var extension : container.path(form.property())) {
        if (url.equals(extension.path("url").asText())) {
          one(form.type(), extension, NONE, into);
        }
      }
    }
  }

  private void add(FhirType type, JsonNode json, JsonNode shadow, List<Item> into) {
    if (json.isArray() || shadow.isArray()) {
      var size = Math.max(json.size(), shadow.size());
      for (var i = 0; i < size; i++) {
        one(type, json.path(i), shadow.path(i), into);
      }
    } else {
      one(type, json, shadow, into);
    }
  }

  private void one(FhirType type, JsonNode json, JsonNode shadow, List<Item> into) {
    var value = json.isNull() ? NONE : json;
    var around = shadow.isNull() ? NONE : shadow;
    if (value.isMissingNode() && around.isMissingNode()) {
      return;
    }
    into.add(new Node(type == TypeModel.ANY_RESOURCE ? resource(value) : type, value, around));
  }

  private FhirType resource(JsonNode json) {
    return model.named(json.path("resourceType").asText()).orElse(TypeModel.ANY_RESOURCE);
  }

  /** Every child, of whatever name. */
  List<Item> all(Node node) {
    var into = new ArrayList<Item>();
    node.type().children().values().forEach(child -> children(node, child, into));
    return into;
  }
}
