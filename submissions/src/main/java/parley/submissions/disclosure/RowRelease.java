package parley.submissions.disclosure;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What came of making rows anonymous. */
public sealed interface RowRelease {

  /**
   * Rows that keep to the rule, in an order that says nothing.
   *
   * @param given number of rows before; not for publication
   * @param pooled rows whose quasi-identifiers were all replaced by {@code *}
   * @param folded cells of rows that are left which became {@code other} or {@code *}
   */
  record Made(RowTable table, int given, int pooled, int folded) implements RowRelease {

    /** Share of rows that are missing, for the manifest: whole per cent, rounded. */
    public BigDecimal missingShare() {
      return share(given - table.rows().size());
    }

    /** Share of rows without quasi-identifiers: whole per cent, rounded. */
    public BigDecimal pooledShare() {
      return share(pooled);
    }

    /** k of people: how many there are in the class with the fewest; 0 without rows. */
    public int leastPeople(RowRule rule) {
      var quasi = rule.quasi().stream().map(table.columns()::indexOf).toList();
      var people = new HashMap<List<String>, Set<String>>();
      for (var at = 0; at < table.rows().size(); at++) {
        var row = table.rows().get(at);
        people
            .computeIfAbsent(quasi.stream().map(row::get).toList(), none -> new HashSet<>())
            .add(table.people().get(at));
      }
      return people.values().stream().mapToInt(Set::size).min().orElse(0);
    }

    private BigDecimal share(int part) {
      return given == 0
          ? BigDecimal.ZERO
          : BigDecimal.valueOf(100L * part)
              .divide(BigDecimal.valueOf(given), 0, RoundingMode.HALF_UP);
    }
  }

  /**
   * Nothing was made.
   *
   * @param field column that is meant
   */
  record Refused(String field, String rule, String remedy) implements RowRelease {}
}
