package parley.mappings.appointment;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.InstantType;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender.Fact;
import parley.mappings.hl7v2.Hl7Times;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.Moments;
import parley.mappings.reading.Reading;

/**
 * When an appointment is.
 *
 * @param start its start; empty when the message does not say
 * @param end its end as said, or as it follows from the duration
 * @param minutes its length in whole minutes
 */
record AppointmentTimes(
    Optional<InstantType> start, Optional<InstantType> end, Optional<Integer> minutes) {

  /** TQ.3: a unit and a number, such as {@code M30}. */
  private static final Pattern TIMING = Pattern.compile("([SMH])(\\d{1,6})");

  private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

  /** One place in the message. */
  private record Place(Segment segment, int field, String value) {

    static Stream<Place> of(Reading reading, String segment, int field, int component) {
      return reading.message().first(segment).stream()
          .map(found -> new Place(found, field, found.field(field).component(component)));
    }
  }

  /**
   * Reads start, end and duration.
   *
   * @param strict whether a time that cannot be read, or an end before the start, stops the message
   *     rather than being left out: a cancellation with a bad time is a cancellation still
   */
  static AppointmentTimes read(Reading reading, boolean strict) {
    var own = reading.told(Fact.APPOINTMENT_START).stream();
    var start =
        moment(
            reading,
            strict,
            Stream.of(
                    own.map(told -> new Place(told.segment(), told.number(), told.value())),
                    Place.of(reading, "SCH", 11, 4),
                    Place.of(reading, "TQ1", 7, 1),
                    Place.of(reading, "AIS", 4, 1),
                    outpatient(reading))
                .flatMap(places -> places));
    if (start.isEmpty()) {
      return new AppointmentTimes(Optional.empty(), Optional.empty(), Optional.empty());
    }
    var end =
        moment(
                reading,
                strict,
                Stream.concat(Place.of(reading, "SCH", 11, 5), Place.of(reading, "TQ1", 8, 1)))
            .filter(found -> isNotBefore(found, start.get(), reading, strict));
    var said = length(reading);
    var last =
        end.or(
            () ->
                said.map(
                    minutes ->
                        Moments.instant(
                            start.get().getValue().toInstant().plus(Duration.ofMinutes(minutes)))));
    return new AppointmentTimes(start, last, last.flatMap(found -> between(start.get(), found)));
  }

  /** PV1-44, where there is no SCH: outpatient appointments of a patient administration system. */
  private static Stream<Place> outpatient(Reading reading) {
    return reading.message().first("SCH").isPresent()
        ? Stream.empty()
        : Place.of(reading, "PV1", 44, 1);
  }

  private static Optional<Integer> between(InstantType start, InstantType end) {
    var minutes =
        Duration.between(start.getValue().toInstant(), end.getValue().toInstant()).toMinutes();
    return minutes > 0 && minutes <= Integer.MAX_VALUE
        ? Optional.of((int) minutes)
        : Optional.empty();
  }

  private static Optional<InstantType> moment(
      Reading reading, boolean strict, Stream<Place> places) {
    var place = places.filter(one -> !one.value().isEmpty()).findFirst();
    if (place.isEmpty()) {
      return Optional.empty();
    }
    var found = Hl7Times.instant(place.get().value());
    if (found.isEmpty()) {
      note(
          reading,
          strict,
          place.get().segment().location(place.get().field()),
          "the value is not a date and time (YYYYMMDDHHMM[SS]) that exists");
    }
    return found.map(exact -> Moments.instant(exact.getValue().toInstant()));
  }

  private static boolean isNotBefore(
      InstantType end, InstantType start, Reading reading, boolean strict) {
    if (!end.getValue().before(start.getValue())) {
      return true;
    }
    var scheduled =
        reading.message().first("SCH").filter(sch -> !sch.field(11).component(5).isEmpty());
    note(
        reading,
        strict,
        scheduled.isPresent() ? "SCH-11" : "TQ1-8",
        "the end of the appointment is before its start");
    return false;
  }

  private static void note(Reading reading, boolean strict, String location, String rule) {
    var remedy = "Correct " + location + " and send the message again.";
    reading.note(
        strict
            ? Problem.error(ProblemCode.INVALID_VALUE, location, rule, remedy)
            : Problem.warning(
                ProblemCode.INVALID_VALUE, location, rule + "; it was left out", remedy));
  }

  /** SCH-9 and SCH-10, SCH-11.3, AIS-7 and AIS-8, TQ1-6: the first that says a length. */
  private static Optional<Integer> length(Reading reading) {
    var message = reading.message();
    var sch = message.first("SCH");
    return sch.flatMap(found -> minutes(reading, found, 9, found.field(10).value()))
        .or(() -> sch.flatMap(found -> timing(found.field(11).component(3))))
        .or(
            () ->
                message
                    .first("AIS")
                    .flatMap(found -> minutes(reading, found, 7, found.field(8).value())))
        .or(
            () ->
                message
                    .first("TQ1")
                    .flatMap(found -> minutes(reading, found, 6, found.field(6).component(2))));
  }

  private static Optional<Integer> timing(String value) {
    var parts = TIMING.matcher(value);
    return parts.matches()
        ? scaled(Integer.parseInt(parts.group(2)), parts.group(1))
        : Optional.empty();
  }

  private static Optional<Integer> minutes(
      Reading reading, Segment segment, int field, String unit) {
    var value = segment.field(field).value();
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var length =
        NUMBER.matcher(value).matches()
            ? scaled(Integer.parseInt(value), unit)
            : Optional.<Integer>empty();
    if (length.isEmpty()) {
      note(
          reading,
          false,
          segment.location(field),
          "the value is no whole number of seconds, minutes or hours");
    }
    return length;
  }

  /** Units as they are written; none means minutes. */
  private static Optional<Integer> scaled(int number, String unit) {
    return switch (unit.toUpperCase(Locale.ROOT)) {
      case "", "M", "MIN", "MINS", "MINUTE", "MINUTES" -> Optional.of(number);
      case "S", "SEC", "SECS", "SECOND", "SECONDS" -> Optional.of(number / 60);
      case "H", "HR", "HRS", "HOUR", "HOURS" -> Optional.of(Math.multiplyExact(number, 60));
      default -> Optional.empty();
    };
  }
}
