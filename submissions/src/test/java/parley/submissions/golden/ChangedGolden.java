package parley.submissions.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import parley.submissions.engine.DatasetTables;
import parley.submissions.engine.TablesResult;
import parley.submissions.rule.Registers;
import parley.submissions.rule.Row;
import parley.submissions.rule.RuleBook;
import parley.submissions.rule.RuleRun;
import parley.submissions.rule.Submission;
import parley.submissions.view.ViewReader;
import parley.terminology.scale.Scales;

/** The golden service with something otherwise, and what the program makes of it. */
final class ChangedGolden {

  private static final DatasetTables TABLES = new DatasetTables(new ViewReader());

  private ChangedGolden() {}

  static List<String> of(String part, UnaryOperator<String> change) {
    return of(part, change, List.of());
  }

  /** The golden service with the lines changed that have a part in them, and more lines. */
  static List<String> of(String part, UnaryOperator<String> change, List<String> more) {
    var lines = new ArrayList<String>();
    for (var line : GoldenService.lines()) {
      lines.add(line.contains(part) ? change.apply(line) : line);
    }
    lines.addAll(more);
    return lines;
  }

  static Submission make(List<String> lines) {
    return make(lines, 10);
  }

  static Submission make(List<String> lines, int month) {
    var made = TABLES.make(GoldenService.resources(lines), GoldenService.order(month));
    assertThat(made).isInstanceOf(TablesResult.Made.class);
    return ((TablesResult.Made) made).submission();
  }

  static Row contact(Submission submission, String key) {
    return submission.rows("IDS201").stream()
        .filter(row -> row.values()[0].equals(key))
        .findFirst()
        .orElseThrow();
  }

  static List<String> keys(Submission submission, String table) {
    return submission.rows(table).stream().map(row -> row.values()[0]).toList();
  }

  static List<String> rows(Submission submission, String table) {
    return submission.rows(table).stream().map(row -> String.join("|", row.values())).toList();
  }

  static List<String> found(Submission submission, String code) {
    return RuleRun.of(submission, RuleBook.strict(Scales.packaged(), Registers.none(), Set.of()))
        .findings()
        .stream()
        .filter(finding -> finding.rule().code().equals(code))
        .map(finding -> finding.fault().orElseThrow().resource())
        .toList();
  }

  static List<String> codes(Submission submission) {
    return RuleRun.of(submission, RuleBook.strict(Scales.packaged(), Registers.none(), Set.of()))
        .findings()
        .stream()
        .map(finding -> finding.rule().code())
        .toList();
  }
}
