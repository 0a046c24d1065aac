package parley.terminology.scale;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Element;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.ObservationDefinition;
import org.hl7.fhir.r4.model.ObservationDefinition.ObservationDefinitionQualifiedIntervalComponent;
import org.hl7.fhir.r4.model.ObservationDefinition.ObservationRangeCategory;
import parley.terminology.Systems;

/** Reads an ObservationDefinition of Parley's as a scale. */
final class ScaleDefinition {

  private static final String SOURCE = Systems.structureDefinition("source");
  private static final String RELIABLE_CHANGE = Systems.structureDefinition("reliable-change");
  private static final String NOT_APPLICABLE = Systems.structureDefinition("not-applicable");
  private static final String INTERVAL = Systems.codeSystem("score-interval");
  private static final String UNVERIFIED = "UNVERIFIED";

  private final ObservationDefinition definition;

  private ScaleDefinition(ObservationDefinition definition) {
    this.definition = definition;
  }

  static Scale read(ObservationDefinition definition) {
    return new ScaleDefinition(definition).scale();
  }

  private Scale scale() {
    if (!definition.getCode().hasText() || !definition.getCode().hasCoding()) {
      throw new IllegalArgumentException(definition.getIdPart() + ": code needs text and coding");
    }
    var name = definition.getCode().getText();
    return new Scale(
        definition.getIdPart(),
        name,
        definition.hasPreferredReportName() ? definition.getPreferredReportName() : name,
        List.copyOf(definition.getCode().getCoding()),
        bounds(),
        definition.getQuantitativeDetails().getDecimalPrecision(),
        intervals("caseness").stream().findFirst().map(ScaleDefinition::lowest),
        reliableChange(),
        intervals("severity").stream().map(ScaleDefinition::band).toList(),
        Optional.ofNullable(definition.getExtensionByUrl(NOT_APPLICABLE))
            .map(code -> code.getValue().primitiveValue()));
  }

  private Optional<Scale.Bounds> bounds() {
    return definition.getQualifiedInterval().stream()
        .filter(interval -> interval.getCategory() == ObservationRangeCategory.ABSOLUTE)
        .findFirst()
        .map(
            interval ->
                new Scale.Bounds(
                    interval.getRange().getLow().getValue(),
                    interval.getRange().getHigh().getValue()));
  }

  private List<ObservationDefinitionQualifiedIntervalComponent> intervals(String meaning) {
    return definition.getQualifiedInterval().stream()
        .filter(interval -> interval.getContext().hasCoding(INTERVAL, meaning))
        .toList();
  }

  private Optional<Threshold> reliableChange() {
    return Optional.ofNullable(definition.getExtensionByUrl(RELIABLE_CHANGE))
        .map(
            change -> {
              var value = (DecimalType) change.getExtensionByUrl("value").getValue();
              var source = change.getExtensionByUrl("source").getValue().primitiveValue();
              return new Threshold(value.getValue(), source, isVerified(source));
            });
  }

  private static Threshold lowest(ObservationDefinitionQualifiedIntervalComponent interval) {
    var source = source(interval);
    return new Threshold(interval.getRange().getLow().getValue(), source, isVerified(source));
  }

  private static SeverityBand band(ObservationDefinitionQualifiedIntervalComponent interval) {
    return new SeverityBand(
        interval.getRange().getLow().getValue(),
        interval.getRange().getHigh().getValue(),
        interval.getCondition(),
        source(interval));
  }

  /** A threshold without a source is not accepted as verified. */
  private static String source(Element element) {
    return element.getExtension().stream()
        .filter(extension -> SOURCE.equals(extension.getUrl()))
        .findFirst()
        .map(Extension::getValue)
        .map(value -> value.primitiveValue())
        .orElse(UNVERIFIED + ": no source is given");
  }

  private static boolean isVerified(String source) {
    return !source.startsWith(UNVERIFIED);
  }
}
