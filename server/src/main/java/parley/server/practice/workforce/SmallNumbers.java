package parley.server.practice.workforce;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which counts of a tree may be published. Counts under 5 are hidden, zero too, and the others are
 * rounded to 5, as NHS England publishes Talking Therapies. Beyond that, counts are hidden until
 * nobody can work out more of a hidden small count than that it is under 5: for each of them every
 * number from 0 to 4 fits what is published. In a tree of sums the bounds that are worked out here
 * are exact.
 */
final class SmallNumbers {

  /** The smallest count that may be shown. */
  static final int SMALLEST = 5;

  private static final int BASE = 5;
  private static final int HALF = 2;
  private static final int MANY = 1_000_000;

  private final Set<String> hidden = new HashSet<>();
  private final Map<String, CountTree> parents = new HashMap<>();
  private final CountTree root;

  private SmallNumbers(CountTree root) {
    this.root = root;
    root.all().forEach(one -> one.parts().forEach(part -> parents.put(part.name(), one)));
    root.all().filter(SmallNumbers::isSmall).forEach(one -> hidden.add(one.name()));
  }

  /** What may be published: name to rounded count, empty where it is hidden. */
  static Map<String, Optional<Integer>> published(CountTree root) {
    var numbers = new SmallNumbers(root);
    numbers.hideUntilSafe();
    var published = new HashMap<String, Optional<Integer>>();
    root.all().forEach(one -> published.put(one.name(), numbers.shown(one)));
    return published;
  }

  /** Rounded to the nearest 5. */
  static int rounded(int count) {
    return (count + HALF) / BASE * BASE;
  }

  private static boolean isSmall(CountTree tree) {
    return tree.count() < SMALLEST;
  }

  private Optional<Integer> shown(CountTree tree) {
    return hidden.contains(tree.name()) ? Optional.empty() : Optional.of(rounded(tree.count()));
  }

  private record Bounds(int low, int high) {}

  private void hideUntilSafe() {
    for (var exposed = exposed(); exposed.isPresent(); exposed = exposed()) {
      var next = nearestShown(exposed.get());
      if (next.isEmpty()) {
        return; // nothing is shown any more
      }
      hidden.add(next.get().name());
    }
  }

  /** A small count of which more than that it is small can be worked out. */
  private Optional<CountTree> exposed() {
    var upwards = new HashMap<String, Bounds>();
    upwards(root, upwards);
    var exact = new HashMap<String, Bounds>();
    downwards(root, upwards.get(root.name()), upwards, exact);
    return root.all()
        .filter(SmallNumbers::isSmall)
        .filter(
            one -> {
              var bounds = exact.get(one.name());
              return bounds.low() > 0 || bounds.high() < SMALLEST - 1;
            })
        .findFirst();
  }

  /** What a count itself and the counts below it say. */
  private Bounds upwards(CountTree tree, Map<String, Bounds> found) {
    var own = own(tree);
    if (!tree.parts().isEmpty()) {
      var low = 0;
      var high = 0;
      for (var part : tree.parts()) {
        var bounds = upwards(part, found);
        low += bounds.low();
        high = Math.min(MANY, high + bounds.high());
      }
      own = new Bounds(Math.max(own.low(), low), Math.min(own.high(), high));
    }
    found.put(tree.name(), own);
    return own;
  }

  private Bounds own(CountTree tree) {
    var shown = shown(tree);
    return shown.isEmpty()
        ? new Bounds(0, MANY)
        : new Bounds(Math.max(SMALLEST, shown.get() - HALF), shown.get() + HALF);
  }

  /** And what the sum above says, less the other parts of it. */
  private void downwards(
      CountTree tree, Bounds bounds, Map<String, Bounds> upwards, Map<String, Bounds> exact) {
    exact.put(tree.name(), bounds);
    var low = tree.parts().stream().mapToInt(part -> upwards.get(part.name()).low()).sum();
    var high = tree.parts().stream().mapToLong(part -> upwards.get(part.name()).high()).sum();
    for (var part : tree.parts()) {
      var own = upwards.get(part.name());
      var least = bounds.low() - (high - own.high());
      var most = bounds.high() - (low - own.low());
      downwards(
          part,
          new Bounds((int) Math.max(own.low(), least), Math.min(own.high(), most)),
          upwards,
          exact);
    }
  }

  /** What to hide next: the smallest count shown beside it, else the sum, else further up. */
  private Optional<CountTree> nearestShown(CountTree exposed) {
    var within = exposed.all().skip(1).filter(this::isShown).min(BY_COUNT);
    if (within.isPresent()) {
      return within;
    }
    for (var at = Optional.of(exposed); at.isPresent(); ) {
      var above = Optional.ofNullable(parents.get(at.get().name()));
      var beside = new ArrayList<>(above.map(CountTree::parts).orElse(List.of()));
      var next = beside.stream().filter(this::isShown).min(BY_COUNT);
      if (next.isPresent()) {
        return next;
      }
      if (above.filter(this::isShown).isPresent()) {
        return above;
      }
      at = above;
    }
    return root.all().filter(this::isShown).min(BY_COUNT);
  }

  private static final Comparator<CountTree> BY_COUNT =
      Comparator.comparingInt(CountTree::count).thenComparing(CountTree::name);

  private boolean isShown(CountTree tree) {
    return !hidden.contains(tree.name());
  }
}
