package parley.mappings.appointment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.AsOf;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle;
import parley.mappings.RecordBundle.Entry;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Sender.Fact;
import parley.mappings.clinical.Notes;
import parley.mappings.hl7v2.Field;
import parley.mappings.person.PersonRecord;
import parley.mappings.reading.Codes;
import parley.mappings.reading.Entries;
import parley.mappings.reading.OwnSystems;
import parley.mappings.reading.Reading;
import parley.terminology.Systems;
import parley.terminology.Terminology;

/** The record that a message about an appointment makes, by resource in bundle order. */
final class AppointmentRecord {

  private static final String ATTENDANCE = "extension:" + ContactEncounter.ATTENDANCE;
  private static final String MECHANISM = "extension:" + ContactEncounter.MECHANISM;

  /** Everything that messages say of an appointment but who it is for. */
  private static final Set<String> PARTS =
      Set.of(
          "status",
          "cancelationReason",
          ATTENDANCE,
          Codes.KEPT,
          MECHANISM,
          "start",
          "end",
          "minutesDuration",
          "serviceType",
          "appointmentType",
          "reasonCode",
          "comment",
          "basedOn",
          "participant:Practitioner",
          "participant:Location",
          "participant:other");

  /** What may be without a time, whoever says all of it. */
  private static final Set<AppointmentStatus> WITHOUT_TIME =
      Set.of(
          AppointmentStatus.PROPOSED,
          AppointmentStatus.WAITLIST,
          AppointmentStatus.CANCELLED,
          AppointmentStatus.ENTEREDINERROR);

  private final Reading reading;
  private final Terminology terminology;
  private final BookingEvent event;
  private final Appointment appointment = new Appointment();
  private final Set<String> told = new HashSet<>();
  private final Set<String> defaults = new HashSet<>();

  AppointmentRecord(Reading reading, Terminology terminology, BookingEvent event) {
    this.reading = reading;
    this.terminology = terminology;
    this.event = event;
  }

  /**
   * The person, whoever and whatever is booked, the Appointment and the contact.
   *
   * @param written when the message was written
   */
  RecordBundle bundle(AppointmentIdentity identity, PersonRecord person, Instant written) {
    appointment.setId(identity.id());
    identity.identifiers().forEach(appointment::addIdentifier);
    appointment
        .addParticipant()
        .setActor(person.reference())
        .setStatus(ParticipationStatus.ACCEPTED);
    var booked = BookedResources.into(appointment, reading);
    told.addAll(booked.told());
    var times = AppointmentTimes.read(reading, event.isAboutTime());
    standing(new StandingReader(reading, terminology, event).standing(times, written));
    times(times);
    descriptions();
    referrals();
    var isWhole = event.isWhole() && !told.contains(AsOf.BOOKED);
    if (isWhole) {
      AsOf.whole(appointment, written);
    } else {
      AsOf.parts(appointment, written, told);
    }
    var entries = new ArrayList<Entry>();
    booked.resources().forEach(resource -> entries.add(Write.always(resource)));
    entries.addAll(person.entries());
    entries.add(
        new Write(appointment, isWhole ? PARTS : told, new When.Always(), Set.copyOf(defaults)));
    entries.add(new ContactEncounter(terminology).follow(Optional.empty(), appointment));
    return new RecordBundle(List.of(person.person()), Entries.once(reading, entries));
  }

  private void standing(Standing standing) {
    if (standing.isBookingAlone()) {
      // Said again after the session, with a new room or anything else: ends no session by itself.
      appointment.setStatus(AppointmentStatus.BOOKED);
      told.addAll(event.isWhole() ? PARTS : Set.of("cancelationReason", Codes.KEPT));
      told.removeAll(Set.of("status", ATTENDANCE));
      told.add(AsOf.BOOKED);
      standing.refuted().forEach(code -> told.add(ATTENDANCE + '#' + code));
    } else if (standing.status().isPresent()) {
      appointment.setStatus(standing.status().get());
      told.addAll(Set.of("status", Codes.KEPT));
      attendanceBeside(standing);
    } else {
      // Who changes an appointment has one; that is all that is known of it if it is new here.
      appointment.setStatus(AppointmentStatus.BOOKED);
      defaults.add("status");
    }
    standing.reason().ifPresent(appointment::setCancelationReason);
    standing
        .attendance()
        .ifPresent(
            code -> {
              told.add(ATTENDANCE);
              appointment.addExtension(
                  ContactEncounter.ATTENDANCE,
                  new CodeableConcept(
                      new Coding(
                          ContactEncounter.ATTENDANCE_CODES,
                          code,
                          terminology
                              .display(ContactEncounter.ATTENDANCE_CODES, code)
                              .orElse(null))));
            });
    standing
        .kept()
        .ifPresent(
            code -> {
              told.add(Codes.KEPT);
              appointment.addExtension(code);
            });
  }

