package parley.submissions.engine;

import java.util.Comparator;

/**
 * Whom a figure is of.
 *
 * @param level {@code provider} or {@code commissioner}
 * @param organisation ODS code as recorded; {@code not-known} for courses without a commissioner
 * @param stratifier {@code total}, {@code gender}, {@code age-group}, {@code ethnic-group} or
 *     {@code long-term-condition}
 * @param stratum value of the stratifier; {@code all} of the total
 */
public record CountedPopulation(
    String level, String organisation, String stratifier, String stratum)
    implements Comparable<CountedPopulation> {

  public static final String PROVIDER = "provider";
  public static final String COMMISSIONER = "commissioner";
  public static final String TOTAL = "total";
  public static final String ALL = "all";

  /** The provider before the commissioners, the total before its parts. */
  private static final Comparator<CountedPopulation> ORDER =
      Comparator.comparing((CountedPopulation one) -> !one.level.equals(PROVIDER))
          .thenComparing(CountedPopulation::organisation)
          .thenComparing(one -> !one.stratifier.equals(TOTAL))
          .thenComparing(CountedPopulation::stratifier)
          .thenComparing(CountedPopulation::stratum);

  /** All that an organisation has. */
  public static CountedPopulation total(String level, String organisation) {
    return new CountedPopulation(level, organisation, TOTAL, ALL);
  }

  @Override
  public int compareTo(CountedPopulation other) {
    return ORDER.compare(this, other);
  }
}
