package parley.submissions.publication;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.submissions.measure.Figure;
import parley.submissions.measure.Figures;

/** Everything that is counted, exactly, by where and by name. Not for publication. */
final class ExactCounts {

  private final SortedMap<Spot, Map<String, Long>> counts = new TreeMap<>();
  private final SortedMap<Spot, Map<String, BigDecimal>> sums = new TreeMap<>();
  private final SortedMap<Spot, Map<String, BigDecimal>> medians = new TreeMap<>();
  private final CountModel model;
  private final Places places;

  private ExactCounts(CountModel model, Places places) {
    this.model = model;
    this.places = places;
  }

  /** A count that measures disagree about, or that does not add up. */
  record Fault(String count, Spot spot) {}

  /** What came of gathering. */
  record Gathered(ExactCounts counts, Optional<Fault> fault) {}

  static Gathered of(
      List<Figures> figures, CountModel model, Places places, Breakdowns breakdowns) {
    var exact = new ExactCounts(model, places);
    for (var one : figures) {
      for (var figure : one.all()) {
        var fault = exact.add(one.facts().provider(), figure);
        if (fault.isPresent()) {
          return new Gathered(exact, fault);
        }
      }
    }
    exact.fill(breakdowns);
    exact.together();
    return new Gathered(exact, exact.derive());
  }

  private Optional<Fault> add(String provider, Figure figure) {
    var population = figure.population();
    var spot =
        new Spot(places.of(provider, population), population.stratifier(), population.stratum());
    var parts = model.parts().get(figure.measure().id());
    var its = counts.computeIfAbsent(spot, none -> new HashMap<>());
    if (parts.sum().isPresent()) {
      figure
          .numerator()
          .ifPresent(
              sum ->
                  sums.computeIfAbsent(spot, none -> new HashMap<>()).put(parts.sum().get(), sum));
    }
    if (parts.measure().kind() == parley.submissions.measure.MeasureDefinition.Kind.MEDIAN) {
      figure
          .value()
          .ifPresent(
              median ->
                  medians
                      .computeIfAbsent(spot, none -> new HashMap<>())
                      .put(figure.measure().id(), median));
    }
    for (var both : both(parts, figure)) {
      var at = both.counted().at(spot);
      var known = at.equals(spot) ? its : counts.computeIfAbsent(at, none -> new HashMap<>());
      var before = known.putIfAbsent(both.counted().count(), both.count());
      if (before != null && before != both.count()) {
        return Optional.of(new Fault(both.counted().count(), at));
      }
    }
    return Optional.empty();
  }

  private record Both(Counted counted, long count) {}

  private static List<Both> both(MeasureParts parts, Figure figure) {
    var both = new ArrayList<Both>();
    if (parts.numerator().isPresent() && figure.numerator().isPresent()) {
      both.add(new Both(parts.numerator().get(), figure.numerator().get().longValueExact()));
    }
    if (parts.denominator().isPresent() && figure.denominator().isPresent()) {
      both.add(new Both(parts.denominator().get(), figure.denominator().get().longValueExact()));
    }
    return both;
  }

  /** What nobody was found for is 0: a missing row would say so. */
  private void fill(Breakdowns breakdowns) {
    var all = new TreeSet<Place>();
    counts.keySet().forEach(spot -> all.add(spot.place()));
    for (var place : all) {
      for (var parts : model.parts().values()) {
        fill(Spot.total(place), parts);
        breakdowns
            .categories()
            .forEach(
                (breakdown, categories) -> {
                  if (parts.has(breakdown)) {
                    categories
                        .keySet()
                        .forEach(category -> fill(new Spot(place, breakdown, category), parts));
                  }
                });
      }
    }
  }

  private void fill(Spot spot, MeasureParts parts) {
    for (var counted : parts.counts()) {
      counts
          .computeIfAbsent(counted.at(spot), none -> new HashMap<>())
          .putIfAbsent(counted.count(), 0L);
    }
    parts
        .sum()
        .ifPresent(
            sum ->
                sums.computeIfAbsent(spot, none -> new HashMap<>())
                    .putIfAbsent(sum, BigDecimal.ZERO));
  }

  /** Places that are made of others. */
  private void together() {
    var bySpot = new HashMap<Place, Set<Spot>>();
    counts
        .keySet()
        .forEach(spot -> bySpot.computeIfAbsent(spot.place(), none -> new TreeSet<>()).add(spot));
    places
        .made()
        .forEach(
            (place, parts) -> {
              for (var part : parts) {
                for (var spot : bySpot.getOrDefault(part, Set.of())) {
                  var total = counts.computeIfAbsent(spot.in(place), none -> new HashMap<>());
                  bySpot.computeIfAbsent(place, none -> new TreeSet<>()).add(spot.in(place));
                  counts.get(spot).forEach((count, value) -> total.merge(count, value, Long::sum));
                  var totals = sums.computeIfAbsent(spot.in(place), none -> new HashMap<>());
                  sums.getOrDefault(spot, Map.of())
                      .forEach((sum, value) -> totals.merge(sum, value, BigDecimal::add));
                  if (parts.size() == 1 && medians.containsKey(spot)) {
                    medians.put(spot.in(place), medians.get(spot));
                  }
                }
              }
            });
  }

  /** Counts that no measure has and that readers get at by subtraction. */
  private Optional<Fault> derive() {
    for (var entry : counts.entrySet()) {
      var its = entry.getValue();
      for (var sum : model.sums()) {
        var missing = sum.parts().stream().filter(part -> !its.containsKey(part)).toList();
        var parts = sum.parts().stream().filter(its::containsKey).mapToLong(its::get).sum();
        var total = its.get(sum.total());
        if (total != null && missing.size() == 1 && !model.counted().contains(missing.get(0))) {
          if (parts > total) {
            return Optional.of(new Fault(sum.total(), entry.getKey()));
          }
          its.put(missing.get(0), total - parts);
        } else if (total == null && missing.isEmpty() && !model.counted().contains(sum.total())) {
          its.put(sum.total(), parts);
        } else if (total != null && missing.isEmpty() && parts != total) {
          return Optional.of(new Fault(sum.total(), entry.getKey()));
        }
      }
    }
    return Optional.empty();
  }

  /** Counts by where and name, those got at by subtraction too. */
  SortedMap<Spot, Map<String, Long>> counts() {
    return counts;
  }

  long count(Spot spot, Counted counted) {
    return counts.get(counted.at(spot)).getOrDefault(counted.count(), 0L);
  }

  Optional<BigDecimal> sum(Spot spot, String sum) {
    return Optional.ofNullable(sums.getOrDefault(spot, Map.of()).get(sum));
  }

  /** The median; empty where there is none, and of places that are made of others. */
  Optional<BigDecimal> median(Spot spot, String measure) {
    return Optional.ofNullable(medians.getOrDefault(spot, Map.of()).get(measure));
  }

  /** Whether a place is the sum of several, of which no median can be made. */
  boolean isMade(Place place) {
    return places.made().getOrDefault(place, List.of()).size() > 1;
  }
}
