package parley.submissions.disclosure;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the rows that may stand in a file with some of their columns and {@code *} for the others:
 * the most of them, such that those which are then equal are of k people, and that beside each
 * sensitive value stand l different ones where all other columns are equal.
 *
 * <p>There is one largest such set, because two of them together are one too. Of fewer rows, or
 * with more columns, it is never larger.
 */
final class ShownColumns {

  private static final int NONE = -1;

  private final RowKinds kinds;
  private final RowRule rule;
  private final int[] sensitive;
  private final Partition partition;

  /**
   * @param sensitive places of the sensitive columns
   */
  ShownColumns(RowKinds kinds, RowRule rule, int[] sensitive) {
    this.kinds = kinds;
    this.rule = rule;
    this.sensitive = sensitive.clone();
    this.partition = new Partition(kinds);
  }

  /**
   * The kinds, of those given and in their order, whose rows may be shown so.
   *
   * @param columns that are shown, one bit for each
   */
  int[] kept(long columns, int[] among) {
    var groups = partition.of(columns, among);
    var large = large(groups, among);
    var places = new int[groups.size()];
    Arrays.fill(places, NONE);
    var first = new int[groups.size()];
    var count = 0;
    for (var at = 0; at < among.length; at++) {
      var group = groups.of()[at];
      if (large[group] && places[group] == NONE) {
        first[count] = among[at];
        places[group] = count++;
      }
    }
    var varied = varied(columns, Arrays.copyOf(first, count));
    var kept = new int[among.length];
    var size = 0;
    for (var at = 0; at < among.length; at++) {
      var place = places[groups.of()[at]];
      if (place != NONE && varied[place]) {
        kept[size++] = among[at];
      }
    }
    return Arrays.copyOf(kept, size);
  }

  /** Which groups are of k people. */
  private boolean[] large(Partition.Groups groups, int[] among) {
    var people = new int[groups.size()];
    for (var at = 0; at < among.length; at++) {
      people[groups.of()[at]] += kinds.alone(among[at]);
    }
    var others = new HashMap<Integer, Set<Integer>>();
    for (var at = 0; at < among.length; at++) {
      var group = groups.of()[at];
      if (people[group] < rule.k()) {
        for (var person : kinds.shared(among[at])) {
          others.computeIfAbsent(group, none -> new HashSet<>()).add(person);
        }
      }
    }
    others.forEach((group, its) -> people[group] += its.size());
    var large = new boolean[groups.size()];
    for (var group = 0; group < large.length; group++) {
      large[group] = people[group] >= rule.k();
    }
    return large;
  }

  /** Which groups are left when those go whose values stand alone, and again, until none does. */
  private boolean[] varied(long columns, int[] groups) {
    var shown = Arrays.stream(sensitive).filter(it -> (columns >> it & 1) == 1).toArray();
    var lines = new Line[shown.length];
    for (var at = 0; at < shown.length; at++) {
      lines[at] = new Line(shown[at], columns, groups);
    }
    var stays = new boolean[groups.length];
    Arrays.fill(stays, true);
    var going = new ArrayDeque<Integer>();
    for (var group = 0; group < groups.length; group++) {
      for (var line : lines) {
        if (stays[group] && !line.isVaried(group)) {
          stays[group] = false;
          going.add(group);
        }
      }
    }
    while (!going.isEmpty()) {
      int gone = going.remove();
      for (var line : lines) {
        for (var other = line.without(gone); other != NONE; other = line.next[other]) {
          if (stays[other] && !line.isVaried(other)) {
            stays[other] = false;
            going.add(other);
          }
        }
      }
    }
    return stays;
  }

  /** Groups beside each other, which differ in one sensitive column alone. */
  private final class Line {
    private final int column;
    private final int[] groups;
    private final int[] lineOf;
    private final int[] values;
    private final int[] head;
    private final int[] next;

    Line(int column, long columns, int[] groups) {
      this.column = column;
      this.groups = groups;
      var beside = partition.of(columns & ~(1L << column), groups);
      this.lineOf = beside.of();
      this.values = new int[beside.size()];
      this.head = new int[beside.size()];
      this.next = new int[groups.length];
      Arrays.fill(head, NONE);
      for (var group = 0; group < groups.length; group++) {
        values[lineOf[group]] += kinds.says(column, groups[group]) ? 1 : 0;
        next[group] = head[lineOf[group]];
        head[lineOf[group]] = group;
      }
    }

    boolean isVaried(int group) {
      return values[lineOf[group]] >= rule.l() || kinds.isHidden(column, groups[group]);
    }

    /** Takes a group away; the first of those that may have to follow it. */
    int without(int group) {
      if (!kinds.says(column, groups[group])) {
        return NONE;
      }
      values[lineOf[group]]--;
      return values[lineOf[group]] < rule.l() ? head[lineOf[group]] : NONE;
    }
  }
}
