package parley.server.practice.workforce;

import java.util.List;
import java.util.stream.Stream;

/**
 * A count of people and the counts that add up to it.
 *
 * @param name what is counted, unique in its tree
 * @param count 0 or more; of one with parts, their sum
 * @param parts into which it is divided, possibly none
 */
record CountTree(String name, int count, List<CountTree> parts) {

  CountTree {
    parts = List.copyOf(parts);
    if (!parts.isEmpty() && parts.stream().mapToInt(CountTree::count).sum() != count) {
      throw new IllegalArgumentException(name + ": the parts do not add up");
    }
  }

  static CountTree leaf(String name, int count) {
    return new CountTree(name, count, List.of());
  }

  static CountTree sum(String name, List<CountTree> parts) {
    return new CountTree(name, parts.stream().mapToInt(CountTree::count).sum(), parts);
  }

  /** This one and everything below. */
  Stream<CountTree> all() {
    return Stream.concat(Stream.of(this), parts.stream().flatMap(CountTree::all));
  }
}
