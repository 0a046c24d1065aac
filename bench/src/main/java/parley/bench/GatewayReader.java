package parley.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the journal and the record through HTTP. */
final class GatewayReader {

  private static final int PAGE = 500;

  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final URI base;

  GatewayReader(URI base) {
    this.base = base;
  }

  /**
   * Reads everything of one run.
   *
   * @param prefix how the run's control ids begin
   * @throws IOException when the gateway does not answer 200
   */
  Stored read(String prefix) throws IOException, InterruptedException {
    return new Stored(journal(prefix), identifiers("ServiceRequest"), identifiers("Patient"));
  }

  /** How many journal rows are in a state, whoever sent them. */
  long inState(String state) throws IOException, InterruptedException {
    return get(base.resolve("/journal?state=" + state + "&page=0&size=1")).path("total").asLong(-1);
  }

  /**
   * How many resources of a type there are.
   *
   * @param condition further search parameters, such as {@code &_lastUpdated=gt2026-11-22}
   */
  long count(String type, String condition) throws IOException, InterruptedException {
    var path = "/fhir/" + type + "?_summary=count&_total=accurate" + condition;
    return get(base.resolve(path)).path("total").asLong(-1);
  }

  private List<Stored.Row> journal(String prefix) throws IOException, InterruptedException {
    var rows = new ArrayList<Stored.Row>();
    var seen = 0L;
    for (var page = 0; ; page++) {
      var answer = get(base.resolve("/journal?page=" + page + "&size=" + PAGE));
      var entries = answer.path("entries");
      for (var entry : entries) {
        var controlId = entry.path("controlId").asText("");
        if (controlId.startsWith(prefix)) {
          rows.add(
              new Stored.Row(
                  entry.path("id").asLong(),
                  controlId,
                  entry.path("state").asText("").toLowerCase(Locale.ROOT)));
        }
      }
      seen += entries.size();
      if (entries.isEmpty() || seen >= answer.path("total").asLong()) {
        return rows;
      }
    }
  }

  /** How many resources of a type carry each identifier value. */
  private Map<String, Integer> identifiers(String type) throws IOException, InterruptedException {
    var counts = new HashMap<String, Integer>();
    var next = base.resolve("/fhir/" + type + "?_elements=identifier&_count=" + PAGE).toString();
    while (!next.isEmpty()) {
      var page = get(URI.create(next));
      for (var entry : page.path("entry")) {
        var values = new HashSet<String>();
        entry
            .path("resource")
            .path("identifier")
            .forEach(identifier -> values.add(identifier.path("value").asText("")));
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
      }
      next = "";
      for (var link : page.path("link")) {
        if (link.path("relation").asText("").equals("next")) {
          next = link.path("url").asText("");
        }
      }
    }
    return counts;
  }

  private JsonNode get(URI address) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofMinutes(2))
            .header("Accept", "application/fhir+json, application/json")
            .header("Cache-Control", "no-cache")
            .build();
    var response = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(address.getPath() + " answered " + response.statusCode());
    }
    return json.readTree(response.body());
  }
}
