package parley.submissions.publication;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Measure.MeasureGroupComponent;
import parley.submissions.measure.MeasureDefinition;
import parley.terminology.Systems;

/**
 * How the counts of the measures hang together, read from their definitions: which of them are the
 * same, which add up, what is carried from one month to the next.
 */
final class CountModel {

  /** What may be subtracted: a count is the sum of others, in every place. */
  record CountSum(String total, List<String> parts) {}

  /** What is there at the end is what was there before, and in, less out. */
  record Flow(String stock, List<String> in, List<String> out) {

    boolean isIn(Map<String, Long> counts) {
      return counts.containsKey(stock)
          && counts.keySet().containsAll(in)
          && counts.keySet().containsAll(out);
    }

    /** Who is there at the end or has left. */
    long after(Map<String, Long> counts) {
      return counts.get(stock) + out.stream().mapToLong(counts::get).sum();
    }

    /** Who must have been there before. */
    long before(Map<String, Long> counts) {
      return after(counts) - in.stream().mapToLong(counts::get).sum();
    }
  }

  private final Map<String, MeasureParts> parts = new LinkedHashMap<>();
  private final Set<String> counted = new LinkedHashSet<>();
  private final Set<String> published = new LinkedHashSet<>();
  private final Map<String, Double> weights = new HashMap<>();
  private final Set<String> last = new LinkedHashSet<>();
  private final List<CountSum> sums = new ArrayList<>();
  private final List<Flow> flows = new ArrayList<>();

  private CountModel() {}

  /** Reads the definitions; a fault in them is a fault of the build and is thrown. */
  static CountModel of(List<MeasureDefinition> measures) {
    var model = new CountModel();
    for (var measure : measures) {
      var its = MeasureParts.of(measure);
      model.parts.put(measure.id(), its);
      its.counts().forEach(one -> model.counted.add(one.count()));
      its.published().forEach(one -> model.publish(one, its.weight()));
      model.read(measure, its);
    }
    return model;
  }

  private void publish(Counted one, int weight) {
    published.add(one.count());
    if (one.stratifier().isEmpty()) {
      weights.merge(one.count(), (double) weight, Double::sum);
    }
  }

  private void read(MeasureDefinition measure, MeasureParts its) {
    var group = measure.measure().getGroupFirstRep();
    its.complement()
        .ifPresent(
            complement -> {
              if (complement.stratifier().isEmpty()) {
                sums.add(
                    new CountSum(
                        its.denominator().orElseThrow().count(),
                        List.of(its.numerator().orElseThrow().count(), complement.count())));
              }
            });
    for (var sum : group.getExtensionsByUrl(Systems.structureDefinition("count-sum"))) {
      var total = codes(sum, "total");
      sums.add(new CountSum(total.isEmpty() ? measure.id() : total.get(0), codes(sum, "part")));
    }
    for (var flow : group.getExtensionsByUrl(Systems.structureDefinition("count-flow"))) {
      flows.add(new Flow(measure.id(), codes(flow, "in"), codes(flow, "out")));
    }
    if (isLast(group)) {
      last.add(measure.id());
    }
  }

  private static boolean isLast(MeasureGroupComponent group) {
    var joined = group.getExtensionByUrl(Systems.structureDefinition("joined-by"));
    return joined != null && joined.getValue().primitiveValue().equals("last");
  }

  private static List<String> codes(Extension extension, String url) {
    return extension.getExtensionsByUrl(url).stream()
        .map(one -> one.getValue().primitiveValue())
        .toList();
  }

  /** The parts of each measure, by its id, in the order of the measures. */
  Map<String, MeasureParts> parts() {
    return parts;
  }

  /** Counts that the measures have themselves. */
  Set<String> counted() {
    return counted;
  }

  /** Counts that readers see: those, and who is in a denominator and not in its numerator. */
  Set<String> published() {
    return published;
  }

  /** How much is missed when a count is hidden: the figures that go with it. */
  double weight(String count) {
    return weights.getOrDefault(count, 1.0);
  }

  List<CountSum> sums() {
    return sums;
  }

  List<Flow> flows() {
    return flows;
  }

  /** Whether a longer period has the count of its last part, and not the sum of all. */
  boolean isLast(String count) {
    return last.contains(count);
  }

  /** The number of people or things that a sum is of; empty when no measure says. */
  Optional<Counted> peopleOf(String sum) {
    return parts.values().stream()
        .filter(its -> its.sum().filter(sum::equals).isPresent())
        .flatMap(its -> its.denominator().stream())
        .findFirst();
  }
}
