package parley.submissions.publication;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Variable;

/**
 * Somebody who has a published file and a solver. Knows that groups add up to everyone, that a
 * provider is its commissioners and others, that a part is no more than its whole, and how counts
 * are rounded. Shares no code with the publication.
 */
public final class PublicReader {

  private static final double FAR = 10_000;

  private final ExpressionsBasedModel model = new ExpressionsBasedModel();
  private final Map<String, Variable> counts = new TreeMap<>();
  private final Set<String> stars = new HashSet<>();
  private int sums;

  /** One line of a file: where, what, and what is shown of it. */
  record Line(String measure, String part, String place, String breakdown, String category) {
    String name() {
      return measure + ' ' + part + '@' + place + '|' + breakdown + '|' + category;
    }
  }

  /** What is shown of a line; a star when empty. */
  void sees(String name, String shown) {
    if (counts.containsKey(name)) {
      return;
    }
    var variable = model.newVariable(name).lower(0).upper(FAR);
    counts.put(name, variable);
    if (shown.equals("*")) {
      stars.add(name);
    } else {
      var rounded = new BigDecimal(shown).doubleValue();
      variable.lower(Math.max(5, rounded - 2)).upper(rounded + 2);
    }
  }

  /** Parts add up to a total; those that are not in the file are nobody's to leave out. */
  void adds(String total, List<String> parts) {
    if (counts.containsKey(total) && parts.stream().allMatch(counts::containsKey)) {
      var expression = model.newExpression("sum" + sums++).level(0);
      expression.set(counts.get(total), -1);
      parts.forEach(part -> expression.set(counts.get(part), 1));
    }
  }

  /** A part is no more than its whole. */
  void holds(String whole, String part) {
    if (counts.containsKey(whole) && counts.containsKey(part) && !whole.equals(part)) {
      var expression = model.newExpression("part" + sums++).lower(0);
      expression.set(counts.get(whole), 1);
      expression.set(counts.get(part), -1);
    }
  }

  /** Two shown numbers are told to be of the same thing. */
  void same(String one, String other) {
    adds(one, List.of(other));
  }

  /** Stars that can be pinned down to fewer than six values, with their bounds. */
  public Map<String, String> narrow() {
    var narrow = new LinkedHashMap<String, String>();
    for (var name : new TreeMap<>(counts).keySet()) {
      if (stars.contains(name)) {
        var high = bound(name, true);
        var low = bound(name, false);
        // Whole numbers between the bounds.
        if (Math.floor(high + 1e-6) - Math.ceil(low - 1e-6) < 5) {
          narrow.put(name, low + " to " + high);
        }
      }
    }
    return narrow;
  }

  private double bound(String name, boolean up) {
    var variable = counts.get(name);
    variable.weight(1);
    var result = up ? model.maximise() : model.minimise();
    variable.weight(null);
    if (!result.getState().isFeasible()) {
      throw new IllegalStateException("what is published contradicts itself: " + name);
    }
    return result.doubleValue(model.indexOf(variable));
  }

  /** Reads a CSV file as {@link PublicationCsv} writes it, all that it says added up. */
  public static PublicReader of(List<String> files, Map<String, List<String>> placeSums) {
    var reader = new PublicReader();
    var byFile = new ArrayList<Map<String, Map<String, List<String>>>>();
    for (var at = 0; at < files.size(); at++) {
      byFile.add(reader.reads(files.get(at), at));
    }
    for (var groups : byFile) {
      groups.forEach(
          (total, byBreakdown) ->
              byBreakdown.forEach((breakdown, parts) -> reader.adds(total, parts)));
    }
    for (var at = 0; at < files.size(); at++) {
      reader.places(at, placeSums);
    }
    return reader;
  }

  /**
   * Reads a file without groups, of which everything is known that adds up.
   *
   * @param sums a place, and places that make it up together, all of them
   */
  public static PublicReader ofPlaces(String file, List<Map.Entry<String, List<String>>> sums) {
    var reader = new PublicReader();
    reader.reads(file, 0);
    for (var name : List.copyOf(reader.counts.keySet())) {
      for (var sum : sums) {
        var whole = "@" + sum.getKey() + '|';
        if (name.contains(whole)) {
          reader.adds(
              name,
              sum.getValue().stream().map(it -> name.replace(whole, "@" + it + '|')).toList());
        }
      }
    }
    return reader;
  }

  private Map<String, Map<String, List<String>>> reads(String file, int at) {
    var groups = new HashMap<String, Map<String, List<String>>>();
    for (var line : file.lines().skip(1).toList()) {
      var cells = line.replaceAll("\"[^\"]*\"", "title").split(",", -1);
      if (cells[11].equals("count") || cells[11].equals("%")) {
        var where = at + "@" + cells[5] + '|' + cells[6] + '|' + cells[7];
        var total = at + "@" + cells[5] + "|total|all";
        for (var part : parts(cells)) {
          sees(part[0] + where, part[1]);
          if (!cells[6].equals("total")) {
            groups
                .computeIfAbsent(part[0] + total, none -> new TreeMap<>())
                .computeIfAbsent(cells[6], none -> new ArrayList<>())
                .add(part[0] + where);
          }
        }
        if (cells[11].equals("%")) {
          holds(cells[0] + " whole" + where, cells[0] + where);
        }
      }
    }
    return groups;
  }

  private static List<String[]> parts(String[] cells) {
    return cells[11].equals("%")
        ? List.of(new String[] {cells[0], cells[8]}, new String[] {cells[0] + " whole", cells[9]})
        : List.<String[]>of(new String[] {cells[0], cells[10]});
  }

  private void places(int at, Map<String, List<String>> placeSums) {
    for (var name : List.copyOf(counts.keySet())) {
      var cut = name.indexOf(at + "@");
      if (cut < 0) {
        continue;
      }
      var place = name.substring(cut + 2, name.indexOf('|'));
      var parts = placeSums.get(place);
      if (parts != null) {
        var names =
            new ArrayList<>(
                parts.stream()
                    .map(part -> name.replace(at + "@" + place + '|', at + "@" + part + '|'))
                    .toList());
        if (!parts.contains(Place.OTHERS) && counts.keySet().containsAll(names)) {
          // A place that is left out may have somebody.
          var rest = "rest of " + name;
          counts.put(rest, model.newVariable(rest).lower(0).upper(FAR));
          names.add(rest);
        }
        adds(name, names);
      }
    }
  }
}
