package parley.submissions.product;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is said of a release: kind, agreement, key, files. Holds files of its own kind only, and
 * nothing of a person.
 *
 * @param <P> the kind
 * @param agreement its digest
 * @param keyId of the master key; {@code none} when there are no pseudonyms
 */
public record ProductManifest<P extends Product>(
    P product, String agreement, String keyId, List<ProductFile<P>> files) {
  public ProductManifest {
    files = List.copyOf(files);
  }

  /** As it is written, in a fixed order. */
  public Map<String, Object> content() {
    var content = new LinkedHashMap<String, Object>();
    content.put("product", product.code());
    content.put("agreement", agreement);
    content.put("keyId", keyId);
    content.put(
        "files",
        files.stream()
            .map(
                file -> {
                  var entry = new LinkedHashMap<String, Object>();
                  entry.put("name", file.name());
                  entry.put("sha256", file.sha256());
                  return entry;
                })
            .toList());
    return content;
  }
}
