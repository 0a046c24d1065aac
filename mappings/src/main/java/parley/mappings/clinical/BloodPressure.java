package parley.mappings.clinical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationComponentComponent;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Quantity;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.clinical.ObservationMapper.Stated;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;

/**
 * Systolic and diastolic pressure of one reading, which HL7 v2 sends as two OBX and FHIR has as one
 * Observation with two components (FHIR R4 profile bp). The message tells the whole of a reading: a
 * part it leaves out is unknown then.
 */
final class BloodPressure {

  private static final Map<String, Coding> PARTS =
      Map.of(
          Measure.SYSTOLIC, new Coding(Systems.LOINC, "8480-6", "Systolic blood pressure"),
          Measure.DIASTOLIC, new Coding(Systems.LOINC, "8462-4", "Diastolic blood pressure"));

  private final Reading reading;
  private final String owner;
  private final Map<String, Integer> seen = new HashMap<>();

  BloodPressure(Reading reading, String owner) {
    this.reading = reading;
    this.owner = owner;
  }

  /** The observations, in which the parts of a reading stand as one where the first part stood. */
  List<Stated> together(List<Stated> stated) {
    var readings = new ArrayList<List<Stated>>();
    for (var one : stated) {
      var open = isPart(one) ? open(readings, one) : Optional.<List<Stated>>empty();
      if (open.isPresent()) {
        open.get().add(one);
      } else {
        readings.add(new ArrayList<>(List.of(one)));
      }
    }
    return readings.stream()
        .map(parts -> isPart(parts.get(0)) ? panel(parts) : parts.get(0))
        .toList();
  }

  /** The latest reading of the same moment that lacks this part. */
  private static Optional<List<Stated>> open(List<List<Stated>> readings, Stated one) {
    return readings.stream()
        .filter(parts -> isPart(parts.get(0)) && key(parts.get(0)).equals(key(one)))
        .reduce((earlier, later) -> later)
        .filter(parts -> parts.stream().noneMatch(part -> part.measure().equals(one.measure())));
  }

  /** What cannot be a part of the profile's reading stays an Observation of its own. */
  private static boolean isPart(Stated one) {
    return one.measure().filter(PARTS::containsKey).isPresent()
        && one.observation().hasEffective()
        && (one.observation().hasDataAbsentReason()
            || one.observation().getValue() instanceof Quantity quantity
                && Systems.UCUM.equals(quantity.getSystem())
                && "mm[Hg]".equals(quantity.getCode()));
  }

  private static String key(Stated one) {
    var effective = one.observation().getEffectiveDateTimeType().getValueAsString();
    return one.group() + '|' + effective;
  }

  private void noteLone(Stated one) {
    reading.note(
        Problem.warning(
            ProblemCode.INCOMPLETE,
            one.location(),
            "the reading has one of systolic and diastolic pressure; the other was stored as"
                + " unknown",
            "Send both with the same OBX-4 and time under one OBR."));
  }

  private Stated panel(List<Stated> parts) {
    if (parts.size() == 1) {
      noteLone(parts.get(0));
    }
    var first = parts.get(0).observation();
    var panel = new Observation();
    // Without the number of the order, which says nothing of another message.
    var key = parts.get(0).group().replaceFirst("^\\d*\u001f", "");
    var nth = seen.merge(key, 1, Integer::sum);
    panel.setId(RecordIds.of("Observation", owner, key, "blood-pressure", String.valueOf(nth)));
    panel.setStatus(status(parts));
    var measure = Measures.shipped().get(Measure.BLOOD_PRESSURE);
    panel.addCategory(measure.category().copy());
    panel.setCode(
        new CodeableConcept(new Coding(Systems.LOINC, "85354-9", "Blood pressure panel"))
            .addCoding(measure.coding().copy())
            .setText("Blood pressure"));
    panel.setSubject(first.getSubject().copy());
    panel.setEffective(first.getEffective().copy());
    if (first.hasIssued()) {
      panel.setIssuedElement(first.getIssuedElement().copy());
    }
    for (var part : List.of(Measure.SYSTOLIC, Measure.DIASTOLIC)) {
      panel.addComponent(
          component(part, parts.stream().filter(one -> isOf(one, part)).findFirst()));
    }
    parts.forEach(part -> part.observation().getNote().forEach(panel::addNote));
    noteOrder(parts);
    var write =
        new Write(
            panel, Set.of("value", "component", "dataAbsentReason"), new When.Always(), Set.of());
    return parts.get(0).as(panel, write, Optional.of(Measure.BLOOD_PRESSURE));
  }

  private static ObservationComponentComponent component(String part, Optional<Stated> told) {
    var component = new ObservationComponentComponent();
    var code = new CodeableConcept(PARTS.get(part).copy());
    told.ifPresent(
        one ->
            one.observation().getCode().getCoding().stream()
                .filter(coding -> !PARTS.get(part).getCode().equals(coding.getCode()))
                .forEach(coding -> code.addCoding(coding.copy())));
    component.setCode(code);
    if (told.isPresent() && isHeld(told.get())) {
      var observation = told.get().observation();
      component.setValue(observation.getValue().copy());
      observation.getInterpretation().forEach(flag -> component.addInterpretation(flag.copy()));
      observation.getReferenceRange().forEach(range -> component.addReferenceRange(range.copy()));
    } else {
      component.setDataAbsentReason(ObservationMapper.absent());
    }
    return component;
  }

  private static boolean isOf(Stated one, String part) {
    return one.measure().filter(part::equals).isPresent();
  }

  private static boolean isHeld(Stated one) {
    return one.observation().hasValue()
        && one.observation().getStatus() != ObservationStatus.ENTEREDINERROR
        && one.observation().getStatus() != ObservationStatus.CANCELLED;
  }

  /** Withdrawn when both are; else the least settled of the parts that hold. */
  private static ObservationStatus status(List<Stated> parts) {
    var all = parts.stream().map(part -> part.observation().getStatus()).distinct().toList();
    if (all.size() == 1) {
      return all.get(0);
    }
    for (var status : List.of(ObservationStatus.REGISTERED, ObservationStatus.PRELIMINARY)) {
      if (all.contains(status)) {
        return status;
      }
    }
    return all.contains(ObservationStatus.UNKNOWN)
        ? ObservationStatus.UNKNOWN
        : ObservationStatus.CORRECTED;
  }

  /** Diastolic is lower than systolic; the other way round the two were mixed up. */
  private void noteOrder(List<Stated> parts) {
    var systolic = value(parts, Measure.SYSTOLIC);
    var diastolic = value(parts, Measure.DIASTOLIC);
    if (systolic.isPresent()
        && diastolic.isPresent()
        && systolic.get().getValue().compareTo(diastolic.get().getValue()) <= 0) {
      reading.note(
          Problem.warning(
              ProblemCode.CONTRADICTION,
              parts.get(1).location(),
              "the diastolic pressure is not below the systolic one; both were kept as they came",
              "Check which is which, and send a correction."));
    }
  }

  private static Optional<Quantity> value(List<Stated> parts, String part) {
    return parts.stream()
        .filter(one -> isOf(one, part))
        .map(one -> one.observation().getValue())
        .filter(Quantity.class::isInstance)
        .map(Quantity.class::cast)
        .findFirst();
  }
}
