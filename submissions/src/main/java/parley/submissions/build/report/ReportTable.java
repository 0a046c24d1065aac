package parley.submissions.build.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import parley.submissions.build.CsvFile;

/** The findings as CSV, for spreadsheets: all of them. */
public final class ReportTable {

  private ReportTable() {}

  public static void write(BuildReport report, Path file) throws IOException {
    try (var csv = new CsvFile(file)) {
      csv.record(
          "rule",
          "severity",
          "table",
          "key_field",
          "key",
          "field",
          "resource",
          "link",
          "consequence",
          "text",
          "remedy");
      for (Iterator<ReportLine> lines = report.lines().iterator(); lines.hasNext(); ) {
        var line = lines.next();
        csv.record(
            line.rule(),
            line.severity(),
            line.table(),
            line.keyField(),
            harmless(line.key()),
            line.field(),
            line.resource(),
            line.link(),
            String.valueOf(line.consequence()),
            line.text(),
            line.remedy());
      }
    }
  }

  /** A spreadsheet must not take a key of another system for a formula. */
  private static String harmless(String key) {
    return !key.isEmpty() && "=+-@\t\r".indexOf(key.charAt(0)) >= 0 ? "'" + key : key;
  }
}
