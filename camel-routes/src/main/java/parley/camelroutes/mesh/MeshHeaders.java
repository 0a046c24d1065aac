package parley.camelroutes.mesh;

import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What MESH says of a message beside its bytes: every {@code Mex-} header and the content type. It
 * may name a person in file name or subject, so it goes into no log.
 *
 * @param values by name in lower case
 */
public record MeshHeaders(Map<String, String> values) {

  public MeshHeaders {
    values = Map.copyOf(values);
  }

  static MeshHeaders of(HttpHeaders headers) {
    var values = new TreeMap<String, String>();
    headers
        .map()
        .forEach(
            (name, all) -> {
              var lower = name.toLowerCase(Locale.ROOT);
              if (lower.startsWith("mex-") || lower.equals("content-type")) {
                values.put(lower, String.join(",", all));
              }
            });
    return new MeshHeaders(values);
  }

  /** A header by its name in any case; empty when it is not there. */
  public String get(String name) {
    return values.getOrDefault(name.toLowerCase(Locale.ROOT), "").strip();
  }

  /** Whether this is MESH's report that a message of ours was not delivered. */
  public boolean report() {
    return get("Mex-MessageType").equalsIgnoreCase("REPORT");
  }

  @Override
  public String toString() {
    return "MeshHeaders" + values.keySet();
  }
}
