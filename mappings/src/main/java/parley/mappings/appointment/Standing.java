package parley.mappings.appointment;

import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Extension;

/**
 * What has become of an appointment, as a message says it.
 *
 * @param status its status; empty when the message does not say
 * @param attendance the national attendance code, when the message says as much
 * @param reason why it was cancelled
 * @param kept a status code that has no translation
 * @param refuted national attendance codes that cannot be beside the status
 */
record Standing(
    Optional<AppointmentStatus> status,
    Optional<String> attendance,
    Optional<CodeableConcept> reason,
    Optional<Extension> kept,
    Set<String> refuted) {

  /** Whether it says that the appointment is booked and no more. */
  boolean isBookingAlone() {
    return status.equals(Optional.of(AppointmentStatus.BOOKED)) && attendance.isEmpty();
  }
}
