package parley.server.fhir;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Keeps the rendered CapabilityStatement; HAPI would make its megabyte and a half anew for every
 * caller. Dropped when a SearchParameter or StructureDefinition changes.
 */
final class MetadataCache extends OncePerRequestFilter {

  /** A caller can vary the query string without end; the few real variants fit. */
  private static final int LARGEST = 16;

  private final Map<Key, Rendered> rendered = new ConcurrentHashMap<>();

  private record Key(String accept, String query) {}

  private record Rendered(String contentType, byte[] body) {}

  void drop() {
    rendered.clear();
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !request.getMethod().equals("GET") || !"/metadata".equals(request.getPathInfo());
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    var key =
        new Key(
            Objects.requireNonNullElse(request.getHeader("Accept"), ""),
            Objects.requireNonNullElse(request.getQueryString(), ""));
    var known = rendered.get(key);
    if (known != null) {
      response.setContentType(known.contentType());
      response.setContentLength(known.body().length);
      response.getOutputStream().write(known.body());
      return;
    }
    // Unpacked, so that what is kept serves callers that do not take gzip.
    var plain = new PlainRequest(request);
    var copy = new ContentCachingResponseWrapper(response);
    chain.doFilter(plain, copy);
    if (copy.getStatus() == HttpServletResponse.SC_OK && rendered.size() < LARGEST) {
      rendered.put(key, new Rendered(copy.getContentType(), copy.getContentAsByteArray()));
    }
    copy.copyBodyToResponse();
  }
}
