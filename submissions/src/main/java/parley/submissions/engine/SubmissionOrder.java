package parley.submissions.engine;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import parley.submissions.rule.SubmissionFacts;

/**
 * What is to be made.
 *
 * @param facts provider, sender, reporting period; {@link SubmissionFacts#submitted()} is written
 *     as DateTimeDatSetCreate
 * @param system PRIMARY DATA COLLECTION SYSTEM IN USE, at most 20 characters
 * @param succession ODS codes that went over into others, old to new: courses that are recorded
 *     under a code that the provider had before are the provider's, with the keys they always had
 */
public record SubmissionOrder(
    SubmissionFacts facts, String system, Map<String, String> succession) {

  public SubmissionOrder {
    succession = Map.copyOf(succession);
  }

  /** A provider that never had another code. */
  public SubmissionOrder(SubmissionFacts facts, String system) {
    this(facts, system, Map.of());
  }

  /** The provider's code and every code that went over into it, at once or by others. */
  public Set<String> providerCodes() {
    return providerCodes(facts.provider(), succession);
  }

  /** As {@link #providerCodes()}, without an order. */
  public static Set<String> providerCodes(String provider, Map<String, String> succession) {
    var codes = new TreeSet<String>(Set.of(provider));
    for (boolean more = true; more; ) {
      more = false;
      for (var step : succession.entrySet()) {
        if (codes.contains(step.getValue())) {
          more |= codes.add(step.getKey());
        }
      }
    }
    return codes;
  }
}
