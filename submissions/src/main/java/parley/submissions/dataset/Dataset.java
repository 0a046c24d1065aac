package parley.submissions.dataset;

import java.util.List;
import java.util.Optional;

/**
 * One version of the national data set.
 *
 * @param version as in its header (DATA SET VERSION NUMBER), such as {@code 2.1}
 * @param tables in the order of the file
 */
public record Dataset(String version, List<DatasetTable> tables) {

  public Dataset {
    tables = List.copyOf(tables);
  }

  /** The IAPT Data Set v2.1 (DAPB1520), as shipped: 21 tables of 140 fields. */
  public static Dataset iapt21() {
    return Shipped.IAPT_21;
  }

  /** The table of a name or a number ({@code IDS101Referral}, {@code IDS101}). */
  public Optional<DatasetTable> table(String nameOrNumber) {
    return tables.stream()
        .filter(table -> table.name().equals(nameOrNumber) || table.number().equals(nameOrNumber))
        .findFirst();
  }

  /** Read when first asked for. */
  private static final class Shipped {
    private static final Dataset IAPT_21 = DatasetReader.shipped("iapt-v2.1");
  }
}
