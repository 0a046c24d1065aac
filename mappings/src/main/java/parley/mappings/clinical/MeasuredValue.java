package parley.mappings.clinical;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Ratio;
import org.hl7.fhir.r4.model.StringType;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/**
 * What is done with the value of a measurement that Parley knows: its unit becomes UCUM where the
 * spelling is known, and a number that can hardly be is reported. The number stays as it was sent,
 * in the unit it was sent in; nothing is converted and nothing is left out.
 */
final class MeasuredValue {

  /** FHIR validates an Observation with one of these codes as the vital sign it is. */
  private static final String BODY_MASS_INDEX = "39156-5";

  private static final String BLOOD_PRESSURE = "85354-9";

  /** A reading as one value. */
  private static final Pattern READING = Pattern.compile("(\\d{2,3})\\s?/\\s?(\\d{2,3})");

  private static final String ORIGINAL_CODE = Systems.structureDefinition("original-code");

  private final Reading reading;
  private final ObservationValues values;

  MeasuredValue(Reading reading, ObservationValues values) {
    this.reading = reading;
    this.values = values;
  }

  /** Completes an observation of a measurement; its code, subject, time and value are set. */
  void complete(Measure measure, Segment obx, Observation observation) {
    observation.addCategory(measure.category().copy());
    observation.getCode().addCoding(measure.coding().copy());
    numberInText(obx, observation);
    if (!measure.units().isEmpty() && observation.getValue() instanceof Quantity quantity) {
      unit(measure, obx, quantity);
      plausible(measure, obx, quantity);
    }
    if (!observation.hasEffective()) {
      reading.note(
          Problem.warning(
              ProblemCode.MISSING_FIELD,
              obx.location(14),
              "OBX-14 and OBR-7 do not say when this was measured; it was kept without a time",
              "Send the time in OBX-14 or OBR-7."));
    }
    if (measure.id().equals(Measure.BODY_MASS_INDEX)) {
      bodyMassIndex(observation);
    } else if (measure.id().equals(Measure.BLOOD_PRESSURE)) {
      // No parts that can be told: not the reading that FHIR means by the code.
      withoutClaim(observation, BLOOD_PRESSURE);
    }
  }

  /** Systolic and diastolic of a reading that came as one value ({@code 120/80}), else itself. */
  List<Observation> parts(Measure measure, Segment obx, Observation observation) {
    if (!measure.id().equals(Measure.BLOOD_PRESSURE)) {
      return List.of(observation);
    }
    var text = observation.getValue() instanceof StringType said ? said.getValue() : "";
    if (observation.getValue() instanceof Ratio ratio) {
      text = ratio.getNumerator().getValue() + "/" + ratio.getDenominator().getValue();
    }
    var reading = READING.matcher(text);
    return reading.matches()
        ? List.of(
            part(obx, observation, "8480-6", reading.group(1)),
            part(obx, observation, "8462-4", reading.group(2)))
        : List.of(observation);
  }

  private Observation part(Segment obx, Observation observation, String code, String value) {
    var part = observation.copy();
    part.setCode(new CodeableConcept(new Coding(Systems.LOINC, code, null)));
    part.setValue(values.quantity(obx, new BigDecimal(value)));
    part.setId(RecordIds.of("Observation", observation.getIdPart(), code));
    return part;
  }

  /** Some senders call every result a text. */
  private void numberInText(Segment obx, Observation observation) {
    if (observation.getValue() instanceof StringType text) {
      ObservationValues.decimal(text.getValue())
          .ifPresent(number -> observation.setValue(values.quantity(obx, number)));
    }
  }

  private void unit(Measure measure, Segment obx, Quantity quantity) {
    var ucum = ucum(measure, obx);
    if (ucum.isPresent()) {
      quantity.setSystem(Systems.UCUM).setCode(ucum.get());
      return;
    }
    reading.note(
        Problem.warning(
            ProblemCode.INVALID_VALUE,
            obx.location(6),
            "OBX-6 is empty or no unit that "
                + measure.coding().getDisplay()
                + " is measured in; the number was kept with the unit as it came",
            "Send one of these UCUM units in OBX-6: "
                + String.join(", ", measure.units().keySet().stream().sorted().toList())
                + '.'));
  }

  private Optional<String> ucum(Measure measure, Segment obx) {
    var sent = obx.field(6).component(1);
    if (measure.units().containsKey(sent)) {
      return Optional.of(sent);
    }
    return reading
        .codes()
        .translatedIfKnown("unit", obx, 6, sent)
        .map(Coding::getCode)
        .filter(measure.units()::containsKey);
  }

  private void plausible(Measure measure, Segment obx, Quantity quantity) {
    var interval = measure.units().get(quantity.hasCode() ? quantity.getCode() : "");
    if (interval != null && !interval.holds(quantity.getValue())) {
      reading.note(
          Problem.warning(
              ProblemCode.OUT_OF_RANGE,
              obx.location(5),
              "the number is hardly possible for "
                  + measure.coding().getDisplay()
                  + " in the unit of OBX-6; it was kept as it came",
              "Check number and unit, and send a correction if either is wrong."));
    }
  }

  private static void bodyMassIndex(Observation observation) {
    var whole =
        observation.hasEffective()
            && (observation.hasDataAbsentReason()
                || observation.getValue() instanceof Quantity quantity
                    && Systems.UCUM.equals(quantity.getSystem())
                    && "kg/m2".equals(quantity.getCode()));
    if (!whole) {
      withoutClaim(observation, BODY_MASS_INDEX);
    } else if (!observation.getCode().hasCoding(Systems.LOINC, BODY_MASS_INDEX)) {
      observation.getCode().addCoding(new Coding(Systems.LOINC, BODY_MASS_INDEX, null));
    }
  }

  /**
   * FHIR wants of a vital sign its time and its UCUM unit. One without keeps the LOINC code beside
   * its own, where it makes no claim that does not hold.
   */
  private static void withoutClaim(Observation observation, String loinc) {
    var codings = observation.getCode().getCoding();
    codings.stream()
        .filter(coding -> Systems.LOINC.equals(coding.getSystem()))
        .filter(coding -> loinc.equals(coding.getCode()))
        .findFirst()
        .ifPresent(
            coding -> {
              codings.remove(coding);
              observation.addExtension(new Extension(ORIGINAL_CODE, coding));
            });
  }
}
