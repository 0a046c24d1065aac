package parley.submissions.access;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import parley.submissions.dataset.Dataset;
import parley.submissions.rule.QualityFiles;
import parley.submissions.rule.Row;
import parley.submissions.rule.Submission;

/** Submissions made for these tests. */
public final class MadeSubmission {

  private static final Dataset DATASET = Dataset.iapt21();

  private MadeSubmission() {}

  /** A row in every table but one, and one of letters that formats stumble over. */
  static Submission awkward() {
    var golden = QualityFiles.golden();
    var tables = new HashMap<String, List<Row>>();
    for (var table : DATASET.tables()) {
      tables.put(table.number(), new ArrayList<>(golden.rows(table.number())));
    }
    tables.get("IDS001").add(row("IDS001", Map.of("LocalPatientId", "O'N \"é\", ß; 100%")));
    tables
        .get("IDS205")
        .add(
            row(
                "IDS205",
                Map.of(
                    "ServiceRequestId", "R1",
                    "IntEnabledTherProg", "Łódź, \"one\"",
                    "DurationIntEnabledTher", "0")));
    tables
        .get("IDS201")
        .add(row("IDS201", Map.of("CareContactId", "C2", "CareContTime", "00:00:00")));
    return new Submission(DATASET, golden.facts(), tables);
  }

  static Submission with(String table, Map<String, String> values) {
    return new Submission(
        DATASET, QualityFiles.golden().facts(), Map.of(table, List.of(row(table, values))));
  }

  static Submission contacts(int count) {
    var rows =
        IntStream.range(0, count)
            .mapToObj(at -> row("IDS201", Map.of("CareContactId", "C" + at, "AppType", "03")))
            .toList();
    return new Submission(DATASET, QualityFiles.golden().facts(), Map.of("IDS201", rows));
  }

  static Submission patients(String... ids) {
    var rows = Arrays.stream(ids).map(id -> row("IDS001", Map.of("LocalPatientId", id))).toList();
    return new Submission(DATASET, QualityFiles.golden().facts(), Map.of("IDS001", rows));
  }

  private static Row row(String table, Map<String, String> values) {
    var definition = DATASET.table(table).orElseThrow();
    var cells = new String[definition.fields().size()];
    Arrays.fill(cells, "");
    values.forEach((field, value) -> cells[definition.position(field)] = value);
    return new Row(definition, cells);
  }
}
