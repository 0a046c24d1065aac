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
import java.util.stream.Stream;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Variable;

/**
 * Somebody who has a published file and a solver. Knows that groups add up to everyone, that a
 * provider is its commissioners and others, that a part is no more than its whole and what is left
 * of it when the others are taken away, how courses end, and how counts are rounded. Shares no code
 * with the publication.
 */
public final class PublicReader {

  private static final double FAR = 10_000;

  /** What is the same count: the second stands for the first. */
  private static final Map<String, String> SAME =
      Map.ofEntries(
          Map.entry("M053", "M052"),
          Map.entry("M053 whole", "M076"),
          Map.entry("M055", "M054"),
          Map.entry("M055 whole", "M076"),
          Map.entry("M1010", "M189"),
          Map.entry("M1010 whole", "M076"),
          Map.entry("M1012 whole", "M076"),
          Map.entry("M123", "M121"),
          Map.entry("M123 whole", "M184"),
          Map.entry("M123 others", "M046"),
          Map.entry("M180", "M179"),
          Map.entry("M180 whole", "M076"),
          Map.entry("M180 others", "M192 whole"),
          Map.entry("M186", "M185"),
          Map.entry("M186 whole", "M076"),
          Map.entry("M192", "M191"),
          Map.entry("M195", "M193"),
          Map.entry("M195 whole", "M192 whole"),
          Map.entry("M205", "M204"),
          Map.entry("M205 whole", "M203"),
          Map.entry("M288", "M075"),
          Map.entry("M288 others", "M076"),
          Map.entry("P001", "M036"),
          Map.entry("P001 whole", "M031"),
          Map.entry("P002", "M037"),
          Map.entry("P002 whole", "M031"),
          Map.entry("P004", "M076"),
          Map.entry("P004 whole", "M056"));

  /** What makes up the first, all of it. */
  private static final List<List<String>> PARTS =
      List.of(
          List.of("M056", "M153", "M075", "M076"),
          List.of("M076", "M196", "M197", "M198"),
          List.of("M076", "M199", "M200", "M201"),
          List.of("M046", "M122", "M047"),
          List.of("M184", "M121", "M046"),
          List.of("P003", "M084", "M088"),
          List.of("P003 others", "M086", "M087"));

  /** What is no more than the first, each of them or all together. */
  private static final List<List<String>> WITHIN =
      List.of(
          List.of("M001", "M002"),
          List.of("M031", "M037"),
          List.of("M037", "M036"),
          List.of("M054", "M052"),
          List.of("M153", "M074"),
          List.of("M076", "M203"),
          List.of("M076", "M212"),
          List.of("M082", "M083", "M084", "M085", "M086", "M087", "M088"),
          List.of("M185", "M193"),
          List.of("M191", "M193"),
          List.of("M198", "M202"),
          List.of("M201", "M202"),
          List.of("M198", "M204"),
          List.of("M202", "M185", "M187", "M189"),
          List.of("M202", "M191"));

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
  void holds(String whole, List<String> parts) {
    if (counts.containsKey(whole) && counts.keySet().containsAll(parts)) {
      var expression = model.newExpression("part" + sums++).lower(0);
      expression.set(counts.get(whole), 1);
      parts.forEach(part -> expression.set(counts.get(part), -1));
    }
  }

  /** Everything that is known of how courses go and end, in every place and group. */
  private void courses() {
    for (var name : List.copyOf(counts.keySet())) {
      var cut = name.indexOf("0@");
      if (cut > 0 && SAME.containsKey(name.substring(0, cut))) {
        adds(name, List.of(SAME.get(name.substring(0, cut)) + name.substring(cut)));
      }
    }
    var places =
        counts.keySet().stream()
            .filter(name -> !name.startsWith("rest of "))
            .map(name -> name.substring(name.indexOf("0@")))
            .distinct()
            .toList();
    for (var place : places) {
      for (var parts : PARTS) {
        var names = parts.stream().map(part -> part + place).toList();
        adds(names.get(0), names.subList(1, names.size()));
      }
      for (var parts : WITHIN) {
        var names = parts.stream().map(part -> part + place).filter(counts::containsKey).toList();
        if (names.contains(parts.get(0) + place)) {
          holds(names.get(0), names.subList(1, names.size()));
        }
      }
    }
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
    if (files.size() == 1) {
      reader.courses();
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
          holds(cells[0] + " whole" + where, List.of(cells[0] + where));
          adds(
              cells[0] + " whole" + where, List.of(cells[0] + where, cells[0] + " others" + where));
        }
      }
    }
    return groups;
  }

  private static List<String[]> parts(String[] cells) {
    return cells[11].equals("%")
        ? Stream.of(
                new String[] {cells[0], cells[8]},
                new String[] {cells[0] + " whole", cells[9]},
                new String[] {cells[0] + " others", cells[13]})
            .filter(part -> !part[1].isEmpty())
            .toList()
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
