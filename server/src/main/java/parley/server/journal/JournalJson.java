package parley.server.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import parley.mappings.Problem;

/** Problems as they stand in the journal's {@code jsonb} columns. */
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

  static List<Problem> read(String json) {
    try {
      return JSON.readValue(json, PROBLEMS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the journal holds problems this version cannot read", e);
    }
  }
}
