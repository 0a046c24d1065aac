package parley.submissions.view.path;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.submissions.view.path.Function.Arguments;
import parley.submissions.view.path.Function.Results;
import parley.submissions.view.path.Item.Node;

/**
 * What FHIR and SQL on FHIR add to FHIRPath. A key is the id of the resource; a reference has one
 * when it is relative ({@code Patient/123}), which is how a store keeps references to its own.
 */
final class FhirFunctions {

  private static final Pattern RELATIVE =
      Pattern.compile(
          "(?<type>[A-Z][A-Za-z]+)/(?<id>[A-Za-z0-9.-]{1,64})(?:/_history/[A-Za-z0-9.-]{1,64})?");

  private FhirFunctions() {}

  static void register(Map<String, Function> functions, TypeModel model) {
    var navigation = new Navigation(model);
    var extension = model.named("Extension").map(Results::always).orElse(Results.UNKNOWN);
    var id = model.named("id").map(Results::always).orElse(Results.UNKNOWN);
    var truth = Results.always(TypeModel.BOOLEAN);
    functions.put(
        "extension",
        Function.plain(1, 1, extension, (in, args) -> extensions(navigation, in, args)));
    functions.put("hasValue", Function.plain(0, 0, truth, (in, args) -> hasValue(in)));
    functions.put("getValue", Function.plain(0, 0, Results.UNKNOWN, (in, args) -> value(in)));
    functions.put("not", Function.plain(0, 0, truth, (in, args) -> not(in)));
    functions.put("getResourceKey", Function.plain(0, 0, id, (in, args) -> resourceKeys(in)));
  }

  private static List<Item> extensions(Navigation navigation, List<Item> input, Arguments args) {
    var url = args.text(0);
    if (url.isEmpty()) {
      return List.of();
    }
    var found = new ArrayList<Item>(2);
    for (var item : input) {
      if (item instanceof Node node) {
        node.type()
            .child("extension")
            .ifPresent(child -> navigation.extensions(node, child, url.get(), found));
      }
    }
    return found;
  }

  private static List<Item> hasValue(List<Item> input) {
    return Item.truth(input.size() == 1 && !value(input).isEmpty());
  }

  private static List<Item> value(List<Item> input) {
    if (input.size() != 1 || input.get(0) instanceof Node node && !node.type().isPrimitive()) {
      return List.of();
    }
    return Values.system(input.get(0)).map(List::of).orElse(List.of());
  }

  private static List<Item> not(List<Item> input) {
    return Values.truth(input, "input of not()").map(one -> Item.truth(!one)).orElse(List.of());
  }

  private static List<Item> resourceKeys(List<Item> input) {
    var keys = new ArrayList<Item>(1);
    for (var item : input) {
      if (!(item instanceof Node node) || !node.json().has("resourceType")) {
        throw Values.wrongType("function getResourceKey()", "a resource");
      }
      if (node.json().path("id").isTextual()) {
        keys.add(new Item.Text(node.json().get("id").textValue()));
      }
    }
    return keys;
  }

  /** The keys of references; those to another type than the wanted one have none. */
  static List<Item> referenceKeys(List<Item> input, Optional<String> wanted) {
    var keys = new ArrayList<Item>(1);
    for (var item : input) {
      if (!(item instanceof Node node) || !node.type().name().equals("Reference")) {
        throw Values.wrongType("function getReferenceKey()", "a Reference");
      }
      var reference = RELATIVE.matcher(node.json().path("reference").asText());
      if (reference.matches()
          && (wanted.isEmpty() || wanted.get().equals(reference.group("type")))) {
        keys.add(new Item.Text(reference.group("id")));
      }
    }
    return keys;
  }
}
