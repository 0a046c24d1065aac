package parley.submissions.disclosure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes generalised rows k-anonymous and l-diverse. Sensitive values of fewer than k people become
 * {@code other}; rows of a class of too few people or too alike lose their quasi-identifiers, and
 * are left out when even all of those together are too few. Where the rule is on everything, {@link
 * AlikeRows} hides cells of rows instead. Somebody with several rows is one.
 */
public final class RowSuppression {

  /** Stands for what was taken away. */
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
    private final int person;

    /** The person of each stands behind its columns, and the number of the row that was given. */
    private List<String[]> rows = new ArrayList<>();

    Work(RowTable table, RowRule rule) {
      this.table = table;
      this.rule = rule;
      this.quasi = rule.quasi().stream().mapToInt(table.columns()::indexOf).toArray();
      this.sensitive = rule.sensitive().stream().mapToInt(table.columns()::indexOf).toArray();
      this.person = table.columns().size();
      for (var at = 0; at < table.rows().size(); at++) {
        var row = table.rows().get(at).toArray(new String[person + 2]);
        row[person] = table.people().get(at);
        row[person + 1] = Integer.toString(at);
        rows.add(row);
      }
    }

    RowRelease release() {
      if (rule.everything()) {
        fold();
        rows = new AlikeRows(rule, quasi, sensitive).of(rows);
      } else {
        boolean changed;
        do {
          changed = fold();
          changed |= poolAndDrop();
        } while (changed);
      }
      var made =
          rows.stream()
              .sorted(Comparator.comparing(row -> String.join("\u0000", cells(row))))
              .toList();
      var pooled = (int) rows.stream().filter(this::isPooled).count();
      return new RowRelease.Made(
          new RowTable(
              table.columns(),
              made.stream().map(this::cells).toList(),
              made.stream().map(row -> row[person]).toList()),
          table.rows().size(),
          pooled,
          hidden());
    }

    /** Cells of rows that are left which say less than they did. */
    private int hidden() {
      var hidden = 0;
      for (var row : rows) {
        var given = table.rows().get(Integer.parseInt(row[person + 1]));
        for (var column = 0; column < person; column++) {
          hidden += row[column].equals(given.get(column)) ? 0 : 1;
        }
      }
      return hidden;
    }

    private List<String> cells(String[] row) {
      return List.of(row).subList(0, person);
    }

    /**
     * Rare values become other; when other is rare too, the next rarest joins it, unless the rule
     * is on everything: then what is rare is hidden with what makes it so.
     */
    private boolean fold() {
      var changed = false;
      for (var column : sensitive) {
        var counts = new HashMap<String, Set<String>>();
        for (var row : rows) {
          counts.computeIfAbsent(row[column], none -> new HashSet<>()).add(row[person]);
        }
        var rare = new HashSet<String>();
        var others = new HashSet<>(counts.getOrDefault(OTHER, Set.of()));
        var byCount =
            counts.keySet().stream()
                .filter(value -> !value.equals(OTHER))
                .sorted(
                    Comparator.<String>comparingInt(value -> counts.get(value).size())
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        for (var value : byCount) {
          if (counts.get(value).size() < rule.k()
              || !rule.everything() && !others.isEmpty() && others.size() < rule.k()) {
            rare.add(value);
            others.addAll(counts.get(value));
          }
        }
        for (var row : rows) {
          if (rare.contains(row[column])) {
            row[column] = OTHER;
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
      if (group.stream().map(row -> row[person]).distinct().count() < rule.k()) {
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
