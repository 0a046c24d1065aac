package parley.submissions.disclosure;

import java.util.Map;
import java.util.Set;

/**
 * What else is to be kept to when counts are protected.
 *
 * @param unseen counts that are not published at all and that readers get at by subtraction
 * @param guarded those of {@code unseen} that nobody may pin down when they are small
 * @param hide counts that are hidden whatever they are
 * @param under counts of a group whose total is small itself: stars like it, and proved with it
 * @param blocks counts that are best looked at together, such as the groups of a breakdown in one
 *     place; what is in none stands alone
 * @param before what an earlier release said of the same counts; one of {@code unseen} that was
 *     shown then is held for known
 * @param wholes the total of each count of a group. What is hidden of totals is decided without
 *     groups, and no group takes more from them
 * @param weights how much a count is missed when it is hidden; 1 of those not named
 */
public record Wishes(
    Set<CellKey> unseen,
    Set<CellKey> guarded,
    Set<CellKey> hide,
    Set<CellKey> under,
    Map<CellKey, String> blocks,
    Map<CellKey, Shown> before,
    Map<CellKey, CellKey> wholes,
    Map<CellKey, Double> weights) {

  public static final Wishes NONE =
      new Wishes(Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), Map.of());

  public Wishes {
    unseen = Set.copyOf(unseen);
    guarded = Set.copyOf(guarded);
    hide = Set.copyOf(hide);
    under = Set.copyOf(under);
    blocks = Map.copyOf(blocks);
    before = Map.copyOf(before);
    wholes = Map.copyOf(wholes);
    weights = Map.copyOf(weights);
    if (!unseen.containsAll(guarded)) {
      throw new IllegalArgumentException("guarded are some of the unseen");
    }
    if (weights.values().stream().anyMatch(weight -> !(weight > 0))) {
      throw new IllegalArgumentException(
          "a count that is missed by nobody has a weight all the same");
    }
  }

  /** Counts that are all missed alike, none of them of a group. */
  public Wishes(
      Set<CellKey> unseen,
      Set<CellKey> guarded,
      Set<CellKey> hide,
      Set<CellKey> under,
      Map<CellKey, String> blocks,
      Map<CellKey, Shown> before) {
    this(unseen, guarded, hide, under, blocks, before, Map.of(), Map.of());
  }

  double weight(CellKey cell) {
    return weights.getOrDefault(cell, 1.0);
  }
}
