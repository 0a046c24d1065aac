package parley.server.bars;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;
import parley.camelroutes.BarsError;
import parley.camelroutes.DirectInlet;
import parley.camelroutes.FhirAnswers;
import parley.camelroutes.JournalEntry.State;
import parley.camelroutes.Outcome;
import parley.mappings.Content;
import parley.mappings.Transport;

/**
 * {@code POST /fhir/$process-message}: one BaRS message goes along the spine, and its outcome
 * becomes an HTTP status. 409 with issue code {@code duplicate} says one thing only: this request
 * was applied before. A request that was not decided, or not applied, is tried again when it comes
 * again.
 */
final class ProcessMessageServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** Largest message in bytes; that of the other inlets. */
  private static final int LARGEST = 10 * 1024 * 1024;

  private final transient BarsHeaders headers;
  private final transient Supplier<Optional<DirectInlet>> inlet;

  /**
   * Makes the servlet.
   *
   * @param inlet the way into the spine; empty when no BaRS inlet is declared
   */
  ProcessMessageServlet(BarsHeaders headers, Supplier<Optional<DirectInlet>> inlet) {
    this.headers = headers;
    this.inlet = inlet;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var body = request.getInputStream().readNBytes(LARGEST + 1);
    var content = new Content(body, Transport.silent());
    var said = headers.read(request);
    if (said instanceof BarsHeaders.Said.Wrong wrong) {
      refuse(wrong.error(), wrong.text(), content, request, response);
    } else if (body.length > LARGEST) {
      refuse(
          BarsError.INVALID,
          "A message has at most " + LARGEST + " bytes",
          content,
          request,
          response);
    } else {
      var transport = ((BarsHeaders.Said.Facts) said).transport();
      take(new Content(body, transport), request, response);
    }
  }

  private void take(Content content, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var entrance = inlet.get();
    if (entrance.isEmpty()) {
      refuse(BarsError.NOT_FOUND, "No BaRS inlet is declared here", content, request, response);
      return;
    }
    Outcome outcome;
    try {
      outcome = entrance.get().take(content);
    } catch (IllegalStateException stopping) {
      refuse(BarsError.UNAVAILABLE, "The gateway is stopping", content, request, response);
      return;
    }
    if (outcome.repeat()) {
      refuse(
          BarsError.DUPLICATE,
          "The request of this X-Request-Id was applied before; nothing was done now",
          content,
          request,
          response);
      return;
    }
    var status =
        outcome.state() == State.APPLIED
            ? HttpServletResponse.SC_OK
            : BarsError.of(outcome.problems()).status();
    send(status, outcome.answer().orElse(new byte[0]), content, request, response);
  }

  private static void refuse(
      BarsError error,
      String text,
      Content content,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var answer = FhirAnswers.encode(error.outcome(text), content);
    send(error.status(), answer, content, request, response);
  }

  private static void send(
      int status,
      byte[] answer,
      Content content,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    response.setStatus(status);
    mirror(BarsHeaders.REQUEST_ID, request, response);
    mirror(BarsHeaders.CORRELATION_ID, request, response);
    var xml = FhirAnswers.isXml(content.bytes());
    response.setContentType(
        (xml ? "application/fhir+xml" : "application/fhir+json") + ";charset=UTF-8");
    response.setContentLength(answer.length);
    response.getOutputStream().write(answer);
  }

  /** As the API says: mirrored back when supplied. Only what cannot carry anything else. */
  private static void mirror(
      String name, HttpServletRequest request, HttpServletResponse response) {
    var value = request.getHeader(name);
    if (value != null && value.matches("[0-9a-fA-F-]{1,64}")) {
      response.setHeader(name, value);
    }
  }
}
