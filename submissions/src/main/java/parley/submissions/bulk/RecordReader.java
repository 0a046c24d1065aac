package parley.submissions.bulk;

import ca.uhn.fhir.context.ConfigurationException;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import parley.submissions.view.ResourceText;

/** Reads resources of a record; for one thread. */
final class RecordReader {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private final IParser parser = FhirContext.forR4Cached().newJsonParser();

  RecordReader() {
    parser.setParserErrorHandler(new StrictErrorHandler());
  }

  /** The resource with its id; empty when it is no JSON object with an id. */
  static Optional<ObjectNode> read(ResourceText text) {
    try {
      if (!(JSON.readTree(text.json()) instanceof ObjectNode resource)) {
        return Optional.empty();
      }
      if (!resource.path("id").isTextual()) {
        text.id().ifPresent(id -> resource.put("id", id));
      }
      return Optional.of(resource).filter(it -> it.path("id").isTextual());
    } catch (JsonProcessingException e) {
      // Its message would quote the resource.
      return Optional.empty();
    }
  }

  /** Whether it is FHIR R4 to the letter: no unknown element, every code of its closed set. */
  boolean isFhir(ResourceText text) {
    try {
      parser.parseResource(text.json());
      return true;
    } catch (DataFormatException
        | ConfigurationException
        | IllegalArgumentException
        | ClassCastException e) {
      return false;
    }
  }
}
