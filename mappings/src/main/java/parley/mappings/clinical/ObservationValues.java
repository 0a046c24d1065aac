package parley.mappings.clinical;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Observation.ObservationReferenceRangeComponent;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Quantity.QuantityComparator;
import org.hl7.fhir.r4.model.Range;
import org.hl7.fhir.r4.model.Ratio;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Codes;
import parley.mappings.reading.Reading;

/** OBX-5 by its type (OBX-2), OBX-6 units, and OBX-7 reference range. */
final class ObservationValues {

  /** Short enough that no arithmetic on it can take long. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,18}(?:\\.\\d{0,12})?");

  private static final Pattern INTERVAL =
      Pattern.compile("(-?\\d{1,18}(?:\\.\\d{1,12})?)\\s*-\\s*(-?\\d{1,18}(?:\\.\\d{1,12})?)");

  private final Reading reading;
  private final Codes codes;

  ObservationValues(Reading reading) {
    this.reading = reading;
    this.codes = reading.codes();
  }

  /** The value of one repetition of OBX-5; empty, and noted, when FHIR has no place for it. */
  Optional<Type> value(Segment obx, Field.Repetition value) {
    return switch (obx.field(2).value()) {
      case "NM" -> Optional.of(number(obx, value));
      case "SN" -> Optional.of(structured(obx, value));
      case "CE", "CWE", "CNE", "CF", "IS", "ID" ->
          codes.concept(obx, 5, value).map(Type.class::cast);
      case "TS", "DT", "DTM" -> moment(obx, value);
      case "ED", "RP" -> notCarried(obx);
      default -> Optional.of(text(value));
    };
  }

  private Type number(Segment obx, Field.Repetition value) {
    var number = decimal(value.component(1));
    return number.isPresent() ? quantity(obx, number.get()) : notNumeric(obx, value);
  }

  /** SN is comparator, number, separator, number (HL7 v2.4 section 2.9.40). */
  private Type structured(Segment obx, Field.Repetition value) {
    var first = decimal(value.component(2));
    var second = decimal(value.component(4));
    if (first.isEmpty()) {
      return notNumeric(obx, value);
    }
    if (second.isEmpty()) {
      var quantity = quantity(obx, first.get());
      comparator(value.component(1)).ifPresent(quantity::setComparator);
      return quantity;
    }
    return switch (value.component(3)) {
      case "-" ->
          new Range().setLow(quantity(obx, first.get())).setHigh(quantity(obx, second.get()));
      case ":", "/" ->
          new Ratio()
              .setNumerator(quantity(obx, first.get()))
              .setDenominator(new Quantity().setValue(second.get()));
      default -> text(value);
    };
  }

  private static Optional<QuantityComparator> comparator(String text) {
    return switch (text) {
      case "<" -> Optional.of(QuantityComparator.LESS_THAN);
      case "<=" -> Optional.of(QuantityComparator.LESS_OR_EQUAL);
      case ">" -> Optional.of(QuantityComparator.GREATER_THAN);
      case ">=" -> Optional.of(QuantityComparator.GREATER_OR_EQUAL);
      default -> Optional.empty();
    };
  }

  private Type notNumeric(Segment obx, Field.Repetition value) {
    reading.note(
        Problem.warning(
            ProblemCode.INVALID_VALUE,
            obx.location(5),
            "OBX-2 says that the value is a number and it is not; it was kept as text",
            "Send a number, or the type ST in OBX-2."));
    return text(value);
  }

  private Optional<Type> moment(Segment obx, Field.Repetition value) {
    var time = reading.dateTime(value.component(1), obx.location(5));
    return time.map(Type.class::cast);
  }

  private Optional<Type> notCarried(Segment obx) {
    reading.note(
        Problem.warning(
            ProblemCode.NOT_CARRIED,
            obx.location(5),
            "attached documents are not carried into the record; this one stays in the journal",
            "Send the document by the route agreed for documents."));
    return Optional.empty();
  }

  Quantity quantity(Segment obx, BigDecimal number) {
    var quantity = new Quantity().setValue(number);
    var unit = obx.field(6);
    if (!unit.hasValue()) {
      return quantity;
    }
    var code = unit.component(1);
    quantity.setUnit(unit.component(2).isEmpty() ? code : unit.component(2));
    if (!code.isEmpty() && !unit.component(3).isEmpty()) {
      var system = codes.original(obx, 6, unit.component(3), code).getSystem();
      quantity.setSystem(system).setCode(code);
    }
    return quantity;
  }

  static Optional<BigDecimal> decimal(String text) {
    if (!NUMBER.matcher(text).matches()) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(text));
  }

  private static StringType text(Field.Repetition value) {
    var parts =
        value.components().stream()
            .map(subs -> String.join(" ", subs).replace(Field.NULL, "").strip())
            .filter(part -> !part.isEmpty())
            .toList();
    return new StringType(String.join(" ", parts));
  }

  /** OBX-7: an interval of numbers as such, anything else as text. */
  Optional<ObservationReferenceRangeComponent> referenceRange(Segment obx) {
    var text = obx.field(7).value();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    var range = new ObservationReferenceRangeComponent();
    var interval = INTERVAL.matcher(text);
    if (interval.matches()) {
      range.setLow(quantity(obx, new BigDecimal(interval.group(1))));
      range.setHigh(quantity(obx, new BigDecimal(interval.group(2))));
    }
    return Optional.of(range.setText(text));
  }
}
