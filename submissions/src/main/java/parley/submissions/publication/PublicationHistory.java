package parley.submissions.publication;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import parley.submissions.disclosure.CellKey;
import parley.submissions.disclosure.Shown;

/**
 * What was published before of one set of providers, as it was published: it cannot be taken back.
 * Holds nothing that was not shown.
 *
 * @param releases in the order in which they were published
 */
public record PublicationHistory(List<Release> releases) {

  public static final PublicationHistory NONE = new PublicationHistory(List.of());

  public PublicationHistory {
    releases = List.copyOf(releases);
    if (releases.stream().map(Release::providers).distinct().count() > 1) {
      throw new IllegalArgumentException("a history is of one set of providers");
    }
  }

  /**
   * One publication.
   *
   * @param joined whether it was made of earlier ones
   * @param counts counts and sums by cell, as shown
   */
  public record Release(
      PublishedPeriod period, ReleaseKind kind, boolean joined, SortedMap<CellKey, Shown> counts) {
    public Release {
      counts = Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** Codes of the providers that it is of; each has cells of its own. */
    Set<String> providers() {
      var start = PlaceType.PROVIDER.code() + '|';
      return counts.keySet().stream()
          .map(CellKey::population)
          .filter(population -> population.startsWith(start))
          .map(population -> population.substring(start.length()))
          .map(rest -> rest.substring(0, rest.indexOf('|')))
          .collect(Collectors.toSet());
    }

    private Release under(UnaryOperator<String> code) {
      var renamed = new TreeMap<CellKey, Shown>();
      counts.forEach((cell, shown) -> renamed.put(under(code, cell), shown));
      return new Release(period, kind, joined, renamed);
    }

    private static CellKey under(UnaryOperator<String> code, CellKey cell) {
      var parts = cell.population().split("[|]", 3);
      return parts.length == 3 && parts[0].equals(PlaceType.PROVIDER.code())
          ? new CellKey(
              cell.measure(),
              String.join("|", parts[0], code.apply(parts[1]), parts[2]),
              cell.period(),
              cell.release())
          : cell;
    }
  }

  /**
   * The history under other codes of its providers.
   *
   * @param code the code that a provider has now, of one that it had
   */
  public PublicationHistory under(UnaryOperator<String> code) {
    return new PublicationHistory(releases.stream().map(it -> it.under(code)).toList());
  }

  /** The history with one release more. */
  public PublicationHistory with(Release release) {
    var all = new ArrayList<>(releases);
    all.add(release);
    return new PublicationHistory(all);
  }

  /** Whether it may be asked about these providers: it is of them together, or of nobody yet. */
  boolean isOf(Set<String> providers) {
    return releases.isEmpty() || releases.get(0).providers().equals(providers);
  }

  /** Releases of a period, the earliest first. */
  List<Release> of(PublishedPeriod period) {
    return releases.stream().filter(release -> release.period().equals(period)).toList();
  }

  /** The newest release of a period. */
  Optional<Release> newest(PublishedPeriod period) {
    var all = of(period);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** The newest release of the counted period that ends the day before this one. */
  Optional<Release> endingBefore(PublishedPeriod period) {
    return newest().values().stream()
        .filter(release -> !release.joined())
        .filter(release -> release.period().end().plusDays(1).equals(period.start()))
        .findFirst();
  }

  Map<PublishedPeriod, Release> newest() {
    var newest = new TreeMap<PublishedPeriod, Release>();
    releases.forEach(release -> newest.put(release.period(), release));
    return newest;
  }
}
