package parley.camelroutes.outbox;

import java.util.regex.Pattern;

/** What a message is called as a file: by its row and message id, the same on every try. */
final class FileName {

  private static final Pattern UNFIT = Pattern.compile("[^A-Za-z0-9._-]");

  private FileName() {}

  /** Ascending, so that a reader that sorts by name keeps the order. */
  static String of(OutboxEntry entry) {
    var id = UNFIT.matcher(entry.message().messageId()).replaceAll("_");
    return "%012d-%s%s".formatted(entry.id(), id, ending(entry.message().contentType()));
  }

  private static String ending(String contentType) {
    if (contentType.contains("json")) {
      return ".json";
    }
    if (contentType.contains("xml")) {
      return ".xml";
    }
    if (contentType.equals("application/zip")) {
      return ".zip";
    }
    return contentType.contains("hl7-v2") ? ".hl7" : ".dat";
  }
}
