package parley.submissions.publication;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import parley.submissions.disclosure.SmallNumberRule;

/**
 * How figures are to be published.
 *
 * @param kind primary or refresh
 * @param rule threshold, base and least number for means
 * @param icbs the ICB of each sub-ICB location, by ODS code; a commissioner that is not named
 *     belongs to none
 * @param names of organisations, by ODS code, for the page; a code without a name stands for itself
 * @param brokenDown the types of place that are broken down by gender, age and so on; the others
 *     have their totals only. Of several providers published together only all together are
 * @param leastPlace referrals in the period that a commissioner needs to be published by name;
 *     smaller ones are published together, when together they are so many
 * @param leastBrokenDown referrals in the period that every provider needs for any to be broken
 *     down
 */
public record PublicationOrder(
    ReleaseKind kind,
    SmallNumberRule rule,
    SortedMap<String, String> icbs,
    SortedMap<String, String> names,
    Set<PlaceType> brokenDown,
    int leastPlace,
    int leastBrokenDown) {

  /**
   * What a provider does for one commissioner, broken down once more, is mostly under 5: it shows
   * little and hides much else.
   */
  public static final Set<PlaceType> BROKEN_DOWN = Set.of(PlaceType.ALL, PlaceType.PROVIDER);

  /** A judgement of Parley: of fewer, most counts of a month are small. */
  public static final int LEAST_PLACE = 50;

  /** A judgement of Parley: of fewer, most counts of groups are small. */
  public static final int LEAST_BROKEN_DOWN = 500;

  public PublicationOrder {
    brokenDown = Set.copyOf(brokenDown);
    icbs = Collections.unmodifiableSortedMap(new TreeMap<>(icbs));
    names = Collections.unmodifiableSortedMap(new TreeMap<>(names));
  }

  /** By the rule of the Talking Therapies publications, without ICBs and names. */
  public static PublicationOrder of(ReleaseKind kind) {
    return new PublicationOrder(
        kind,
        SmallNumberRule.TALKING_THERAPIES,
        new TreeMap<>(),
        new TreeMap<>(),
        BROKEN_DOWN,
        LEAST_PLACE,
        LEAST_BROKEN_DOWN);
  }

  /** The same with ICBs. */
  public PublicationOrder withIcbs(Map<String, String> given) {
    return new PublicationOrder(
        kind, rule, new TreeMap<>(given), names, brokenDown, leastPlace, leastBrokenDown);
  }

  /** The same with names. */
  public PublicationOrder withNames(Map<String, String> given) {
    return new PublicationOrder(
        kind, rule, icbs, new TreeMap<>(given), brokenDown, leastPlace, leastBrokenDown);
  }

  /** The same with another rule. */
  public PublicationOrder withRule(SmallNumberRule other) {
    return new PublicationOrder(kind, other, icbs, names, brokenDown, leastPlace, leastBrokenDown);
  }

  /** The same with other types of place broken down. */
  public PublicationOrder withBrokenDown(Set<PlaceType> other) {
    return new PublicationOrder(kind, rule, icbs, names, other, leastPlace, leastBrokenDown);
  }

  /** The same with another least size of a commissioner. */
  public PublicationOrder withLeastPlace(int other) {
    return new PublicationOrder(kind, rule, icbs, names, brokenDown, other, leastBrokenDown);
  }

  /** The same with another least size of providers that are broken down. */
  public PublicationOrder withLeastBrokenDown(int other) {
    return new PublicationOrder(kind, rule, icbs, names, brokenDown, leastPlace, other);
  }

  /** Whether anything is published of it. */
  boolean publishes(Spot spot) {
    return spot.place().type() != PlaceType.PROVIDER_AND_COMMISSIONER && spot.isTotal()
        || brokenDown.contains(spot.place().type());
  }

  Optional<String> icb(String commissioner) {
    return Optional.ofNullable(icbs.get(commissioner));
  }

  /** Name of an organisation, or its code. */
  String name(String code) {
    return names.getOrDefault(code, code);
  }
}
