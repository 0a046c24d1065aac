package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.hl7.fhir.r4.model.OperationOutcome;
import parley.camelroutes.BarsError;

/**
 * A request refused before HAPI sees it.
 *
 * @param status HTTP status
 * @param code FHIR issue type
 * @param text what is wrong and how to mend it; no value of the request
 */
record Refusal(int status, OperationOutcome.IssueType code, String text) {

  static Refusal invalid(String text) {
    return new Refusal(
        HttpServletResponse.SC_BAD_REQUEST, OperationOutcome.IssueType.STRUCTURE, text);
  }

  /** The refusal as a resource. */
  OperationOutcome outcome() {
    var outcome = new OperationOutcome();
    outcome
        .addIssue()
        .setSeverity(OperationOutcome.IssueSeverity.ERROR)
        .setCode(code)
        .setDiagnostics(text);
    return outcome;
  }

  /** Sends the refusal as an OperationOutcome, in XML when XML came. */
  void send(FhirContext context, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var xml = MediaTypes.isXml(request.getContentType());
    var parser = xml ? context.newXmlParser() : context.newJsonParser();
    // A message of BaRS is answered in its words, wherever it is refused.
    var bars = request.getServletPath().endsWith("/$process-message");
    var outcome = bars ? BarsError.INVALID.outcome(text) : outcome();
    var body = parser.encodeResourceToString(outcome).getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(
        (xml ? "application/fhir+xml" : "application/fhir+json") + ";charset=UTF-8");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
