package parley.mappings.reading;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.InstantType;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.Sender;
import parley.mappings.hl7v2.Field;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Hl7Times;
import parley.mappings.hl7v2.Segment;
import parley.terminology.Terminology;

/** One message being mapped: what it says, and the problems met so far. Not thread-safe. */
public final class Reading {

  private final InboundMessage inbound;
  private final Hl7Message message;
  private final Terminology terminology;
  private final Codes codes;
  private final List<Problem> problems = new ArrayList<>();

  public Reading(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    this.inbound = inbound;
    this.message = message;
    this.terminology = terminology;
    this.codes = new Codes(this, terminology);
  }

  public InboundMessage inbound() {
    return inbound;
  }

  public Sender sender() {
    return inbound.sender();
  }

  public Hl7Message message() {
    return message;
  }

  public Terminology terminology() {
    return terminology;
  }

  public Codes codes() {
    return codes;
  }

  /** Notes a problem; the same one at the same place is noted once. */
  public void note(Problem problem) {
    if (!problems.contains(problem)) {
      problems.add(problem);
    }
  }

  /** Whether a problem of a kind was noted at a place. */
  public boolean hasNoted(ProblemCode code, String location) {
    return problems.stream()
        .anyMatch(problem -> problem.code() == code && problem.location().equals(location));
  }

  /** Whether a problem that stops the message was met. */
  public boolean stopped() {
    return problems.stream().anyMatch(Problem::stops);
  }

  /** The first segment of a name; its absence stops the message. */
  public Optional<Segment> needed(String name) {
    var found = message.first(name);
    if (found.isEmpty()) {
      note(
          Problem.error(
              ProblemCode.MISSING_SEGMENT,
              name,
              message.envelope().type() + " needs a segment " + name,
              "Send the segment " + name + "."));
    }
    return found;
  }

  /** Stops the message when a segment of which there may be one comes again. */
  public void onlyOne(String name, String remedy) {
    message.all(name).stream()
        .skip(1)
        .forEach(
            again ->
                note(
                    Problem.error(
                        ProblemCode.CONTRADICTION,
                        name + '[' + again.occurrence() + ']',
                        "the message has more than one segment "
                            + name
                            + ", and nothing of it is stored, because what belongs to one could be"
                            + " taken for the other's",
                        remedy)));
  }

  /**
   * The result: what {@code bundle} makes, unless a problem stopped the message before or in it.
   */
  public MappingResult result(RecordBundle bundle) {
    return stopped()
        ? rejected()
        : new MappingResult.Mapped(bundle, MessageOrder.of(message).sorted(problems));
  }

  /** The rejection, once a problem has stopped the message. */
  public MappingResult rejected() {
    return new MappingResult.Rejected(MessageOrder.of(message).sorted(problems));
  }

  /** Notes that a field the message cannot do without is empty. */
  public void missing(Segment segment, int field, String because, String remedy) {
    note(
        Problem.error(
            ProblemCode.MISSING_FIELD,
            segment.location(field),
            segment.name() + '-' + field + " is empty, so " + because,
            remedy));
  }

  /** A date; one that does not exist is noted and left out. */
  public Optional<DateType> date(Segment segment, int field) {
    return timed(
        segment.field(field).value(), segment.location(field), "a date (YYYYMMDD)", Hl7Times::date);
  }

  /** A date and time; one that does not exist is noted and left out. */
  public Optional<DateTimeType> dateTime(Segment segment, int field) {
    return dateTime(segment.field(field).value(), segment.location(field));
  }

  /** A date and time; one that does not exist is noted and left out. */
  public Optional<DateTimeType> dateTime(String value, String location) {
    return timed(value, location, "a date or time (YYYYMMDD[HHMM[SS]])", Hl7Times::dateTime);
  }

  /** An exact moment; one less exact than a minute is left out, an impossible one is noted too. */
  public Optional<InstantType> instant(Segment segment, int field) {
    if (dateTime(segment, field).isEmpty()) {
      return Optional.empty();
    }
    return Hl7Times.instant(segment.field(field).value());
  }

  private <T> Optional<T> timed(
      String value, String location, String what, Function<String, Optional<T>> read) {
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var found = read.apply(value);
    if (found.isEmpty()) {
      note(
          Problem.warning(
              ProblemCode.INVALID_VALUE,
              location,
              "the value is not " + what + " that exists; it was left out of the record",
              "Correct the date and send the message again."));
    }
    return found;
  }

  /** Where this sender says a fact, when the message says it or deletes it. */
  public Optional<Told> told(Sender.Fact fact) {
    var source = sender().source(fact);
    if (source.isEmpty()) {
      return Optional.empty();
    }
    var parts = source.split("[-.]");
    var number = Integer.parseInt(parts[1]);
    var component = parts.length > 2 ? Integer.parseInt(parts[2]) : 1;
    return message.all(parts[0]).stream()
        .filter(segment -> !segment.field(number).isEmpty())
        .findFirst()
        .map(segment -> new Told(segment, number, component));
  }

  /**
   * A fact as told.
   *
   * @param segment where
   * @param number its field
   * @param component its component, from 1
   */
  public record Told(Segment segment, int number, int component) {

    public Field field() {
      return segment.field(number);
    }

    public String value() {
      return field().component(component);
    }

    public String location() {
      return segment.location(number);
    }
  }
}
