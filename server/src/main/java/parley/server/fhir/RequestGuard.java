package parley.server.fhir;

import ca.uhn.fhir.context.FhirContext;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Stands before the FHIR endpoint: bounds the body (unpacked, if it is compressed), checks it by
 * {@link BodyCheck}, and takes bad entries out of a batch so that the good ones are done.
 */
final class RequestGuard extends OncePerRequestFilter {

  /** Largest body in bytes, unpacked. */
  static final int LARGEST_BODY = 10 * 1024 * 1024;

  private final FhirContext context;
  private final BatchEntries batchEntries;

  RequestGuard(FhirContext context) {
    this.context = context;
    this.batchEntries = new BatchEntries(context);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > LARGEST_BODY) {
      tooLarge().send(context, request, response);
      return;
    }
    var refusal = checkHead(request);
    if (refusal.isPresent()) {
      refusal.get().send(context, request, response);
      return;
    }
    if (request.getMethod().matches("GET|HEAD|DELETE|OPTIONS")
        || MediaTypes.isForm(request.getContentType())) {
      chain.doFilter(request, response);
      return;
    }
    guardBody(request, response, chain);
  }

  private static Optional<Refusal> checkHead(HttpServletRequest request) {
    if (!MediaTypes.accepted(request)) {
      return Optional.of(
          new Refusal(
              HttpServletResponse.SC_UNSUPPORTED_MEDIA_TYPE,
              OperationOutcome.IssueType.NOTSUPPORTED,
              "One Content-Type header is needed: application/fhir+json or application/fhir+xml in"
                  + " UTF-8, a patch type with PATCH, or a form with POST _search"));
    }
    return checkParameters(request);
  }

  private void guardBody(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    byte[] body;
    try {
      body = read(request);
    } catch (ZipException e) {
      Refusal.invalid("The body is not valid gzip").send(context, request, response);
      return;
    }
    var refusal = body.length > LARGEST_BODY ? Optional.of(tooLarge()) : check(request, body);
    if (refusal.isPresent()) {
      refusal.get().send(context, request, response);
      return;
    }
    var forwarded = body;
    if (body.length == 0 && isOperation(request)) {
      forwarded = noParameters(request);
    } else if (isSystemPost(request)) {
      forwarded = batchEntries.withoutBadOnes(request, body);
    }
    chain.doFilter(new BodyRequest(request, forwarded), response);
  }

  private static Optional<Refusal> check(HttpServletRequest request, byte[] body) {
    if (body.length == 0) {
      return Optional.empty();
    }
    if (MediaTypes.isXml(request.getContentType())) {
      return BodyCheck.xml(body);
    }
    if (MediaTypes.isJson(request.getContentType())) {
      return BodyCheck.json(body);
    }
    return Optional.empty(); // the raw content of a Binary
  }

  private static Optional<Refusal> checkParameters(HttpServletRequest request) {
    var query = request.getParameterMap().values().stream().flatMap(Arrays::stream);
    return query.anyMatch(Numbers::absurd) || absurdHeader(request)
        ? Optional.of(
            Refusal.invalid("A parameter holds a number with a larger exponent than is accepted"))
        : Optional.empty();
  }

  private static boolean absurdHeader(HttpServletRequest request) {
    return Collections.list(request.getHeaders("If-None-Exist")).stream()
        .anyMatch(Numbers::absurdInUrl);
  }

  private static boolean isSystemPost(HttpServletRequest request) {
    var path = request.getPathInfo();
    return request.getMethod().equals("POST")
        && "/fhir".equals(request.getServletPath())
        && (path == null || path.equals("/"));
  }

  private static boolean isOperation(HttpServletRequest request) {
    return request.getMethod().equals("POST")
        && String.valueOf(request.getPathInfo()).contains("/$")
        && (MediaTypes.isJson(request.getContentType())
            || MediaTypes.isXml(request.getContentType()));
  }

  /** An operation that needs no parameters is called without a body; HAPI would try to read it. */
  private static byte[] noParameters(HttpServletRequest request) {
    var none =
        MediaTypes.isXml(request.getContentType())
            ? "<Parameters xmlns=\"http://hl7.org/fhir\"/>"
            : "{\"resourceType\":\"Parameters\"}";
    return none.getBytes(StandardCharsets.UTF_8);
  }

  /** At most one byte more than is accepted. */
  private static byte[] read(HttpServletRequest request) throws IOException {
    var encoding = Optional.ofNullable(request.getHeader("Content-Encoding")).orElse("identity");
    var raw = request.getInputStream().readNBytes(LARGEST_BODY + 1);
    if (!encoding.equalsIgnoreCase("gzip") || raw.length > LARGEST_BODY) {
      return raw;
    }
    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(raw))) {
      return unpacked.readNBytes(LARGEST_BODY + 1);
    }
  }

  private static Refusal tooLarge() {
    return new Refusal(
        HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE,
        OperationOutcome.IssueType.TOOLONG,
        "The body is larger than 10 MB; send it in parts");
  }
}
