package parley.submissions.release;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import parley.submissions.canary.Canaries;
import parley.submissions.canary.CanaryReport;
import parley.submissions.canary.CanaryScan;
import parley.submissions.disclosure.RowFileCheck;
import parley.submissions.disclosure.RowRelease;
import parley.submissions.disclosure.RowRule;
import parley.submissions.disclosure.RowSuppression;
import parley.submissions.disclosure.RowTable;

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
    CanaryReport of(Canaries canaries, Path folder) throws IOException;
  }

  private static CanaryReport scanned(Canaries canaries, Path folder) throws IOException {
    var scan = new CanaryScan(canaries);
    try (var files = Files.walk(folder)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        try (var in = Files.newInputStream(file)) {
          scan.file(folder.relativize(file).toString(), in);
        }
      }
    }
    return scan.report();
  }
}
