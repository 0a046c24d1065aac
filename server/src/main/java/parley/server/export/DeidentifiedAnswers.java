package parley.server.export;

import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** Answers about pseudonymised exports, in the form of the Bulk Data guide. */
final class DeidentifiedAnswers {

  private static final ObjectMapper JSON = new ObjectMapper();

  private DeidentifiedAnswers() {}

  /**
   * Says where to ask.
   *
   * @param by who asked for it; the address names them, for each ask is by somebody
   */
  static void accepted(HttpServletResponse response, String fhirBase, String id, String by) {
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setHeader(
        "Content-Location",
        fhirBase
            + "/$export-poll-status?_jobId="
            + id
            + "&_by="
            + URLEncoder.encode(by, StandardCharsets.UTF_8).replace("+", "%20"));
  }

  /**
   * Says where an export stands.
   *
   * @param address of each of its files, by name
   */
  static void status(
      HttpServletResponse response, DeidentifiedRows.Row row, UnaryOperator<String> address)
      throws IOException {
    switch (row.state()) {
      case "running" -> {
        response.setStatus(HttpServletResponse.SC_ACCEPTED);
        response.setHeader("X-Progress", "being made");
        response.setHeader("Retry-After", "5");
      }
      case "offered" -> body(response, HttpServletResponse.SC_OK, manifest(row, address));
      case "stopped", "failed" ->
          body(response, HttpServletResponse.SC_INTERNAL_SERVER_ERROR, outcome(row.reason()));
      default ->
          throw new ResourceNotFoundException("There is no export of this id, or it has expired");
    }
  }

  private static ObjectNode manifest(DeidentifiedRows.Row row, UnaryOperator<String> address)
      throws JsonProcessingException {
    var manifest = JSON.createObjectNode();
    manifest.put("transactionTime", row.askedAt().toString());
    manifest.put("request", row.request());
    manifest.put("requiresAccessToken", false);
    var result = JSON.readTree(row.result());
    var output = manifest.putArray("output");
    for (var file : result.path("output")) {
      output
          .addObject()
          .put("type", file.path("type").asText())
          .put("url", address.apply(file.path("name").asText()))
          .put("count", file.path("count").asLong());
    }
    manifest.putArray("error");
    manifest.set("extension", result.path("extension"));
    return manifest;
  }

  private static ObjectNode outcome(String reason) {
    var outcome = JSON.createObjectNode().put("resourceType", "OperationOutcome");
    outcome
        .putArray("issue")
        .addObject()
        .put("severity", "error")
        .put("code", "processing")
        .put("diagnostics", reason);
    return outcome;
  }

  private static void body(HttpServletResponse response, int status, ObjectNode content)
      throws IOException {
    var bytes = content.toString().getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType("application/json;charset=UTF-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }
}
