package parley.submissions.publication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import parley.submissions.disclosure.CellKey;
import parley.submissions.disclosure.CountTable;
import parley.submissions.disclosure.Shown;
import parley.submissions.disclosure.Sum;
import parley.submissions.disclosure.Wishes;

/**
 * Exact counts as a table of cells with every sum that a reader knows: categories and their total,
 * places and what they are part of, measures and what they are made of, and what is carried over
 * from the month before.
 */
final class CountCells {

  private static final String TOTALS = "totals";
  private static final double OF_A_PART = 0.1;
  private static final double OF_A_GROUP = 0.01;

  private final ExactCounts exact;
  private final CountModel model;
  private final Places places;
  private final Breakdowns breakdowns;
  private final PublicationHistory history;
  private final PublishedPeriod period;
  private final PublicationOrder order;

  private final TreeMap<CellKey, Long> counts = new TreeMap<>();
  private final List<Sum> sums = new ArrayList<>();
  private final Set<CellKey> unseen = new HashSet<>();
  private final Set<CellKey> guarded = new HashSet<>();
  private final Set<CellKey> hide = new HashSet<>();
  private final Set<CellKey> under = new HashSet<>();
  private final Map<CellKey, String> blocks = new HashMap<>();
  private final Map<CellKey, Shown> before = new HashMap<>();
  private final Map<CellKey, CellKey> wholes = new HashMap<>();
  private final Map<CellKey, Double> weights = new HashMap<>();
  private final Map<Spot, String> texts = new HashMap<>();

  private CountCells(
      ExactCounts exact,
      CountModel model,
      Places places,
      Breakdowns breakdowns,
      PublicationHistory history,
      PublishedPeriod period,
      PublicationOrder order) {
    this.exact = exact;
    this.model = model;
    this.places = places;
    this.breakdowns = breakdowns;
    this.history = history;
    this.period = period;
    this.order = order;
  }

  /**
   * Cells, sums and what else is to be kept to.
   *
   * @param fault a total that its parts do not add up to; then the table is empty
   */
  record Made(CountTable table, Wishes wishes, Optional<CellKey> fault) {}

  static Made of(
      ExactCounts exact,
      CountModel model,
      Places places,
      Breakdowns breakdowns,
      PublicationHistory history,
      PublishedPeriod period,
      PublicationOrder order) {
    var cells = new CountCells(exact, model, places, breakdowns, history, period, order);
    exact.counts().forEach(cells::counts);
    exact.counts().keySet().forEach(cells::measureSums);
    cells.placeSums();
    cells.carriedOver();
    cells.sayBefore();
    var fault = cells.fault();
    return fault.isPresent()
        ? new Made(new CountTable(new TreeMap<>(), List.of()), Wishes.NONE, fault)
        : new Made(
            new CountTable(cells.counts, cells.sums),
            new Wishes(
                cells.unseen,
                cells.guarded,
                cells.hide,
                cells.under,
                cells.blocks,
                cells.before,
                cells.wholes,
                cells.weights),
            fault);
  }

  private Optional<CellKey> fault() {
    return sums.stream()
        .filter(sum -> counts.get(sum.total()) != sum.parts().stream().mapToLong(counts::get).sum())
        .map(Sum::total)
        .findFirst();
  }

  private void counts(Spot spot, Map<String, Long> its) {
    if (!order.publishes(spot)) {
      return;
    }
    its.forEach(
        (count, value) -> {
          var key = key(count, spot);
          counts.put(key, value);
          blocks.put(key, spot.isTotal() ? TOTALS : spot.placeText() + '|' + spot.breakdown());
          var isUnder =
              !spot.isTotal()
                  && exact.counts().get(Spot.total(spot.place())).getOrDefault(count, 0L)
                      < order.rule().threshold();
          if (isUnder) {
            under.add(key);
          }
          if (!model.published().contains(count)) {
            unseen.add(key);
          }
          weights.put(key, model.weight(count) * weight(spot));
          if (!spot.isTotal()) {
            wholes.put(key, key(count, Spot.total(spot.place())));
          }
        });
    for (var parts : model.parts().values()) {
      if (parts.complement().isPresent()) {
        hideByComplement(parts, spot);
      }
    }
  }

  /** Of a place as a whole more is missed than of its parts, and of groups the least. */
  private static double weight(Spot spot) {
    if (!spot.isTotal()) {
      return OF_A_GROUP;
    }
    return spot.place().type() == PlaceType.COMMISSIONER || spot.place().type() == PlaceType.ICB
        ? OF_A_PART
        : 1;
  }

