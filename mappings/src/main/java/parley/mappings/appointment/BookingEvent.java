package parley.mappings.appointment;

import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import parley.mappings.Sender;
import parley.mappings.reading.Reading;

/**
 * What a message does to an appointment (HL7 v2.4 chapter 10, the notification events).
 *
 * @param kind the event
 * @param attendance the attendance that the sender's settings say of messages of this type
 */
record BookingEvent(Kind kind, Optional<String> attendance) {

  /** The trigger events taken. */
  enum Kind {
    /** Booked: says all of the appointment. */
    S12,
    /** Rescheduled: says what is new. */
    S13,
    /** Modified: says what is new. */
    S14,
    /** Cancelled. */
    S15,
    /** Deleted: it was entered in error. */
    S17,
    /** The patient did not show up. */
    S26
  }

  /** Reads the event, by the sender's settings where they have one for the message's type. */
  static BookingEvent read(Reading reading) {
    var envelope = reading.message().envelope();
    var own = reading.sender().appointments().triggers().get(envelope.type());
    return own == null
        ? new BookingEvent(Kind.valueOf(envelope.triggerEvent()), Optional.empty())
        : new BookingEvent(Kind.valueOf(own.event()), own.attendance());
  }

  /** Whether the message is the whole of the appointment, rather than what is new. */
  boolean isWhole() {
    return kind == Kind.S12;
  }

  /** Whether the message is to say when the appointment is, so that a bad time stops it. */
  boolean isAboutTime() {
    return kind == Kind.S12 || kind == Kind.S13 || kind == Kind.S14;
  }

  /**
   * The status that the event says by itself. S14 says none, and S13 only with a time: senders use
   * it for a new room as well, which makes no session that took place an open booking. With the
   * time that the session had it does not either ({@link parley.mappings.AsOf#BOOKED}).
   *
   * @param timed whether the message says when the appointment is
   */
  Optional<AppointmentStatus> status(boolean timed) {
    return switch (kind) {
      case S12 -> Optional.of(AppointmentStatus.BOOKED);
      case S13 -> timed ? Optional.of(AppointmentStatus.BOOKED) : Optional.empty();
      case S14 -> Optional.empty();
      case S15 -> Optional.of(AppointmentStatus.CANCELLED);
      case S17 -> Optional.of(AppointmentStatus.ENTEREDINERROR);
      case S26 -> Optional.of(AppointmentStatus.NOSHOW);
    };
  }

  /** Whether the event ends the matter, whatever the filler status still says. */
  boolean isFinal() {
    return kind == Kind.S15 || kind == Kind.S17 || kind == Kind.S26;
  }

  /** Whether a sender's settings make messages of this type tell of appointments. */
  static boolean isSetFor(Sender sender, String type) {
    return sender.appointments().triggers().containsKey(type);
  }
}
