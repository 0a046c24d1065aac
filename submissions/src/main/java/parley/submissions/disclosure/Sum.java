package parley.submissions.disclosure;

import java.util.List;

/**
 * A sum that readers know: total of parts, year of months, denominator of numerator and complement.
 *
 * @param parts at least one; a total of one part says that both are equal
 */
public record Sum(CellKey total, List<CellKey> parts) {
  public Sum {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.contains(total)) {
      throw new IllegalArgumentException("a sum has parts other than its total");
    }
  }
}
