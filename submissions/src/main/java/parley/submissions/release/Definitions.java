package parley.submissions.release;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import parley.submissions.engine.DatasetTables;
import parley.submissions.engine.ReleaseTables;
import parley.submissions.measure.MeasureFolder;

/** One digest of all shipped views, SQL and measures: two releases of one were made alike. */
final class Definitions {

  private Definitions() {}

  static String digest() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      add(digest, DatasetTables.definitions());
      add(digest, MeasureFolder.definitions());
      add(digest, ReleaseTables.definitions());
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, SortedMap<String, String> texts) {
    texts.forEach(
        (file, text) ->
            digest.update((file + '\n' + text + '\n').getBytes(StandardCharsets.UTF_8)));
  }
}
