package parley.submissions.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import parley.submissions.rule.RecordFault;
import parley.submissions.rule.Row;
import parley.submissions.rule.check.NhsNumberForm;

/**
 * Leaves out of the rows of people what rejects a whole file, everybody in it, and only warns when
 * it is blank: an NHS number that is none and a postcode that is none (IDSREJ006 and IDSREJ007).
 * Each is a fault that names the person, so that it is mended.
 */
final class WithheldValues {

  private static final Pattern POSTCODE =
      Pattern.compile("[A-Za-z]{1,2}[0-9][A-Za-z0-9]?\\s+[0-9][A-Za-z]{2}");

  private WithheldValues() {}

  /**
   * Blanks them.
   *
   * @param tables rows by number of the table; changed
   * @return what was left out
   */
  static List<RecordFault> of(Map<String, List<Row>> tables) {
    var faults = new ArrayList<RecordFault>();
    for (var row : tables.getOrDefault("IDS001", List.of())) {
      withhold(row, "NHSNumber", NhsNumberForm::isOne, "identifier", "NHS number", faults);
      withhold(
          row,
          "Postcode",
          said -> POSTCODE.matcher(said).matches(),
          "address.postalCode",
          "postcode",
          faults);
    }
    return faults;
  }

  private static void withhold(
      Row row,
      String field,
      Predicate<String> isOne,
      String element,
      String name,
      List<RecordFault> faults) {
    var value = row.value(field);
    if (value.isEmpty() || isOne.test(value)) {
      return;
    }
    row.values()[row.table().position(field)] = "";
    faults.add(
        new RecordFault(
            RecordFault.Kind.VALUE,
            row.resource().orElseThrow(),
            element,
            "the " + name + " is none, and is left blank: with it the whole file would be rejected",
            "Correct it, or take it out of the record when it is not known."));
  }
}
