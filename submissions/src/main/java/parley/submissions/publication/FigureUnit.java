package parley.submissions.publication;

import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import parley.submissions.measure.MeasureDefinition;
import parley.terminology.Systems;

/**
 * What the value of a measure is in.
 *
 * @param word such as {@code count}, {@code %} or {@code days}
 * @param ucum its code; empty of counts
 */
record FigureUnit(String word, Optional<String> ucum) {

  static FigureUnit of(MeasureDefinition measure) {
    return switch (measure.kind()) {
      case COUNT -> new FigureUnit("count", Optional.empty());
      case RATE -> new FigureUnit("%", Optional.of("%"));
      case SUM, MEAN, MEDIAN -> {
        var unit =
            measure
                .measure()
                .getGroupFirstRep()
                .getExtensionByUrl(Systems.structureDefinition("unit"));
        yield unit != null && unit.getValue() instanceof Coding coding
            ? new FigureUnit(coding.getDisplay(), Optional.of(coding.getCode()))
            : new FigureUnit("number", Optional.empty());
      }
    };
  }
}
