package parley.submissions.publication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.submissions.disclosure.CellKey;
import parley.submissions.disclosure.Shown;

/**
 * A period that is made of published ones, such as the year to date: each count is the sum of what
 * was shown, and hidden when one of them is. It tells nothing that readers could not add up
 * themselves, so nothing about it need be proved.
 */
final class Joined {

  private final CountModel model;
  private final List<PublicationHistory.Release> releases;
  private final PublishedPeriod period;
  private final ReleaseKind kind;

  private Joined(
      CountModel model,
      List<PublicationHistory.Release> releases,
      PublishedPeriod period,
      ReleaseKind kind) {
    this.model = model;
    this.releases = releases;
    this.period = period;
    this.kind = kind;
  }

  /**
   * The newest releases that a period is made of, in order; none when it is not made of published
   * ones exactly.
   */
  static List<PublicationHistory.Release> parts(
      PublicationHistory history, PublishedPeriod period) {
    var parts = new ArrayList<PublicationHistory.Release>();
    var next = period.start();
    for (var release : history.newest().values()) {
      var its = release.period();
      if (!release.joined() && period.holds(its) && !its.equals(period)) {
        if (!its.start().equals(next)) {
          return List.of();
        }
        parts.add(release);
        next = its.end().plusDays(1);
      }
    }
    return next.equals(period.end().plusDays(1)) ? parts : List.of();
  }

  /** The cells of the joined period. */
  static SortedMap<CellKey, Shown> of(
      CountModel model,
      List<PublicationHistory.Release> releases,
      PublishedPeriod period,
      ReleaseKind kind) {
    return new Joined(model, releases, period, kind).cells();
  }

  private SortedMap<CellKey, Shown> cells() {
    var names = new TreeSet<>(model.published());
    var medians = new TreeSet<String>();
    for (var parts : model.parts().values()) {
      parts.sum().ifPresent(names::add);
      if (parts.denominator().isPresent() && parts.numerator().isEmpty()) {
        medians.add(parts.measure().id());
      }
    }
    var byPart = releases.stream().map(release -> byName(release, names)).toList();
    var cells = new TreeMap<CellKey, Shown>();
    byPart.stream()
        .flatMap(its -> its.keySet().stream())
        .distinct()
        .filter(
            cell ->
                model.counted().contains(cell.measure())
                    || !model.published().contains(cell.measure())
                    || byPart.stream().allMatch(its -> its.containsKey(cell)))
        .forEach(cell -> cells.put(cell, joined(cell, byPart)));
    releases.stream()
        .flatMap(release -> byName(release, medians).keySet().stream())
        .distinct()
        .forEach(cell -> cells.putIfAbsent(cell, Shown.HIDDEN));
    return cells;
  }

  /** Cells of a release as cells of the joined period. */
  private Map<CellKey, Shown> byName(PublicationHistory.Release release, Set<String> names) {
    var its = new HashMap<CellKey, Shown>();
    release
        .counts()
        .forEach(
            (cell, shown) -> {
              if (names.contains(cell.measure()) && !isOthers(cell)) {
                its.put(
                    new CellKey(cell.measure(), cell.population(), period.code(), kind.code()),
                    shown);
              }
            });
    return its;
  }

  /** The commissioners that are too small may be other ones each month. */
  private static boolean isOthers(CellKey cell) {
    var place = Spot.of(cell.population()).place();
    return place.type() == PlaceType.COMMISSIONER && place.code().equals(Place.OTHERS);
  }

  private Shown joined(CellKey cell, List<Map<CellKey, Shown>> byPart) {
    if (model.isLast(cell.measure())) {
      return Optional.ofNullable(byPart.get(byPart.size() - 1).get(cell)).orElse(Shown.HIDDEN);
    }
    var sum = 0L;
    for (var part : byPart) {
      if (part.get(cell) instanceof Shown.Count count) {
        sum += count.rounded();
      } else {
        return Shown.HIDDEN;
      }
    }
    return new Shown.Count(sum);
  }
}
