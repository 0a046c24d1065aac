package parley.server.fhir;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a Content-Type header says, as far as the guards care. */
final class MediaTypes {

  private MediaTypes() {}

  static boolean isXml(@Nullable String contentType) {
    return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("xml");
  }

  static boolean isJson(@Nullable String contentType) {
    return contentType != null && contentType.toLowerCase(Locale.ROOT).contains("json");
  }

  static boolean isForm(@Nullable String contentType) {
    return contentType != null
        && contentType.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded");
  }
}
