package parley.mappings.appointment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.care.Party;
import parley.mappings.care.PractitionerMapper;
import parley.mappings.hl7v2.Segment;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;

/**
 * Who and what is booked besides the patient: AIP practitioners, AIL places, AIG other resources,
 * AIS services; of a patient administration message PV1-7, PV1-3 and PV1-10. The segments of one
 * kind are taken as all of that kind; one with action D (HL7 table 0206) is not booked any more.
 */
final class BookedResources {

  private static final String PRACTITIONER = "participant:Practitioner";
  private static final String LOCATION = "participant:Location";
  private static final String OTHER = "participant:other";

  private final Reading reading;
  private final Appointment appointment;
  private final List<Resource> resources = new ArrayList<>();
  private final Set<String> told = new HashSet<>();

  private BookedResources(Reading reading, Appointment appointment) {
    this.reading = reading;
    this.appointment = appointment;
  }

  /**
   * What was read into an Appointment.
   *
   * @param resources what its participants refer to, targets first
   * @param told the parts of the Appointment that the message says
   */
  record Read(List<Resource> resources, Set<String> told) {}

  /** Reads them into an Appointment. */
  static Read into(Appointment appointment, Reading reading) {
    var booked = new BookedResources(reading, appointment);
    if (reading.message().first("SCH").isPresent()) {
      booked.personnel();
      booked.places();
      booked.others();
      booked.services();
    } else {
      reading.message().first("PV1").ifPresent(booked::visit);
    }
    return new Read(List.copyOf(booked.resources), Set.copyOf(booked.told));
  }

  private void personnel() {
    for (var aip : told("AIP", PRACTITIONER)) {
      practitioners(aip, 3, reading.codes().concept(aip, 4).stream().toList());
    }
  }

  private void practitioners(Segment segment, int field, List<CodeableConcept> type) {
    for (var xcn : segment.field(field).repetitions()) {
      PractitionerMapper.fromXcn(reading, xcn, "sender " + reading.sender().id())
          .ifPresent(
              practitioner -> {
                resources.add(practitioner);
                participant(Party.reference(practitioner)).setType(type);
              });
    }
  }

  private void places() {
    for (var ail : told("AIL", LOCATION)) {
      places(ail);
    }
  }

  private void places(Segment segment) {
    for (var pl : segment.field(3).repetitions()) {
      LocationMapper.place(reading, pl)
          .ifPresent(
              place -> {
                resources.addAll(place.resources());
                participant(Party.reference(place.location()));
              });
    }
  }

  /** AIG-3: what it is only the sender knows, so it is named and not made a resource. */
  private void others() {
    for (var aig : told("AIG", OTHER)) {
      var code = aig.field(3).component(1);
      var name = aig.field(3).component(2);
      if (code.isEmpty() && name.isEmpty()) {
        continue;
      }
      var actor = new Reference();
      if (!code.isEmpty()) {
        var system = OwnSystems.identifier(reading.sender(), "resource", aig.field(3).component(3));
        actor.setIdentifier(new Identifier().setSystem(system).setValue(code));
      }
      actor.setDisplay(name.isEmpty() ? code : name);
      participant(actor).setType(reading.codes().concept(aig, 4).stream().toList());
    }
  }

  private void services() {
    for (var ais : told("AIS", "serviceType")) {
      reading.codes().concept(ais, 3).ifPresent(appointment::addServiceType);
    }
  }

  private void visit(Segment pv1) {
    if (pv1.field(7).hasValue()) {
      told.add(PRACTITIONER);
      practitioners(pv1, 7, List.of());
    }
    if (pv1.field(3).hasValue()) {
      told.add(LOCATION);
      places(pv1);
    }
    if (pv1.field(10).hasValue()) {
      told.add("serviceType");
      reading.codes().concept(pv1, 10).ifPresent(appointment::addServiceType);
    }
  }

  /** The segments of a kind that are booked; if there are any, they say all of their kind. */
  private List<Segment> told(String segment, String part) {
    var all =
        reading.message().all(segment).stream().filter(found -> found.field(3).hasValue()).toList();
    if (!all.isEmpty()) {
      told.add(part);
    }
    return all.stream().filter(found -> !found.field(2).value().equals("D")).toList();
  }

  /** Somebody named twice takes part once. */
  private AppointmentParticipantComponent participant(Reference actor) {
    return appointment.getParticipant().stream()
        .filter(known -> known.getActor().equalsDeep(actor))
        .findFirst()
        .orElseGet(
            () ->
                appointment
                    .addParticipant()
                    .setActor(actor)
                    .setStatus(ParticipationStatus.ACCEPTED));
  }
}
