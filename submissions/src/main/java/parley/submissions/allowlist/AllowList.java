package parley.submissions.allowlist;

import java.util.List;
import java.util.Set;

/**
 * The elements that may leave, by their JSON paths without indexes, such as {@code
 * Observation.valueQuantity.value}. A path that names no leaf lets nothing out. Listing {@code
 * Type.id} lets a token out in its place, {@code ...reference} a reference by token, and {@code
 * ...coding} the codings that the terminology knows.
 *
 * @param paths none of them of something that always goes
 */
public record AllowList(Set<String> paths) {

  /** Always goes, listed or not: what a human typed, and what may hold anything. */
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
          "note",
          "comment",
          "description",
          "title",
          "name",
          "telecom",
          "address",
          "photo",
          "data",
          "url",
          "attachment",
          "valueString",
          "valueAttachment",
          "signature",
          "entry");

  public AllowList {
    paths = Set.copyOf(paths);
    for (var path : paths) {
      if (List.of(path.split("\\.")).stream().anyMatch(NEVER::contains)) {
        throw new IllegalArgumentException("an element of this kind is on no allow-list");
      }
    }
  }
}
