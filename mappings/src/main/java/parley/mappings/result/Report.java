package parley.mappings.result;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.clinical.ObservationMapper;
import parley.mappings.clinical.ObservationMapper.Stated;
import parley.mappings.hl7v2.Segment;
import parley.mappings.questionnaire.FutureDates;
import parley.mappings.reading.MessageTime;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;

/**
 * What the results of one order have in common.
 *
 * @param order the order
 * @param subject the patient
 * @param identity what makes it the same report when it is corrected
 * @param identifier OBR-3
 * @param referral the referral that the placer order number names, as the store may know it
 */
record Report(
    Order order,
    Reference subject,
    String identity,
    Optional<Identifier> identifier,
    Optional<Reference> referral) {

  /**
   * Reads OBR-3 (filler order number), or else whom and when it is about.
   *
   * @return empty, and noted, when neither is told: a correction could not find the report
   */
  static Optional<Report> read(Reading reading, Order order, Reference subject) {
    var obr = order.obr();
    var identifier = number(reading, obr);
    var moment = obr.field(7).value();
    if (identifier.isEmpty() && moment.isEmpty()) {
      reading.missing(
          obr,
          3,
          "the report cannot be told from others",
          "Send the filler order number in OBR-3, or the time in OBR-7.");
      return Optional.empty();
    }
    var identity =
        identifier
            .map(found -> found.getSystem() + '|' + found.getValue())
            .orElse(subject.getReference() + '|' + moment);
    return Optional.of(new Report(order, subject, identity, identifier, referral(reading, order)));
  }

  private static Optional<Identifier> number(Reading reading, Segment obr) {
    var filler = obr.field(3);
    return filler.component(1).isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Identifier()
                .setSystem(OwnSystems.identifier(reading.sender(), "report", filler.component(2)))
                .setValue(filler.component(1)));
  }

  /** ORC-2, else OBR-2: an identifier, because only the store knows whether it has the referral. */
  private static Optional<Reference> referral(Reading reading, Order order) {
    return order
        .orc()
        .flatMap(orc -> OwnSystems.referral(reading.sender(), orc.field(2)))
        .or(() -> OwnSystems.referral(reading.sender(), order.obr().field(2)))
        .map(identifier -> new Reference().setType("ServiceRequest").setIdentifier(identifier));
  }

  /**
   * When: OBX-14 of the first that tells it, else OBR-7. A day to come stops a message that does
   * not take its results back.
   */
  Optional<DateTimeType> moment(Reading reading, List<Segment> results) {
    var withdrawn = results.stream().allMatch(ResultStatus::isWithdrawn);
    for (var obx : results) {
      var observed = reading.dateTime(obx, 14);
      if (observed.isPresent()) {
        return checked(reading, observed, obx.location(14), withdrawn);
      }
    }
    return checked(reading, reading.dateTime(order.obr(), 7), order.obr().location(7), withdrawn);
  }

  private static Optional<DateTimeType> checked(
      Reading reading, Optional<DateTimeType> moment, String location, boolean withdrawn) {
    moment
        .filter(day -> !withdrawn)
        .flatMap(day -> FutureDates.problem(day, reading.inbound().receivedAt(), location))
        .ifPresent(reading::note);
    return moment;
  }

  /**
   * What answers no questionnaire, as Observations.
   *
   * @param mapper one that has this identity
   */
  List<Stated> observations(ObservationMapper mapper, Reading reading, List<Segment> segments) {
    var observations = mapper.observations(segments);
    for (var stated : observations) {
      referral.ifPresent(named -> stated.observation().addBasedOn(named.copy()));
      MessageTime.stamp(reading, stated.observation());
    }
    return observations;
  }
}
