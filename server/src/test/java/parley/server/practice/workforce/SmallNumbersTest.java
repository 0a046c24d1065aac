package parley.server.practice.workforce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Attacks on what is published: nobody may learn more of a small count than that it is small. */
class SmallNumbersTest {

  private static final int TREES = 150;
  private static final int MOST_IN_A_LEAF = 18;

  @Test
  void aSmallCountIsHiddenAndTheOthersAreRounded() {
    for (var count : List.of(0, 1, 4)) {
      assertThat(SmallNumbers.published(CountTree.leaf("a", count)))
          .containsEntry("a", Optional.empty());
    }
    assertThat(SmallNumbers.published(CountTree.leaf("a", 5))).containsEntry("a", Optional.of(5));
    assertThat(SmallNumbers.published(CountTree.leaf("a", 7))).containsEntry("a", Optional.of(5));
    assertThat(SmallNumbers.published(CountTree.leaf("a", 8))).containsEntry("a", Optional.of(10));
  }

  @Test
  void aSingleHiddenCountIsNotTheDifferenceOfTheOthers() {
    // 10 of 15 shown would leave at least 1 for the other: not nought.
    var published = SmallNumbers.published(tree("sum", 9, 4));
    assertThat(published.get("sum1")).isEmpty();
    assertThat(published.values().stream().filter(Optional::isEmpty).count()).isGreaterThan(1);
  }

  @Test
  void roundingAloneDoesNotHideTheDifference() {
    // 5 shown of a sum of 5 would leave 2 at most for the others.
    var published = SmallNumbers.published(tree("sum", 5, 0, 0));
    assertThat(published.get("sum0").isPresent() && published.get("sum").isPresent()).isFalse();
    assertThat(published.get("sum0").isPresent() || published.get("sum").isPresent()).isTrue();
  }

  @Test
  void everyNumberFromNoughtToFourFitsEveryHiddenSmallCount() {
    var random = new Random(4711);
    var shown = 0;
    for (var i = 0; i < TREES; i++) {
      var tree = random(random);
      var published = SmallNumbers.published(tree);
      shown += (int) published.values().stream().filter(Optional::isPresent).count();
      if (published.values().stream().noneMatch(Optional::isPresent)) {
        continue; // nothing to attack
      }
      var possible = possible(tree, published);
      tree.all()
          .filter(one -> one.count() < 5)
          .forEach(
              one ->
                  assertThat(possible.get(one.name()))
                      .as("%s published as %s", tree, published)
                      .contains(0, 1, 2, 3, 4));
    }
    // Hiding everything would pass the attack and publish nothing.
    assertThat(shown).isGreaterThan(TREES);
  }

  private static CountTree random(Random random) {
    var groups = new ArrayList<CountTree>();
    for (var i = 0; i < 1 + random.nextInt(2); i++) {
      var counts = new int[1 + random.nextInt(2)];
      for (var j = 0; j < counts.length; j++) {
        counts[j] = random.nextInt(random.nextBoolean() ? 6 : 10);
      }
      groups.add(tree("g" + i, counts));
    }
    return CountTree.sum("all", groups);
  }

  private static CountTree tree(String name, int... counts) {
    var parts = new ArrayList<CountTree>();
    for (var i = 0; i < counts.length; i++) {
      parts.add(CountTree.leaf(name + i, counts[i]));
    }
    return CountTree.sum(name, parts);
  }

  /** By trying every number in every leaf: another way than the bounds of the program. */
  private static Map<String, Set<Integer>> possible(
      CountTree tree, Map<String, Optional<Integer>> published) {
    var found = new HashMap<String, Set<Integer>>();
    var leaves = tree.all().filter(one -> one.parts().isEmpty()).map(CountTree::name).toList();
    attempt(tree, published, leaves, 0, new HashMap<>(), found);
    return found;
  }

  private static void attempt(
      CountTree tree,
      Map<String, Optional<Integer>> published,
      List<String> leaves,
      int at,
      Map<String, Integer> guess,
      Map<String, Set<Integer>> found) {
    if (at == leaves.size()) {
      var sums = new HashMap<String, Integer>();
      if (sum(tree, published, guess, sums) >= 0) {
        sums.forEach((name, sum) -> found.computeIfAbsent(name, one -> new HashSet<>()).add(sum));
      }
      return;
    }
    for (var number = 0; number <= MOST_IN_A_LEAF; number++) {
      guess.put(leaves.get(at), number);
      if (fits(published.get(leaves.get(at)), number)) {
        attempt(tree, published, leaves, at + 1, guess, found);
      }
    }
  }

  /** The sum of a guess, or below zero when it does not fit what is published. */
  private static int sum(
      CountTree tree,
      Map<String, Optional<Integer>> published,
      Map<String, Integer> guess,
      Map<String, Integer> sums) {
    var sum = guess.getOrDefault(tree.name(), 0);
    for (var part : tree.parts()) {
      var below = sum(part, published, guess, sums);
      if (below < 0) {
        return -1;
      }
      sum += below;
    }
    sums.put(tree.name(), sum);
    return fits(published.get(tree.name()), sum) ? sum : -1;
  }

  private static boolean fits(Optional<Integer> shown, int number) {
    return shown.isEmpty() || (number >= 5 && Math.abs(shown.get() - number) <= 2);
  }
}
