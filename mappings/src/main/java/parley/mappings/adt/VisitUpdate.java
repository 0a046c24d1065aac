package parley.mappings.adt;

import java.util.Set;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.When;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.hl7v2.Hl7Times;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/**
 * ADT^A01 (admit), A03 (discharge), A04 (register), A05 (pre-admit), A08 (update) and A38 (cancel
 * pre-admit): the person and, where PV1 tells of one, the visit. A message that comes late does not
 * reopen a visit.
 */
public final class VisitUpdate implements Mapping {

  private static final When NOT_BEGUN = new When.StatusIn(Set.of("planned", "unknown"));
  private static final When OPEN =
      new When.StatusIn(
          Set.of("planned", "arrived", "triaged", "in-progress", "onleave", "unknown"));

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var reading = new Reading(inbound, message, terminology);
    checkDischarge(reading);
    if (reading.stopped()) {
      return reading.rejected();
    }
    return AdtRecord.of(reading)
        .map(
            record ->
                reading.result(record.withVisit(status(reading), told(reading), when(reading))))
        .orElseGet(reading::rejected);
  }

  /** A discharge says when a visit ended; one that ended on no day that exists says nothing. */
  private static void checkDischarge(Reading reading) {
    if (!reading.message().envelope().triggerEvent().equals("A03")) {
      return;
    }
    reading
        .message()
        .first("PV1")
        .filter(pv1 -> pv1.field(45).hasValue())
        .filter(pv1 -> Hl7Times.dateTime(pv1.field(45).value()).isEmpty())
        .ifPresent(
            pv1 ->
                reading.note(
                    Problem.error(
                        ProblemCode.INVALID_VALUE,
                        pv1.location(45),
                        "the discharge is not on a date or time (YYYYMMDD[HHMM[SS]]) that exists",
                        "Correct PV1-45 and send the message again.")));
  }

  private static EncounterStatus status(Reading reading) {
    return switch (reading.message().envelope().triggerEvent()) {
      case "A03" -> EncounterStatus.FINISHED;
      case "A04" -> EncounterStatus.ARRIVED;
      case "A05" -> EncounterStatus.PLANNED;
      case "A08" -> updated(reading);
      case "A38" -> EncounterStatus.CANCELLED;
      default -> EncounterStatus.INPROGRESS;
    };
  }

  /** Any event but the update says what becomes of the visit; the update only when it ends it. */
  private static boolean told(Reading reading) {
    return !reading.message().envelope().triggerEvent().equals("A08")
        || updated(reading) == EncounterStatus.FINISHED;
  }

  /** A08 has no status of its own: PV1-45 ends a visit, and PV1-44 to come has not begun it. */
  private static EncounterStatus updated(Reading reading) {
    var pv1 = reading.message().first("PV1");
    if (pv1.flatMap(segment -> reading.dateTime(segment, 45)).isPresent()) {
      return EncounterStatus.FINISHED;
    }
    var toCome =
        pv1.flatMap(segment -> reading.dateTime(segment, 44))
            .filter(start -> start.getValue().toInstant().isAfter(reading.inbound().receivedAt()));
    return toCome.isPresent() ? EncounterStatus.PLANNED : EncounterStatus.INPROGRESS;
  }

  private static When when(Reading reading) {
    return switch (reading.message().envelope().triggerEvent()) {
      case "A03" -> new When.Always();
      case "A05", "A38" -> NOT_BEGUN;
      case "A08" -> updated(reading) == EncounterStatus.FINISHED ? new When.Always() : OPEN;
      default -> OPEN;
    };
  }
}
