package parley.server.bars;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import parley.camelroutes.BarsError;
import parley.mappings.Transport;
import parley.mappings.Transport.Fact;

/**
 * The headers of a BaRS request (BaRS FHIR API 1.4.0, parameters): X-Request-Id and
 * X-Correlation-Id are UUIDs, NHSD-Target-Identifier is Base64 of a JSON object with system and
 * value.
 */
final class BarsHeaders {

  static final String REQUEST_ID = "X-Request-Id";
  static final String CORRELATION_ID = "X-Correlation-Id";
  static final String TARGET = "NHSD-Target-Identifier";

  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST = 4096;

  private final List<String> targets;

  /**
   * Headers of requests to some services.
   *
   * @param targets the services as {@code system|value}; none takes any
   */
  BarsHeaders(List<String> targets) {
    this.targets = targets;
  }

  /** What the headers say, or what is wrong with them. */
  sealed interface Said {

    /** They are whole. */
    record Facts(Transport transport) implements Said {}

    /**
     * One is missing or wrong.
     *
     * @param text names the header and the rule
     */
    record Wrong(BarsError error, String text) implements Said {}
  }

  /** Reads the headers. */
  Said read(HttpServletRequest request) {
    for (var name : List.of(REQUEST_ID, CORRELATION_ID, TARGET)) {
      var value = request.getHeader(name);
      if (value == null || value.isBlank()) {
        return new Said.Wrong(BarsError.REQUIRED, "The header " + name + " is required");
      }
    }
    for (var name : List.of(REQUEST_ID, CORRELATION_ID)) {
      if (!UUID.matcher(request.getHeader(name).strip()).matches()) {
        return new Said.Wrong(BarsError.INVALID, "The header " + name + " is a UUID");
      }
    }
    var target = target(request.getHeader(TARGET).strip());
    if (target.isEmpty()) {
      return new Said.Wrong(
          BarsError.INVALID,
          "The header " + TARGET + " is Base64 of a JSON object with system and value");
    }
    if (!targets.isEmpty() && !targets.contains(target.get())) {
      return new Said.Wrong(
          BarsError.VALUE, "The header " + TARGET + " names a service that is not received here");
    }
    return new Said.Facts(
        Transport.silent()
            .with(Fact.REQUEST_ID, request.getHeader(REQUEST_ID).strip().toLowerCase(Locale.ROOT))
            .with(Fact.CORRELATION_ID, request.getHeader(CORRELATION_ID).strip())
            .with(Fact.TARGET_IDENTIFIER, target.get()));
  }

  private static Optional<String> target(String encoded) {
    if (encoded.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      var json = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      var tree = JSON.readTree(json);
      var system = tree.path("system").asText();
      var value = tree.path("value").asText();
      return system.isBlank() || value.isBlank()
          ? Optional.empty()
          : Optional.of(system + '|' + value);
    } catch (IllegalArgumentException | JsonProcessingException malformed) {
      return Optional.empty();
    }
  }
}
