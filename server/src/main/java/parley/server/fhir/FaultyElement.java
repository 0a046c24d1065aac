package parley.server.fhir;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the element of a JSON resource that makes the parser fail, by leaving away everything else
 * and trying again. Only for what failed once; the number of tries is bounded.
 */
final class FaultyElement {

  private static final int LARGEST = 256 * 1024;
  private static final int TRIES = 500;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Predicate<String> fails;
  private final ObjectNode root;
  private int tries;

  private FaultyElement(ObjectNode root, Predicate<String> fails) {
    this.root = root;
    this.fails = fails;
  }

  /**
   * Looks for it.
   *
   * @param fails whether the parser fails on a body
   * @return its path, such as {@code Patient.name[0].extension}; empty when the body is too large
   *     to be tried piece by piece, or no JSON object
   */
  static Optional<String> of(byte[] body, Predicate<String> fails) {
    if (body.length > LARGEST) {
      return Optional.empty();
    }
    try {
      return JSON.readTree(body) instanceof ObjectNode root && root.hasNonNull("resourceType")
          ? Optional.of(new FaultyElement(root, fails).path())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private String path() {
    var path = new StringBuilder(root.path("resourceType").asText());
    JsonNode at = root;
    for (var next = inside(at); next.isPresent(); next = inside(at)) {
      path.append(next.get().said());
      at = next.get().node();
    }
    return path.toString();
  }

  private record Part(String said, JsonNode node) {}

  /** The first part that alone makes the parser fail; everything beside it is left away then. */
  private Optional<Part> inside(JsonNode at) {
    if (at instanceof ObjectNode object) {
      return insideObject(object);
    }
    return at instanceof ArrayNode array ? insideArray(array) : Optional.empty();
  }

  private Optional<Part> insideObject(ObjectNode object) {
    var all = object.deepCopy();
    for (var name : names(all)) {
      object.removeAll();
      for (var kept : List.of("resourceType", "url", "linkId")) {
        if (all.has(kept)) {
          object.set(kept, all.get(kept));
        }
      }
      object.set(name, all.get(name));
      if (stillFails()) {
        return Optional.of(new Part('.' + name, object.get(name)));
      }
    }
    object.removeAll();
    object.setAll(all);
    return Optional.empty();
  }

  private Optional<Part> insideArray(ArrayNode array) {
    var all = array.deepCopy();
    for (var index = 0; index < all.size(); index++) {
      array.removeAll();
      array.add(all.get(index));
      if (stillFails()) {
        return Optional.of(new Part("[" + index + ']', array.get(0)));
      }
    }
    array.removeAll();
    array.addAll(all);
    return Optional.empty();
  }

  private boolean stillFails() {
    return ++tries <= TRIES && fails.test(root.toString());
  }

  private static List<String> names(ObjectNode object) {
    var names = new ArrayList<String>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
