package parley.mappings.clinical;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Type;
import org.jspecify.annotations.Nullable;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordIds;
import parley.mappings.hl7v2.Segment;
import parley.mappings.questionnaire.FutureDates;
import parley.mappings.reading.Codes;
import parley.mappings.reading.Reading;

/** OBX, with the OBR before it and the NTE after it, to Observation. */
public final class ObservationMapper {

  private static final String DATA_ABSENT =
      "http://terminology.hl7.org/CodeSystem/data-absent-reason";

  private final Reading reading;
  private final Codes codes;
  private final ObservationValues values;
  private final MeasuredValue measured;
  private final Reference subject;
  private final String owner;
  private final BloodPressure bloodPressure;
  private final Map<String, Integer> seen = new HashMap<>();

  /**
   * A mapper for one message or order; the same code twice in it is two observations.
   *
   * @param owner what the observations were sent with, such as a referral's id; the same
   *     observation sent with it again is an update
   */
  public ObservationMapper(Reading reading, Reference subject, String owner) {
    this.reading = reading;
    this.codes = reading.codes();
    this.values = new ObservationValues(reading);
    this.measured = new MeasuredValue(reading, values);
    this.subject = subject;
    this.owner = owner;
    this.bloodPressure = new BloodPressure(reading, owner);
  }

  /**
   * An observation as stated.
   *
   * @param observation the resource
   * @param write how it is stored
   * @param measure id of the measurement of physical health it is, when it is one
   * @param group what readings of one moment have in common: order and OBX-4
   * @param location where it stands in the message
   */
  public record Stated(
      Observation observation,
      Write write,
      Optional<String> measure,
      String group,
      String location) {

    Stated as(Observation other, Write otherWrite, Optional<String> otherMeasure) {
      return new Stated(other, otherWrite, otherMeasure, group, location);
    }
  }

  /** The observations of the message, in order. */
  public List<Stated> observations() {
    return observations(reading.message().segments());
  }

  /**
   * The observations of a part of the message, in order.
   *
   * @param segments OBR, OBX and NTE as they follow one another
   */
  public List<Stated> observations(List<Segment> segments) {
    var observations = new ArrayList<Stated>();
    Segment request = null;
    Observation latest = null;
    for (var segment : segments) {
      switch (segment.name()) {
        case "OBR" -> {
          request = segment;
          latest = null;
        }
        case "OBX" -> {
          latest = observation(segment, request);
          if (latest != null) {
            observations.addAll(stated(segment, request, latest));
            latest = observations.get(observations.size() - 1).observation();
          }
        }
        case "NTE" -> {
          if (latest != null && segment.field(3).hasValue()) {
            latest.addNote().setText(Notes.text(segment));
          }
        }
        default -> {
          if (!segment.name().startsWith("Z")) {
            latest = null;
          }
        }
      }
    }
    return bloodPressure.together(observations);
  }

  /** One, or the two parts of a blood pressure that came as one value. */
  private List<Stated> stated(Segment obx, @Nullable Segment obr, Observation observation) {
    var measure = Measures.shipped().of(observation.getCode());
    var parts =
        measure.isPresent()
            ? measured.parts(measure.get(), obx, observation)
            : List.of(observation);
    return parts.stream().map(part -> one(obx, obr, part)).toList();
  }

  private Stated one(Segment obx, @Nullable Segment obr, Observation observation) {
    var measure = Measures.shipped().of(observation.getCode());
    measure.ifPresent(known -> measured.complete(known, obx, observation));
    var group =
        String.join(
            "\u001f",
            obr == null ? "" : String.valueOf(obr.occurrence()),
            obr == null ? "" : obr.field(4).value(),
            obx.field(4).value());
    return new Stated(
        observation, write(obx, observation), measure.map(Measure::id), group, obx.location(5));
  }

  /** Whether a code is of a measurement of physical health that Parley knows. */
  public static boolean isMeasure(CodeableConcept code) {
    return Measures.shipped().of(code).isPresent();
  }

  static CodeableConcept absent() {
    return new CodeableConcept(new Coding(DATA_ABSENT, "unknown", "Unknown"));
  }

