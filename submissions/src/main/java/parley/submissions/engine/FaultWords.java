package parley.submissions.engine;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import parley.submissions.rule.RecordFault;
import parley.submissions.rule.RecordFault.Kind;

/**
 * What is said of a fault of the record.
 *
 * @param kind what is wrong
 * @param element of the resource
 * @param reason what follows from it
 * @param remedy the way to mend it
 */
record FaultWords(Kind kind, String element, String reason, String remedy) {

  /**
   * One for each row of a table of faults, in the order of their records.
   *
   * @param table with the columns {@code type}, {@code key} and {@code fault}
   * @param words by type of resource and fault
   */
  static List<RecordFault> read(
      Database database, String table, BiFunction<String, String, FaultWords> words)
      throws SQLException {
    var faults = new ArrayList<RecordFault>();
    database.read(
        "select type, key, fault from " + table + " order by type, key, fault",
        row -> {
          var type = row.getString(1);
          var said = words.apply(type, row.getString(3));
          faults.add(
              new RecordFault(
                  said.kind(),
                  type + '/' + row.getString(2),
                  said.element(),
                  said.reason(),
                  said.remedy()));
        });
    return faults;
  }
}
