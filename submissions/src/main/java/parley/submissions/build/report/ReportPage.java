package parley.submissions.build.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import parley.submissions.build.Counts;
import parley.submissions.quality.FieldQuality;
import parley.submissions.rule.Finding;
import parley.submissions.rule.Rule;

/**
 * The report as one HTML page for people: no script, nothing loaded, every value escaped. Of each
 * rule the first findings are shown; the report as CSV has all.
 */
public final class ReportPage {

  /** How many findings of one rule the page shows. */
  static final int SHOWN = 100;

  /** A fall of so many percentage points is pointed out; a judgement of Parley. */
  private static final double MARKED_FALL = 5;

  private final BuildReport report;
  private final Markup page;

  private ReportPage(BuildReport report, Writer out) {
    this.report = report;
    this.page = new Markup(out);
  }

  public static void write(BuildReport report, Path file) throws IOException {
    try (var out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
      new ReportPage(report, out).write();
    }
  }

  private void write() throws IOException {
    var facts = report.submission().facts();
    var title =
        "Submission of "
            + facts.provider()
            + " for "
            + facts.start()
            + " to "
            + facts.end()
            + " ("
            + report.order().type().code()
            + ")";
    page.start(title);
    page.element("h1", title);
    for (var sentence : report.verdict()) {
      page.verdict(report.summary().releasable(), sentence);
    }
    page.list(
        "What is missing, compared with before",
        report.summary().shortfalls().stream()
            .map(shortfall -> "There are " + shortfall.sentence() + ".")
            .toList());
    page.list("Notes", report.summary().notes());
    rules();
    findings();
    tables();
    quality();
    page.end();
  }

  private void rules() throws IOException {
    page.element("h2", "What was found, by rule");
    if (report.rules().isEmpty()) {
      page.element("p", "Nothing: every rule is kept to.");
      return;
    }
    page.table(
        "Rules that found something",
        "Rule",
        "What comes of it",
        "Table",
        "What must be so",
        "Findings");
    for (var line : report.rules()) {
      var rule = line.rule();
      page.row(
          rule.code(),
          consequence(rule),
          rule.table(),
          rule.text(),
          String.valueOf(line.findings()));
    }
    page.endTable();
  }

  private void findings() throws IOException {
    if (report.findings().findings().isEmpty()) {
      return;
    }
    page.element("h2", "Findings");
    page.element(
        "p",
        "The first "
            + SHOWN
            + " of each rule, in the order of the tables; the report as CSV has all.");
    page.table("Findings", "Rule", "Table", "Row", "Field", "Made of", "How to mend it");
    var shown = new HashMap<String, Integer>();
    for (var finding : report.findings().findings()) {
      if (shown.merge(finding.rule().code(), 1, Integer::sum) <= SHOWN) {
        var line = report.line(finding);
        page.startRow();
        page.cell(line.rule());
        page.cell(line.table());
        page.cell(place(finding, line));
        page.cell(line.field());
        page.link(line.resource(), line.link());
        page.cell(line.remedy());
        page.endRow();
      }
    }
    page.endTable();
  }

  private static String place(Finding finding, ReportLine line) {
    if (finding.fault().isPresent()) {
      return "in no row";
    }
    return line.keyField().isEmpty() ? "the file" : line.keyField() + " " + line.key();
  }

  private void tables() throws IOException {
    page.element("h2", "Rows by table");
    page.table(
        "Rows",
        "Table",
        "Rows",
        "Would be dropped",
        "Of these, only because of another row",
        before(),
        "Accepted primary");
    var dropped = report.dropped();
    var fallen = report.droppedWithOthers();
    var before = report.earlier();
    var primary = report.order().accepted().flatMap(baseline -> baseline.primary());
    for (var table : report.submission().dataset().tables()) {
      var number = table.number();
      page.row(
          table.name(),
          String.valueOf(report.summary().counts().of(number)),
          String.valueOf(dropped.getOrDefault(number, 0L)),
          String.valueOf(fallen.getOrDefault(number, 0L)),
          count(before, number),
          count(primary, number));
    }
    page.endTable();
  }

  /** The month that stands beside this one; the one before it may not have been accepted. */
  private String before() {
    return report.isOfLastMonth()
        ? "Last month, " + report.lastMonth()
        : report.earlierMonth().map(month -> "Accepted for " + month).orElse("Earlier month");
  }

  private static String count(Optional<Counts> counts, String table) {
    return counts.map(held -> String.valueOf(held.of(table))).orElse("not known");
  }

  private void quality() throws IOException {
    page.element("h2", "Data quality by field");
    page.element(
        "p",
        "Complete: rows that have a value. Valid: values in which no rule found a fault. A field"
            + " that only some rows need is never complete.");
    if (!report.isOfLastMonth()) {
      page.element("p", besideNoLastMonth());
    }
    page.table(
        "Completeness and validity",
        "Table",
        "Field",
        "Complete",
        before(),
        "Valid",
        before(),
        "Change");
    for (var field : report.summary().counts().quality().fields()) {
      if (field.rows() > 0) {
        var before = report.earlier(field);
        page.row(
            field.table(),
            field.field(),
            percent(field.completeness()),
            percent(before.map(FieldQuality::completeness).orElse(OptionalDouble.empty())),
            percent(field.validity()),
            percent(before.map(FieldQuality::validity).orElse(OptionalDouble.empty())),
            before.map(then -> change(field, then)).orElse(""));
      }
    }
    page.endTable();
  }

  /** So that nobody takes another month for the last. */
  private String besideNoLastMonth() {
    return "Nothing of last month, "
        + report.lastMonth()
        + ", is known to have been accepted"
        + report
            .earlierMonth()
            .map(month -> ": beside each field stands " + month + ", which was accepted before it.")
            .orElse(".");
  }

  private static String percent(OptionalDouble share) {
    return share.isEmpty() ? "–" : String.format(Locale.ROOT, "%.1f%%", 100 * share.getAsDouble());
  }

  private static String change(FieldQuality now, FieldQuality before) {
    var falls = new ArrayList<String>();
    fall("less complete", now.completeness(), before.completeness()).ifPresent(falls::add);
    fall("less valid", now.validity(), before.validity()).ifPresent(falls::add);
    return String.join(", ", falls);
  }

  private static Optional<String> fall(String words, OptionalDouble now, OptionalDouble before) {
    return now.isPresent()
            && before.isPresent()
            && 100 * (before.getAsDouble() - now.getAsDouble()) >= MARKED_FALL
        ? Optional.of(words)
        : Optional.empty();
  }

  private static String consequence(Rule rule) {
    return switch (rule.severity()) {
      case FILE -> "the file is rejected";
      case GROUP, RECORD -> "the row is dropped";
      case ERROR -> "held back by Parley: " + rule.switchedBy().orElse(rule.code());
      case WARNING -> "a warning";
    };
  }
}