  /**
   * A percentage is hidden when its complement is small: so is its numerator, or readers divide.
   */
  private void hideByComplement(MeasureParts parts, Spot spot) {
    var numerator = parts.numerator().orElseThrow();
    var at = numerator.at(spot);
    var its = exact.counts().get(at);
    if (!spot.isTotal() && numerator.stratifier().isPresent()
        || its == null
        || !order.publishes(at)) {
      return;
    }
    var complement = its.get(parts.complement().orElseThrow().count());
    if (complement != null && complement < order.rule().threshold()) {
      hide.add(key(numerator.count(), at));
    }
  }

  private void measureSums(Spot spot) {
    for (var sum : model.sums()) {
      add(sum.total(), spot, sum.parts().stream().map(part -> key(part, spot)).toList());
    }
    if (spot.isTotal()) {
      for (var count : exact.counts().get(spot).keySet()) {
        breakdowns
            .categories()
            .forEach(
                (breakdown, categories) ->
                    add(
                        count,
                        spot,
                        categories.keySet().stream()
                            .map(one -> key(count, new Spot(spot.place(), breakdown, one)))
                            .toList()));
      }
    }
  }

  private void placeSums() {
    places
        .sums()
        .forEach(
            (place, ways) ->
                exact
                    .counts()
                    .forEach(
                        (spot, its) -> {
                          if (spot.place().equals(place)) {
                            ways.forEach(parts -> placeSums(spot, its.keySet(), parts));
                          }
                        }));
  }

  private void placeSums(Spot spot, Set<String> its, List<Place> parts) {
    for (var count : its) {
      add(count, spot, parts.stream().map(part -> key(count, spot.in(part))).toList());
    }
  }

  /** A sum of counts that readers see, or at which they get by subtraction within a place. */
  private void add(String total, Spot spot, List<CellKey> parts) {
    var key = key(total, spot);
    var seenAlone = !unseen.contains(key) || isWithin(spot, parts);
    if (seenAlone && counts.containsKey(key) && counts.keySet().containsAll(parts)) {
      sums.add(new Sum(key, parts));
    }
  }

  /** Differences add up by themselves; only what they are the difference of has to be declared. */
  private static boolean isWithin(Spot spot, List<CellKey> parts) {
    var text = spot.text();
    return parts.stream().allMatch(part -> part.population().equals(text));
  }

  /** Who waited, and came, and was treated or left, is who waits: the month before is known. */
  private void carriedOver() {
    var earlier = history.endingBefore(period);
    if (earlier.isEmpty()) {
      return;
    }
    for (var flow : model.flows()) {
      exact.counts().forEach((spot, its) -> carriedOver(flow, spot, its, earlier.get()));
    }
  }

  private void carriedOver(
      CountModel.Flow flow, Spot spot, Map<String, Long> its, PublicationHistory.Release earlier) {
    var was =
        earlier
            .counts()
            .get(
                new CellKey(
                    flow.stock(), text(spot), earlier.period().code(), earlier.kind().code()));
    if (was == null || !order.publishes(spot) || !flow.isIn(its) || flow.before(its) < 0) {
      return; // Below 0 it was corrected since: what the reader works out is wrong.
    }
    var after = flow.after(its);
    var then = flow.before(its);
    var all = unseen(flow.stock() + "-carried", spot, after);
    var old = unseen(flow.stock() + "-before", spot, then);
    var leave = new ArrayList<CellKey>(List.of(key(flow.stock(), spot)));
    flow.out().forEach(one -> leave.add(key(one, spot)));
    var come = new ArrayList<CellKey>(List.of(old));
    flow.in().forEach(one -> come.add(key(one, spot)));
    sums.add(new Sum(all, leave));
    sums.add(new Sum(all, come));
    before.put(old, was);
    if (was instanceof Shown.Hidden) {
      guarded.add(old);
    }
  }

  private CellKey unseen(String name, Spot spot, long value) {
    var key = key(name, spot);
    counts.put(key, value);
    unseen.add(key);
    return key;
  }

  /** What an earlier release of the period hid stays hidden; what it showed is known. */
  private void sayBefore() {
    for (var release : history.of(period)) {
      release
          .counts()
          .forEach(
              (cell, shown) -> {
                var key =
                    new CellKey(
                        cell.measure(), cell.population(), period.code(), order.kind().code());
                if (counts.containsKey(key)) {
                  before.put(key, shown);
                  if (shown instanceof Shown.Hidden) {
                    hide.add(key);
                  }
                }
              });
    }
  }

  private CellKey key(String count, Spot spot) {
    return new CellKey(count, text(spot), period.code(), order.kind().code());
  }

  private String text(Spot spot) {
    return texts.computeIfAbsent(spot, Spot::text);
  }
}