  /**
   * A status that comes alone ends only what cannot be beside it: that somebody attended is no less
   * said on time when the next message says no more than that they attended.
   */
  private void attendanceBeside(Standing standing) {
    var cancelled = standing.status().equals(Optional.of(AppointmentStatus.CANCELLED));
    var unreasoned =
        cancelled
            && reading.message().first("SCH").filter(sch -> !sch.field(6).isEmpty()).isEmpty();
    if (!unreasoned) {
      told.add("cancelationReason");
    }
    var alone = standing.attendance().isEmpty();
    if (alone
        && (unreasoned || standing.status().equals(Optional.of(AppointmentStatus.FULFILLED)))) {
      standing.refuted().forEach(code -> told.add(ATTENDANCE + '#' + code));
    } else {
      told.add(ATTENDANCE);
    }
  }

  /**
   * FHIR R4 wants both times of an appointment that is booked (app-2, app-3). Where the message is
   * silent the record says that they are unknown, unless they are held.
   */
  private void times(AppointmentTimes times) {
    if (times.start().isPresent()) {
      told.addAll(Set.of("start", "end", "minutesDuration"));
      appointment.setStartElement(times.start().get());
      appointment.setEndElement(times.end().orElseGet(AppointmentRecord::unknown));
      times.minutes().ifPresent(appointment::setMinutesDuration);
    } else {
      if (event.isWhole() && !WITHOUT_TIME.contains(appointment.getStatus())) {
        startMissing();
      }
      appointment.setStartElement(unknown());
      appointment.setEndElement(unknown());
      defaults.addAll(Set.of("start", "end"));
    }
  }

  private void startMissing() {
    var own = reading.sender().source(Fact.APPOINTMENT_START);
    var usual = reading.message().first("SCH").isPresent() ? "SCH-11" : "PV1-44";
    var field = own.isEmpty() ? usual : own.replaceFirst("\\..*", "");
    if (!reading.hasNoted(ProblemCode.INVALID_VALUE, field)) {
      reading.note(
          Problem.error(
              ProblemCode.MISSING_FIELD,
              field,
              "the booking does not say when the appointment begins",
              "Send the start in " + field + '.'));
    }
  }

  private static InstantType unknown() {
    var unknown = new InstantType();
    unknown.addExtension(new Extension(Systems.EXT_DATA_ABSENT_REASON, new CodeType("unknown")));
    return unknown;
  }

  private void descriptions() {
    reading
        .message()
        .first("SCH")
        .filter(sch -> says("reasonCode", sch.field(7)))
        .flatMap(sch -> reading.codes().concept(sch, 7))
        .ifPresent(appointment::addReasonCode);
    reading
        .told(Fact.APPOINTMENT_TYPE)
        .filter(fact -> says("appointmentType", fact.field()))
        .flatMap(fact -> reading.codes().concept(fact.segment(), fact.number()))
        .ifPresent(appointment::setAppointmentType);
    reading
        .told(Fact.CONSULTATION_MECHANISM)
        .filter(fact -> says(MECHANISM, fact.field()))
        .flatMap(fact -> reading.codes().concept(fact.segment(), fact.number()))
        .ifPresent(said -> appointment.addExtension(ContactEncounter.MECHANISM, said));
    var notes = Notes.general(reading.message()).stream().collect(Collectors.joining("\n"));
    if (!notes.isEmpty()) {
      told.add("comment");
      appointment.setComment(notes);
    }
  }

  /** SCH-26 and SCH-27, and the sender's own field: numbers, since only the store has referrals. */
  private void referrals() {
    var sch = reading.message().first("SCH");
    var fields =
        Stream.concat(
                reading.told(Fact.APPOINTMENT_REFERRAL).stream(),
                sch.stream()
                    .flatMap(
                        found ->
                            Stream.of(
                                new Reading.Told(found, 26, 1), new Reading.Told(found, 27, 1))))
            .filter(fact -> says("basedOn", fact.field()))
            .toList();
    for (var fact : fields) {
      for (var number : fact.field().repetitions()) {
        referral(fact, number)
            .map(found -> new Reference().setType("ServiceRequest").setIdentifier(found))
            .filter(found -> appointment.getBasedOn().stream().noneMatch(found::equalsDeep))
            .ifPresent(appointment::addBasedOn);
      }
    }
  }

  private Optional<Identifier> referral(Reading.Told fact, Field.Repetition number) {
    if (fact.component() == 1) {
      return OwnSystems.referral(reading.sender(), new Field(List.of(number)));
    }
    var value = number.component(fact.component());
    return OwnSystems.referral(
        reading.sender(), new Field(List.of(new Field.Repetition(List.of(List.of(value))))));
  }

  /** Whether a field says anything of a part; the HL7 null says that there is none. */
  private boolean says(String part, Field field) {
    if (field.isEmpty()) {
      return false;
    }
    told.add(part);
    return field.hasValue();
  }
}
