package parley.submissions.build.report;

import java.util.Locale;
import java.util.Optional;
import parley.submissions.dataset.DatasetField;
import parley.submissions.dataset.FieldKey;
import parley.submissions.rule.Finding;
import parley.submissions.rule.RecordFault;
import parley.submissions.rule.Row;

/**
 * One finding as it is reported. It names the row by its local key and holds no other value of it.
 *
 * @param rule code of the rule
 * @param severity what comes of it, in lower case
 * @param table name of the table
 * @param keyField field that names the row; empty for the file as a whole
 * @param key what it says
 * @param field the field at fault; empty when none can be named
 * @param resource what the row was made of, or what is in no row, such as {@code Encounter/123};
 *     may be empty
 * @param link where that resource is read; empty when the address of the record is not known
 * @param consequence whether the row falls with another and is right itself
 * @param text what must be so
 * @param remedy how to mend it
 */
record ReportLine(
    String rule,
    String severity,
    String table,
    String keyField,
    String key,
    String field,
    String resource,
    String link,
    boolean consequence,
    String text,
    String remedy) {

  static ReportLine of(Finding finding, Optional<String> recordBase) {
    var row = finding.row();
    var keyField = row.flatMap(ReportLine::keyField);
    var resource = row.flatMap(Row::resource).or(() -> finding.fault().map(RecordFault::resource));
    return new ReportLine(
        finding.rule().code(),
        finding.rule().severity().name().toLowerCase(Locale.ROOT),
        row.map(found -> found.table().name()).orElse(finding.rule().table()),
        keyField.orElse(""),
        keyField.map(field -> row.orElseThrow().value(field)).orElse(""),
        finding.field().orElse(""),
        resource.orElse(""),
        link(recordBase, resource),
        finding.consequence(),
        finding.fault().map(RecordFault::reason).orElse(finding.rule().text()),
        finding.fault().map(RecordFault::remedy).orElseGet(() -> Remedies.of(finding)));
  }

  /** The key of the table; without one, the field by which the row belongs to another. */
  private static Optional<String> keyField(Row row) {
    var fields = row.table().fields();
    return fields.stream()
        .filter(field -> field.key() instanceof FieldKey.Primary)
        .findFirst()
        .or(
            () ->
                fields.stream().filter(field -> field.key() instanceof FieldKey.Parent).findFirst())
        .or(() -> fields.stream().filter(field -> field.name().endsWith("LocalId")).findFirst())
        .map(DatasetField::name);
  }

  private static String link(Optional<String> base, Optional<String> resource) {
    return base.filter(url -> url.startsWith("http://") || url.startsWith("https://"))
        .flatMap(url -> resource.map(path -> url.replaceAll("/+$", "") + "/" + path))
        .orElse("");
  }
}
