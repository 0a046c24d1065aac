package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes generalised rows k-anonymous and l-diverse. Sensitive values with fewer than k rows become
 * {@code other}; rows of a class that is too small or too alike lose their quasi-identifiers, and
 * are left out when even all of those together are too few.
 */
public final class RowSuppression {

  /** Stands for a quasi-identifier that was taken away. */
  public static final String ANY = "*";

  /** Stands for sensitive values that are rare. */
  public static final String OTHER = "other";

  private RowSuppression() {}

  /** Makes rows for release of generalised ones. Every column has a role in the rule. */
  public static RowRelease of(RowTable table, RowRule rule) {
    for (var column : table.columns()) {
      if (!rule.quasi().contains(column) && !rule.sensitive().contains(column)) {
        return new RowRelease.Refused(
            column,
            "a column of anonymous rows is a quasi-identifier or sensitive",
            "name it in the agreement as one of the two, or leave it out");
      }
    }
    for (var column :
        List.of(rule.quasi(), rule.sensitive()).stream().flatMap(List::stream).toList()) {
      if (!table.columns().contains(column)) {
        return new RowRelease.Refused(
            column, "a column of the rule is in the table", "name a column that is made");
      }
    }
    return new Work(table, rule).release();
  }

  private static final class Work {
    private final RowTable table;
    private final RowRule rule;
    private final int[] quasi;
    private final int[] sensitive;
    private List<String[]> rows = new ArrayList<>();
    private int folded;

    Work(RowTable table, RowRule rule) {
      this.table = table;
      this.rule = rule;
      this.quasi = rule.quasi().stream().mapToInt(table.columns()::indexOf).toArray();
      this.sensitive = rule.sensitive().stream().mapToInt(table.columns()::indexOf).toArray();
      table.rows().forEach(row -> rows.add(row.toArray(new String[0])));
    }

    RowRelease release() {
      boolean changed;
      do {
        changed = fold();
        changed |= poolAndDrop();
      } while (changed);
      var made =
          rows.stream()
              .map(row -> List.copyOf(Arrays.asList(row)))
              .sorted(Comparator.comparing(row -> String.join("\u0000", row)))
              .toList();
      var pooled = (int) rows.stream().filter(this::isPooled).count();
      return new RowRelease.Made(
          new RowTable(table.columns(), made), table.rows().size(), pooled, folded);
    }

    /** Rare values become other; when other is rare too, the next rarest joins it. */
    private boolean fold() {
      var changed = false;
      for (var column : sensitive) {
        var counts = new HashMap<String, Integer>();
        rows.forEach(row -> counts.merge(row[column], 1, Integer::sum));
        var rare = new HashSet<String>();
        var others = counts.getOrDefault(OTHER, 0);
        var byCount =
            counts.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(OTHER))
                .sorted(
                    Map.Entry.<String, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        for (var entry : byCount) {
          if (entry.getValue() < rule.k() || others > 0 && others < rule.k()) {
            rare.add(entry.getKey());
            others += entry.getValue();
          }
        }
        for (var row : rows) {
          if (rare.contains(row[column])) {
            row[column] = OTHER;
            folded++;
            changed = true;
          }
        }
      }
      return changed;
    }

    private boolean poolAndDrop() {
      var changed = false;
      for (var group : classes().values()) {
        if (!keeps(group) && !isPooled(group.get(0))) {
          for (var row : group) {
            for (var column : quasi) {
              row[column] = ANY;
            }
          }
          changed = true;
        }
      }
      var kept = new ArrayList<String[]>();
      for (var group : classes().values()) {
        if (keeps(group)) {
          kept.addAll(group);
        }
      }
      changed |= kept.size() != rows.size();
      rows = kept;
      return changed;
    }

    private boolean keeps(List<String[]> group) {
      if (group.size() < rule.k()) {
        return false;
      }
      for (var column : sensitive) {
        var values =
            group.stream().map(row -> row[column]).filter(it -> !RowRule.NO_VALUES.contains(it));
        if (values.distinct().count() < rule.l()) {
          return false;
        }
      }
      return true;
    }

    private boolean isPooled(String[] row) {
      for (var column : quasi) {
        if (!row[column].equals(ANY)) {
          return false;
        }
      }
      return quasi.length > 0;
    }

    private Map<List<String>, List<String[]>> classes() {
      var classes = new LinkedHashMap<List<String>, List<String[]>>();
      for (var row : rows) {
        var key = new ArrayList<String>(quasi.length);
        for (var column : quasi) {
          key.add(row[column]);
        }
        classes.computeIfAbsent(key, none -> new ArrayList<>()).add(row);
      }
      return classes;
    }
  }
}
