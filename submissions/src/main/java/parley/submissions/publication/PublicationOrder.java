package parley.submissions.publication;

import java.util.Map;
import java.util.Optional;
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
 */
public record PublicationOrder(
    ReleaseKind kind,
    SmallNumberRule rule,
    SortedMap<String, String> icbs,
    SortedMap<String, String> names) {
  public PublicationOrder {
    icbs = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(icbs));
    names = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(names));
  }

  /** By the rule of the Talking Therapies publications, without ICBs and names. */
  public static PublicationOrder of(ReleaseKind kind) {
    return new PublicationOrder(
        kind, SmallNumberRule.TALKING_THERAPIES, new TreeMap<>(), new TreeMap<>());
  }

  /** The same with ICBs. */
  public PublicationOrder withIcbs(Map<String, String> given) {
    return new PublicationOrder(kind, rule, new TreeMap<>(given), names);
  }

  /** The same with names. */
  public PublicationOrder withNames(Map<String, String> given) {
    return new PublicationOrder(kind, rule, icbs, new TreeMap<>(given));
  }

  /** The same with another rule. */
  public PublicationOrder withRule(SmallNumberRule other) {
    return new PublicationOrder(kind, other, icbs, names);
  }

  Optional<String> icb(String commissioner) {
    return Optional.ofNullable(icbs.get(commissioner));
  }

  /** Name of an organisation, or its code. */
  String name(String code) {
    return names.getOrDefault(code, code);
  }
}
