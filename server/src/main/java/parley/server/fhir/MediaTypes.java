package parley.server.fhir;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Content types. HAPI takes the first it understands of several; a guard that reads another one
 * than the parser guards nothing, so there has to be exactly one and it has to be known.
 */
final class MediaTypes {

  private static final Set<String> JSON =
      Set.of("application/fhir+json", "application/json+fhir", "application/json", "text/json");
  private static final Set<String> XML =
      Set.of("application/fhir+xml", "application/xml+fhir", "application/xml", "text/xml");
  private static final String JSON_PATCH = "application/json-patch+json";
  private static final String FORM = "application/x-www-form-urlencoded";

  private MediaTypes() {}

  static boolean isXml(@Nullable String contentType) {
    return XML.contains(type(contentType));
  }

  static boolean isJson(@Nullable String contentType) {
    return JSON.contains(type(contentType)) || JSON_PATCH.equals(type(contentType));
  }

  static boolean isForm(@Nullable String contentType) {
    return FORM.equals(type(contentType));
  }

  /** Whether the endpoint takes a request of this content type. */
  static boolean accepted(HttpServletRequest request) {
    var headers = Collections.list(request.getHeaders("Content-Type"));
    if (request.getMethod().matches("GET|HEAD|DELETE|OPTIONS")) {
      return true;
    }
    if (headers.isEmpty()) {
      return request.getContentLengthLong() <= 0 && request.getHeader("Transfer-Encoding") == null;
    }
    var path = Objects.requireNonNullElse(request.getPathInfo(), "");
    var header = headers.get(0);
    if (headers.size() > 1 || header.contains(",") || !utf8(header)) {
      return false;
    }
    return switch (request.getMethod()) {
      case "PATCH" -> isJson(header) || isXml(header);
      case "POST" ->
          isJson(header) || isXml(header) || formSearch(header, path) || raw(header, path);
      default -> isJson(header) || isXml(header) || raw(header, path);
    };
  }

  private static boolean formSearch(String header, String path) {
    return isForm(header) && path.endsWith("/_search");
  }

  /** FHIR R4 RESTful API, section 3.1.0.1.7: a Binary may be sent as the content it holds. */
  private static boolean raw(String header, String path) {
    return path.matches("/Binary(/[A-Za-z0-9.-]{1,64})?")
        && !isForm(header)
        && !type(header).contains("turtle");
  }

  /** FHIR is always UTF-8. */
  private static boolean utf8(String header) {
    var lower = header.toLowerCase(Locale.ROOT);
    return !lower.contains("charset") || lower.matches(".*charset\\s*=\\s*\"?utf-?8\"?\\s*(;.*)?");
  }

  private static String type(@Nullable String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }
}
