package parley.submissions.publication;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import parley.submissions.engine.CountedPopulation;
import parley.submissions.measure.Figures;

/**
 * The places of a publication and how they add up: providers and all together; commissioners, the
 * small ones as one; ICBs none of whose commissioners is among those.
 */
final class Places {

  /** By what a place is large or small. */
  private static final String REFERRALS = "M001";

  private final boolean several;
  private final Set<Place> providers = new TreeSet<>();
  private final Map<Place, Set<Place>> commissioners = new TreeMap<>();
  private final Map<Place, Set<Place>> icbs = new TreeMap<>();

  private Places(boolean several) {
    this.several = several;
  }

  /**
   * @param before commissioners that an earlier release of the period published by name; they are
   *     the same again, or the two releases would tell of those who changed
   */
  static Places of(List<Figures> figures, PublicationOrder order, Optional<Set<String>> before) {
    var places = new Places(figures.size() > 1);
    var sizes = new TreeMap<String, BigDecimal>();
    for (var one : figures) {
      places.providers.add(Place.provider(one.facts().provider()));
      for (var figure : one.all()) {
        var population = figure.population();
        if (population.level().equals(CountedPopulation.COMMISSIONER)) {
          var isSize =
              figure.measure().id().equals(REFERRALS)
                  && population.stratifier().equals(CountedPopulation.TOTAL);
          sizes.merge(
              population.organisation(),
              isSize ? figure.numerator().orElse(BigDecimal.ZERO) : BigDecimal.ZERO,
              BigDecimal::add);
        }
      }
    }
    before.ifPresent(named -> named.forEach(one -> sizes.putIfAbsent(one, BigDecimal.ZERO)));
    var named = before.orElseGet(() -> named(sizes, order.leastPlace()));
    if (!named.isEmpty()) {
      for (var commissioner : sizes.keySet()) {
        places.commissioner(figures, commissioner, named);
      }
      places.boards(sizes.keySet(), named, order);
    }
    return places;
  }

  /** Large ones, so that the others together are large as well; none when they never are. */
  private static Set<String> named(Map<String, BigDecimal> sizes, int leastPlace) {
    var least = BigDecimal.valueOf(leastPlace);
    var named = new TreeSet<String>();
    var others = BigDecimal.ZERO;
    var bySize =
        sizes.entrySet().stream()
            .sorted(
                Map.Entry.<String, BigDecimal>comparingByValue(Comparator.naturalOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    var hasOthers = false;
    for (var one : bySize) {
      var isSmall = one.getValue().compareTo(least) < 0;
      if (isSmall || hasOthers && others.compareTo(least) < 0) {
        others = others.add(one.getValue());
        hasOthers = true;
      } else {
        named.add(one.getKey());
      }
    }
    return hasOthers && others.compareTo(least) < 0 ? Set.of() : named;
  }

  private void commissioner(List<Figures> figures, String commissioner, Set<String> named) {
    var place = Place.commissioner(named.contains(commissioner) ? commissioner : Place.OTHERS);
    var its = commissioners.computeIfAbsent(place, none -> new TreeSet<>());
    figures.forEach(one -> its.add(Place.both(one.facts().provider(), commissioner)));
  }

  private void boards(Set<String> all, Set<String> named, PublicationOrder order) {
    for (var commissioner : all) {
      order
          .icb(commissioner)
          .ifPresent(
              icb ->
                  icbs.computeIfAbsent(Place.icb(icb), none -> new TreeSet<>())
                      .add(Place.commissioner(commissioner)));
    }
    icbs.values().removeIf(its -> !its.stream().map(Place::code).allMatch(named::contains));
  }

  /** Where a figure counts as it is; commissioners are the sum of such. */
  Place of(String provider, CountedPopulation population) {
    return population.level().equals(CountedPopulation.PROVIDER)
        ? Place.provider(provider)
        : Place.both(provider, population.organisation());
  }

  /** Each place that is the sum of others; a place after those that it is made of. */
  Map<Place, List<Place>> made() {
    var made = new LinkedHashMap<Place, List<Place>>();
    commissioners.forEach((place, its) -> made.put(place, List.copyOf(its)));
    icbs.forEach((place, its) -> made.put(place, List.copyOf(its)));
    if (several) {
      made.put(Place.ALL, List.copyOf(providers));
    }
    return made;
  }

  /** What readers can add up: each place with what makes it up, in one way or two. */
  Map<Place, List<List<Place>>> sums() {
    var sums = new LinkedHashMap<Place, List<List<Place>>>();
    icbs.forEach((place, its) -> sums.put(place, List.of(List.copyOf(its))));
    var whole = several ? Place.ALL : providers.iterator().next();
    var ways = new ArrayList<List<Place>>();
    if (several) {
      ways.add(List.copyOf(providers));
    }
    if (!commissioners.isEmpty()) {
      ways.add(List.copyOf(commissioners.keySet()));
    }
    sums.put(whole, ways);
    return sums;
  }
}
