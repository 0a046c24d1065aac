package parley.submissions.publication;

import java.util.Comparator;
import parley.submissions.disclosure.CellKey;
import parley.submissions.engine.CountedPopulation;

/**
 * A place with a category of a breakdown: where all measures are counted.
 *
 * @param breakdown {@code total} or a stratifier of the measures
 * @param category {@code all} of the total
 */
record Spot(Place place, String breakdown, String category) implements Comparable<Spot> {

  private static final Comparator<Spot> ORDER =
      Comparator.comparing(Spot::place)
          .thenComparing(one -> !one.isTotal())
          .thenComparing(Spot::breakdown)
          .thenComparing(Spot::category);

  static Spot total(Place place) {
    return new Spot(place, CountedPopulation.TOTAL, CountedPopulation.ALL);
  }

  boolean isTotal() {
    return breakdown.equals(CountedPopulation.TOTAL);
  }

  /** The same category elsewhere. */
  Spot in(Place other) {
    return new Spot(other, breakdown, category);
  }

  /** As the population of a {@link CellKey}; {@link #of} reads it. */
  String text() {
    return placeText() + '|' + categoryText();
  }

  String placeText() {
    return place.type().code() + '|' + place.code();
  }

  String categoryText() {
    return breakdown + '|' + category;
  }

  static Spot of(String text) {
    var parts = text.split("\\|", -1);
    if (parts.length != 4) {
      throw new IllegalArgumentException("a population has four parts");
    }
    var type =
        PlaceType.of(parts[0])
            .orElseThrow(() -> new IllegalArgumentException("no such type of place"));
    return new Spot(new Place(type, parts[1]), parts[2], parts[3]);
  }

  @Override
  public int compareTo(Spot other) {
    return ORDER.compare(this, other);
  }
}
