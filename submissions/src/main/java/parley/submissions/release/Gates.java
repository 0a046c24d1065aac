package parley.submissions.release;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import parley.submissions.canary.Canaries;
import parley.submissions.canary.CanaryReport;
import parley.submissions.canary.CanaryScan;
import parley.submissions.disclosure.RowFileCheck;
import parley.submissions.disclosure.RowRelease;
import parley.submissions.disclosure.RowRule;
import parley.submissions.disclosure.RowSuppression;
import parley.submissions.disclosure.RowTable;
import parley.submissions.engine.ParquetText;
import parley.submissions.product.ProductFolder;

/**
 * What stands between a record and a release, so that a test can take one away and see that it was
 * needed.
 */
record Gates(Suppression suppression, Check check, Scan scan) {

  /** As they always stand. */
  static final Gates SHUT = new Gates(RowSuppression::of, RowFileCheck::of, Gates::scanned);

  /** Makes rows anonymous. */
  interface Suppression {
    RowRelease of(RowTable table, RowRule rule);
  }

  /** Measures a finished file. */
  interface Check {
    RowFileCheck.Verdict of(InputStream csv, RowRule rule) throws IOException;
  }

  /** Looks for people in all files of a folder. */
  interface Scan {
    /**
     * @param digests of Parley's own making in the manifest; the digits of one can read like a date
     */
    CanaryReport of(Canaries canaries, ProductFolder<?> folder, Set<String> digests)
        throws IOException;
  }

  private static CanaryReport scanned(
      Canaries canaries, ProductFolder<?> folder, Set<String> digests) throws IOException {
    var scan = new CanaryScan(canaries);
    try (var files = Files.walk(folder.path())) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var name = folder.path().relativize(file).toString();
        try (var in = opened(file, folder, digests)) {
          if (name.endsWith(".parquet")) {
            scan.packed(name, in, out -> ParquetText.write(file, out));
          } else {
            scan.file(name, in);
          }
        }
      }
    }
    return scan.report();
  }

  private static InputStream opened(Path file, ProductFolder<?> folder, Set<String> digests)
      throws IOException {
    if (!file.getFileName().toString().equals(folder.manifestName())) {
      return Files.newInputStream(file);
    }
    var text = Files.readString(file);
    for (var digest : digests) {
      text = text.replace(digest, "");
    }
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
