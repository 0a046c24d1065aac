package parley.mappings.appointment;

import parley.mappings.InboundMessage;
import parley.mappings.Mapping;
import parley.mappings.MappingResult;
import parley.mappings.Sender.Fact;
import parley.mappings.adt.VisitUpdate;
import parley.mappings.hl7v2.Hl7Message;
import parley.mappings.reading.Reading;
import parley.terminology.Terminology;

/**
 * ADT^A05, A08 and A38, which some patient administration systems send of outpatient appointments:
 * where the sender is set so, an Appointment; of any other sender the visit, as the standard has
 * it. An A08 without an appointment's number is an update of the person or visit from anybody.
 */
public final class OutpatientUpdate implements Mapping {

  private final Mapping appointments = new AppointmentMapping();
  private final Mapping visits = new VisitUpdate();

  @Override
  public MappingResult map(InboundMessage inbound, Hl7Message message, Terminology terminology) {
    var type = message.envelope().type();
    var numbered =
        new Reading(inbound, message, terminology).told(Fact.APPOINTMENT_NUMBER).isPresent();
    var mapping =
        BookingEvent.isSetFor(inbound.sender(), type) && (numbered || !type.equals("ADT^A08"))
            ? appointments
            : visits;
    return mapping.map(inbound, message, terminology);
  }
}
