package parley.submissions.measure;

import org.hl7.fhir.r4.model.Measure;
import parley.submissions.engine.MeasureQuery;

/**
 * A measure with the SQL that gives its figures.
 *
 * @param measure the definition: words, populations, source
 * @param kind how its value is made
 * @param sql a query over the tables of the measures
 */
public record MeasureDefinition(Measure measure, Kind kind, String sql) {

  /** How a value is made of numerator and denominator. */
  public enum Kind {
    /** The numerator itself. */
    COUNT,
    /** Numerator over denominator, per cent. */
    RATE,
    /** A sum over a population. */
    SUM,
    /** A sum over the number that it is made of. */
    MEAN,
    /** The statistic of the query. */
    MEDIAN
  }

  /** Its id, such as {@code M192}. */
  public String id() {
    return measure.getIdPart();
  }

  /** What is asked of the tables. */
  public MeasureQuery query() {
    return new MeasureQuery(id(), sql);
  }

  /** Kind by {@code scoring} and {@code rateAggregation}. */
  static Kind kindOf(Measure measure) {
    var scoring = measure.getScoring().getCodingFirstRep().getCode();
    return switch (scoring) {
      case "cohort" -> Kind.COUNT;
      case "proportion" -> Kind.RATE;
      case "continuous-variable" ->
          switch (measure.getRateAggregation()) {
            case "sum" -> Kind.SUM;
            case "mean" -> Kind.MEAN;
            case "median" -> Kind.MEDIAN;
            default ->
                throw new IllegalArgumentException("no such aggregation: " + measure.getId());
          };
      default -> throw new IllegalArgumentException("no such scoring: " + measure.getId());
    };
  }
}
