package parley.submissions.publication;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Measure.MeasureGroupPopulationComponent;
import parley.submissions.measure.MeasureDefinition;
import parley.submissions.measure.MeasureDefinition.Kind;
import parley.terminology.Systems;

/**
 * What a measure is made of.
 *
 * @param numerator a count; empty of means, medians and sums
 * @param denominator a count; empty of counts and sums
 * @param complement of a rate: those in the denominator and not in the numerator
 * @param sum name of what a mean or a sum adds up
 * @param step what such a sum is rounded to: no less than one person usually adds to it
 * @param weight how much its figure is missed when it is hidden; 1 unless the definition says more
 */
record MeasureParts(
    MeasureDefinition measure,
    Optional<Counted> numerator,
    Optional<Counted> denominator,
    Optional<Counted> complement,
    Optional<String> sum,
    long step,
    int weight) {

  private static final String NUMERATOR = "numerator";
  private static final String DENOMINATOR = "denominator";

  static MeasureParts of(MeasureDefinition measure) {
    var id = measure.id();
    var isCount = measure.kind() == Kind.COUNT || measure.kind() == Kind.RATE;
    var first = population(measure, NUMERATOR);
    var numerator =
        first.map(one -> Counted.of(one, measure.kind() == Kind.COUNT ? id : id + "-numerator"));
    var denominator =
        population(measure, DENOMINATOR).map(one -> Counted.of(one, id + "-denominator"));
    return new MeasureParts(
        measure,
        numerator.filter(one -> isCount),
        denominator,
        measure.kind() == Kind.RATE
            ? Optional.of(complement(measure, numerator))
            : Optional.empty(),
        measure.kind() == Kind.SUM || measure.kind() == Kind.MEAN
            ? Optional.of(sum(measure, first))
            : Optional.empty(),
        number(measure, "sum-step"),
        Math.toIntExact(number(measure, "publication-weight")));
  }

  /** Counts that the measure has itself. */
  List<Counted> counts() {
    var counts = new ArrayList<Counted>();
    numerator.ifPresent(counts::add);
    denominator.ifPresent(counts::add);
    return counts;
  }

  /** Counts that readers see with the measure. */
  List<Counted> published() {
    var published = counts();
    complement.ifPresent(published::add);
    return published;
  }

  /** Whether the measure has figures of a breakdown. */
  boolean has(String breakdown) {
    return measure.measure().getGroupFirstRep().getStratifier().stream()
        .anyMatch(one -> one.getCode().getText().equals(breakdown));
  }

  private static Counted complement(MeasureDefinition measure, Optional<Counted> numerator) {
    var named =
        measure
            .measure()
            .getGroupFirstRep()
            .getExtensionByUrl(Systems.structureDefinition("complement"));
    var name = named == null ? measure.id() + "-complement" : named.getValue().primitiveValue();
    var like = numerator.orElseThrow();
    return new Counted(name, like.stratifier(), like.stratum());
  }

  private static String sum(
      MeasureDefinition measure, Optional<MeasureGroupPopulationComponent> population) {
    var own = measure.kind() == Kind.SUM ? measure.id() : measure.id() + "-sum";
    return population.map(one -> Counted.of(one, own).count()).orElse(own);
  }

  private static long number(MeasureDefinition measure, String name) {
    var extension =
        measure.measure().getGroupFirstRep().getExtensionByUrl(Systems.structureDefinition(name));
    return extension == null ? 1 : ((IntegerType) extension.getValue()).getValue();
  }

  private static Optional<MeasureGroupPopulationComponent> population(
      MeasureDefinition measure, String expression) {
    return measure.measure().getGroupFirstRep().getPopulation().stream()
        .filter(one -> one.getCriteria().getExpression().equals(expression))
        .findFirst();
  }
}
