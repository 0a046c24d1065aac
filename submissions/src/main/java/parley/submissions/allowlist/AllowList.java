package parley.submissions.allowlist;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The elements that may leave, by their JSON paths without indexes, such as {@code
 * Observation.valueQuantity.value}. A path that names no leaf lets nothing out. Listing {@code
 * Type.id} lets a token out in its place, {@code ...reference} a reference by token, and {@code
 * ...coding} the codings that the terminology knows.
 *
 * @param leaves what each listed path is; none of something that always goes
 */
public record AllowList(Map<String, Leaf> leaves) {

  /** Always goes, listed or not: what a human typed, what names people, what may hold anything. */
  static final List<String> NEVER =
      List.of(
          "extension",
          "modifierExtension",
          "contained",
          "text",
          "display",
          "div",
          "meta",
          "identifier",
          "fullUrl",
          "implicitRules",
          "language",
          "note",
          "comment",
          "description",
          "title",
          "name",
          "telecom",
          "contact",
          "address",
          "position",
          "birthDate",
          "deceasedDateTime",
          "photo",
          "data",
          "url",
          "attachment",
          "valueString",
          "valueAttachment",
          "valueUri",
          "patientInstruction",
          "payload",
          "signature",
          "entry",
          "resource");

  public AllowList {
    leaves = Map.copyOf(leaves);
    for (var path : leaves.keySet()) {
      if (isNever(path)) {
        throw new IllegalArgumentException("an element of this kind is on no allow-list");
      }
    }
  }

  /** Of paths whose names say what they are: no dates but as they are, no questionnaires. */
  public AllowList(Set<String> paths) {
    this(paths.stream().collect(Collectors.toMap(path -> path, AllowList::byName)));
  }

  /** The paths. */
  public Set<String> paths() {
    return leaves.keySet();
  }

  /** The types of resources of which anything may leave. */
  public Set<String> types() {
    return leaves.keySet().stream()
        .map(path -> path.substring(0, Math.max(0, path.indexOf('.'))))
        .collect(Collectors.toSet());
  }

  static boolean isNever(String path) {
    return List.of(path.split("\\.")).stream().anyMatch(NEVER::contains);
  }

  private static Leaf byName(String path) {
    var name = path.substring(path.lastIndexOf('.') + 1);
    return switch (name) {
      case "id" -> Leaf.ID;
      case "reference" -> Leaf.REFERENCE;
      case "coding", "valueCoding" -> Leaf.CODING;
      default -> Leaf.PLAIN;
    };
  }
}