  /**
   * OBX-11 and OBX-5, when empty, leave what is stored; a value told ends the word that there is
   * none, and the other way to say it.
   */
  private static Write write(Segment obx, Observation observation) {
    var defaults = new HashSet<String>();
    if (!obx.field(11).hasValue()) {
      defaults.add("status");
    }
    if (obx.field(5).isEmpty()) {
      defaults.add("dataAbsentReason");
    }
    var cleared =
        obx.field(5).isEmpty()
            ? Set.<String>of()
            : Set.of("value", "component", "dataAbsentReason");
    return new Write(observation, cleared, new When.Always(), defaults);
  }

  private @Nullable Observation observation(Segment obx, @Nullable Segment obr) {
    var code = codes.concept(obx, 3);
    if (code.isEmpty()) {
      reading.note(
          Problem.warning(
              ProblemCode.MISSING_FIELD,
              obx.location(3),
              "OBX-3 is empty, so the segment does not say what was observed; it was left out of"
                  + " the record",
              "Send what was observed in OBX-3."));
      return null;
    }
    var observation = new Observation();
    observation.setId(id(obx, obr, code.get()));
    status(obx, observation);
    observation.setCode(code.get());
    observation.setSubject(subject.copy());
    effective(obx, obr, observation);
    if (obr != null) {
      reading.instant(obr, 22).ifPresent(observation::setIssuedElement);
    }
    value(obx, observation);
    for (var flag : obx.field(8).repetitions()) {
      codes
          .table("interpretation", obx, 8, flag.component(1))
          .ifPresent(observation::addInterpretation);
    }
    values.referenceRange(obx).ifPresent(observation::addReferenceRange);
    return observation;
  }

  private String id(Segment obx, @Nullable Segment obr, CodeableConcept code) {
    var coding = code.getCodingFirstRep();
    var key =
        String.join(
            "\u001f",
            obr == null ? "" : obr.field(4).value(),
            code.hasCoding() ? coding.getSystem() + '|' + coding.getCode() : code.getText(),
            obx.field(4).value());
    var nth = seen.merge(key, 1, Integer::sum);
    return RecordIds.of("Observation", owner, key, String.valueOf(nth));
  }

  private void status(Segment obx, Observation observation) {
    var code = obx.field(11).value();
    var status = codes.code("observation-status", obx, 11, code);
    observation.setStatus(
        status.map(ObservationStatus::fromCode).orElse(ObservationStatus.UNKNOWN));
    if (status.isEmpty() && !code.isEmpty()) {
      observation.getStatusElement().addExtension(codes.kept(obx, 11, code));
    }
  }

  private void effective(Segment obx, @Nullable Segment obr, Observation observation) {
    var observed = reading.dateTime(obx, 14);
    if (observed.isPresent()) {
      effective(observed.get(), obx.location(14), observation);
    } else if (obr != null) {
      reading.dateTime(obr, 7).ifPresent(day -> effective(day, obr.location(7), observation));
    }
  }

  /** The rest of a message is not lost because one of its dates is impossible. */
  private void effective(DateTimeType day, String location, Observation observation) {
    if (FutureDates.isFuture(day, reading.inbound().receivedAt())) {
      reading.note(
          Problem.warning(
              ProblemCode.INVALID_VALUE,
              location,
              "the observation is of a day that is still to come; the date was left out of the"
                  + " record",
              "Correct the date and send the message again."));
    } else {
      observation.setEffective(day);
    }
  }

  /** One repetition is the value, several are components (HL7 v2-to-FHIR, OBX-5). */
  private void value(Segment obx, Observation observation) {
    var given = new ArrayList<Type>();
    for (var repetition : obx.field(5).repetitions()) {
      if (!repetition.isEmpty() && !repetition.isNull()) {
        values.value(obx, repetition).ifPresent(given::add);
      }
    }
    if (given.isEmpty()) {
      observation.setDataAbsentReason(absent());
    } else if (given.size() == 1) {
      observation.setValue(given.get(0));
    } else {
      for (var part : given) {
        observation.addComponent().setCode(observation.getCode().copy()).setValue(part);
      }
    }
  }
}
