package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In a batch every entry stands alone (FHIR R4 RESTful API, section 3.1.0.11), but HAPI parses a
 * Bundle as a whole. Entries that cannot be parsed are taken out before, and their errors put into
 * the response by {@link BatchErrors}.
 */
final class BatchEntries {

  /** Request attribute: index in the batch as sent, to the outcome for that entry. */
  static final String BAD_ENTRIES = BatchEntries.class.getName();

  /** 1.10 stays 1.10: the digits of a FHIR decimal are its precision. */
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
          .build();

  private static final Logger LOG = LoggerFactory.getLogger(BatchEntries.class);

  private final FhirContext context;

  BatchEntries(FhirContext context) {
    this.context = context;
  }

  /** The body to hand on; what was taken out is left in {@link #BAD_ENTRIES} on the request. */
  byte[] withoutBadOnes(HttpServletRequest request, byte[] body) throws IOException {
    var xml = MediaTypes.isXml(request.getContentType());
    var bad = new TreeMap<Integer, OperationOutcome>();
    var rest = xml ? xmlWithoutBadOnes(body, bad) : jsonWithoutBadOnes(body, bad);
    if (!bad.isEmpty()) {
      request.setAttribute(BAD_ENTRIES, bad);
    }
    return rest;
  }

  private byte[] jsonWithoutBadOnes(byte[] body, SortedMap<Integer, OperationOutcome> bad)
      throws IOException {
    var bundle = JSON.readTree(body);
    if (!bundle.path("resourceType").asText().equals("Bundle")
        || !bundle.path("type").asText().equals("batch")
        || !(bundle.path("entry") instanceof ArrayNode entries)) {
      return body;
    }
    for (var index = 0; index < entries.size(); index++) {
      var resource = entries.get(index).path("resource");
      if (!resource.isMissingNode()) {
        note(bad, index, error(context.newJsonParser(), resource.toString()));
      }
    }
    removeFromTheEnd(bad, entries::remove);
    return bad.isEmpty() ? body : JSON.writeValueAsBytes(bundle);
  }

  private byte[] xmlWithoutBadOnes(byte[] body, SortedMap<Integer, OperationOutcome> bad) {
    var batch = XmlBatch.read(body);
    if (batch.isEmpty()) {
      return body;
    }
    var resources = batch.get().resources();
    for (var index = 0; index < resources.size(); index++) {
      var at = index;
      resources
          .get(index)
          .ifPresent(resource -> note(bad, at, error(context.newXmlParser(), resource)));
    }
    removeFromTheEnd(bad, batch.get()::remove);
    return bad.isEmpty() ? body : batch.get().bytes();
  }

  private static void removeFromTheEnd(
      SortedMap<Integer, OperationOutcome> bad, java.util.function.IntConsumer remove) {
    bad.keySet().stream().sorted(java.util.Comparator.reverseOrder()).forEach(remove::accept);
  }

  private static void note(
      SortedMap<Integer, OperationOutcome> bad, int index, Optional<String> error) {
    error.ifPresent(
        text ->
            bad.put(
                index, Refusal.invalid("Bundle.entry[" + index + "].resource: " + text).outcome()));
  }

  private static Optional<String> error(IParser parser, String resource) {
    try {
      parser.setParserErrorHandler(new StrictErrorHandler()).parseResource(resource);
      return Optional.empty();
    } catch (DataFormatException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      // The parser is not meant to fail so, but some input makes it, and the other entries are
      // sound. Its words are not handed on: nobody has made sure that they quote no value.
      LOG.warn("entry of a batch: the parser fails with {}", e.getClass().getSimpleName());
      return Optional.of("the resource cannot be read; compare its elements with its definition");
    }
  }
}
