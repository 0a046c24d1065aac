package parley.server.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.TreeMap;
import parley.mappings.Problem;
import parley.mappings.Transport;

/** Problems and facts as they stand in the journal's {@code jsonb} columns. */
final class JournalJson {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Problem>> PROBLEMS = new TypeReference<>() {};

  private JournalJson() {}

  static String write(List<Problem> problems) {
    try {
      return JSON.writeValueAsString(problems);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("problems are plain records and can always be written", e);
    }
  }

  /** The facts by their names. */
  static String write(Transport transport) {
    var named = new TreeMap<String, String>();
    transport.facts().forEach((fact, value) -> named.put(fact.name(), value));
    return JSON.valueToTree(named).toString();
  }

  /** The reverse; a fact that only another version of Parley knows is passed over. */
  static Transport transport(String json) {
    try {
      var named = JSON.readTree(json);
      var transport = Transport.silent();
      for (var fact : Transport.Fact.values()) {
        transport = transport.with(fact, named.path(fact.name()).asText());
      }
      return transport;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the journal holds facts this version cannot read", e);
    }
  }

  static List<Problem> read(String json) {
    try {
      return JSON.readValue(json, PROBLEMS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the journal holds problems this version cannot read", e);
    }
  }
}
