package parley.submissions.publication;

import java.util.Comparator;

/**
 * Whom a figure is of: an organisation, two, or all.
 *
 * @param code ODS code as recorded; provider and commissioner with a slash between; {@code all}
 */
public record Place(PlaceType type, String code) implements Comparable<Place> {

  /** Code of the commissioners that are too small to be published by name. */
  public static final String OTHERS = "other";

  public static final Place ALL = new Place(PlaceType.ALL, "all");

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::type).thenComparing(Place::code);

  static Place provider(String code) {
    return new Place(PlaceType.PROVIDER, code);
  }

  static Place commissioner(String code) {
    return new Place(PlaceType.COMMISSIONER, code);
  }

  static Place icb(String code) {
    return new Place(PlaceType.ICB, code);
  }

  static Place both(String provider, String commissioner) {
    return new Place(PlaceType.PROVIDER_AND_COMMISSIONER, provider + '/' + commissioner);
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
