package parley.submissions.publication;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.submissions.disclosure.CellKey;
import parley.submissions.disclosure.Shown;
import parley.submissions.measure.MeasureDefinition.Kind;

/**
 * Sums and medians fit to publish. A sum is rounded to a step no smaller than what one person
 * usually adds, so that two of them differ by nothing or by more than a person; a median is a whole
 * number. Both are hidden for fewer people than the rule asks, where their number is hidden, and
 * where the release before hid them.
 */
final class Statistics {

  private final ExactCounts exact;
  private final CountModel model;
  private final Map<CellKey, Shown> counts;
  private final PublicationOrder order;
  private final PublishedPeriod period;
  private final Map<CellKey, Shown> hiddenBefore = new HashMap<>();

  private Statistics(
      ExactCounts exact,
      CountModel model,
      Map<CellKey, Shown> counts,
      PublicationHistory history,
      PublishedPeriod period,
      PublicationOrder order) {
    this.exact = exact;
    this.model = model;
    this.counts = counts;
    this.order = order;
    this.period = period;
    for (var release : history.of(period)) {
      release
          .counts()
          .forEach(
              (cell, shown) -> {
                if (shown instanceof Shown.Hidden) {
                  hiddenBefore.put(key(cell.measure(), cell.population()), shown);
                }
              });
    }
  }

  /** The cells, by name of the sum or id of the measure. */
  static SortedMap<CellKey, Shown> of(
      ExactCounts exact,
      CountModel model,
      Places places,
      Breakdowns breakdowns,
      Map<CellKey, Shown> counts,
      PublicationHistory history,
      PublishedPeriod period,
      PublicationOrder order) {
    var statistics = new Statistics(exact, model, counts, history, period, order);
    var shown = new TreeMap<CellKey, Shown>();
    for (var parts : model.parts().values()) {
      if (parts.sum().isPresent()) {
        var sums = statistics.sums(parts);
        statistics.hideWhatGivesAway(parts, sums, places, breakdowns);
        sums.forEach((spot, one) -> shown.put(statistics.key(parts.sum().get(), spot), one));
      } else if (parts.measure().kind() == Kind.MEDIAN) {
        statistics
            .medians(parts)
            .forEach((spot, one) -> shown.put(statistics.key(parts.measure().id(), spot), one));
      }
    }
    return shown;
  }

  private Map<Spot, Shown> sums(MeasureParts parts) {
    var name = parts.sum().orElseThrow();
    var step = step(name);
    var sums = new TreeMap<Spot, Shown>();
    for (var spot : published()) {
      exact
          .sum(spot, name)
          .ifPresent(
              sum ->
                  sums.put(
                      spot,
                      isShown(name, people(parts), spot)
                          ? new Shown.Count(rounded(sum, step))
                          : Shown.HIDDEN));
    }
    return sums;
  }

  private Map<Spot, Shown> medians(MeasureParts parts) {
    var id = parts.measure().id();
    var medians = new TreeMap<Spot, Shown>();
    for (var spot : published()) {
      if (!isMade(spot.place())) {
        medians.put(
            spot,
            exact
                .median(spot, id)
                .filter(median -> isShown(id, people(parts), spot))
                .<Shown>map(median -> new Shown.Count(rounded(median, 1)))
                .orElse(Shown.HIDDEN));
      }
    }
    return medians;
  }

  private List<Spot> published() {
    return exact.counts().keySet().stream().filter(order::publishes).toList();
  }

  /** The median of several providers cannot be made of theirs. */
  private boolean isMade(Place place) {
    return exact.isMade(place);
  }

  private Counted people(MeasureParts parts) {
    return parts
        .denominator()
        .or(() -> model.peopleOf(parts.sum().orElseThrow()))
        .orElse(Counted.of(""));
  }

  private boolean isShown(String name, Counted people, Spot spot) {
    return exact.count(spot, people) >= order.rule().leastForMeans()
        && counts.get(key(people.count(), people.at(spot))) instanceof Shown.Count
        && !hiddenBefore.containsKey(key(name, spot));
  }

  /** The most that any measure of this sum asks for. */
  private long step(String sum) {
    return model.parts().values().stream()
        .filter(parts -> parts.sum().filter(sum::equals).isPresent())
        .mapToLong(MeasureParts::step)
        .max()
        .orElse(1);
  }

  /** A total goes when what its parts leave over is less than a step. */
  private void hideWhatGivesAway(
      MeasureParts measure, Map<Spot, Shown> sums, Places places, Breakdowns breakdowns) {
    var step = step(measure.sum().orElseThrow());
    for (var total : List.copyOf(sums.keySet())) {
      var siblings = new ArrayList<List<Spot>>();
      for (var made : places.sums().getOrDefault(total.place(), List.of())) {
        siblings.add(made.stream().map(total::in).toList());
      }
      if (total.isTotal()) {
        breakdowns
            .categories()
            .forEach(
                (breakdown, categories) ->
                    siblings.add(
                        categories.keySet().stream()
                            .map(one -> new Spot(total.place(), breakdown, one))
                            .toList()));
      }
      if (siblings.stream().anyMatch(parts -> givesAway(total, parts, sums, step))) {
        sums.put(total, Shown.HIDDEN);
      }
    }
  }

  private static boolean givesAway(Spot total, List<Spot> parts, Map<Spot, Shown> sums, long step) {
    if (!(sums.get(total) instanceof Shown.Count whole) || !sums.keySet().containsAll(parts)) {
      return false;
    }
    var left = whole.rounded();
    var rounded = 1;
    for (var part : parts) {
      if (sums.get(part) instanceof Shown.Count count) {
        left -= count.rounded();
        rounded++;
      }
    }
    return rounded <= parts.size() && left + rounded * step / 2 < step;
  }

  private static long rounded(BigDecimal value, long step) {
    return value
        .divide(BigDecimal.valueOf(step), 0, RoundingMode.HALF_UP)
        .multiply(BigDecimal.valueOf(step))
        .longValueExact();
  }

  private CellKey key(String name, Spot spot) {
    return key(name, spot.text());
  }

  private CellKey key(String name, String population) {
    return new CellKey(name, population, period.code(), order.kind().code());
  }
}
