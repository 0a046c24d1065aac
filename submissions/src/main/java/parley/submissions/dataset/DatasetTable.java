package parley.submissions.dataset;

import java.util.List;
import java.util.Optional;

/**
 * One table of the data set.
 *
 * @param name as in the file, such as {@code IDS101Referral}
 * @param single whether a file has exactly one row of it
 * @param fields in the order of the file
 */
public record DatasetTable(String name, boolean single, List<DatasetField> fields) {

  public DatasetTable {
    fields = List.copyOf(fields);
  }

  /** The number by which rules and reports name it, such as {@code IDS101}. */
  public String number() {
    return name.substring(0, "IDS101".length());
  }

  /** The field of a name; empty when the table has none such. */
  public Optional<DatasetField> field(String fieldName) {
    return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
  }

  /** Where a field stands in a row, from 0; -1 when the table has none such. */
  public int position(String fieldName) {
    for (int at = 0; at < fields.size(); at++) {
      if (fields.get(at).name().equals(fieldName)) {
        return at;
      }
    }
    return -1;
  }
}
