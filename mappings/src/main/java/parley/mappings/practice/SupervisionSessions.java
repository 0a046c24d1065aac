package parley.mappings.practice;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.lifecycle.EnglishDay;
import parley.terminology.Systems;

/** Sessions of supervision: an Appointment of type {@code supervision#session}. */
public final class SupervisionSessions {

  private static final String SUPERVISION = Systems.codeSystem("supervision");

  private SupervisionSessions() {}

  /** Whether an appointment is for supervision, whatever became of it. */
  public static boolean isOne(Appointment appointment) {
    return appointment.getAppointmentType().hasCoding(SUPERVISION, "session");
  }

  /**
   * Who was there, as {@link PracticeReader#treating} names them, each once: those whose own status
   * is accepted. Who was asked and has not answered, or has not made up their mind, was not there
   * as far as anybody knows, no more than who declined.
   *
   * @param as {@code supervisor} or {@code supervisee}
   */
  public static List<String> present(Appointment appointment, String as) {
    return appointment.getParticipant().stream()
        .filter(one -> one.getStatus() == ParticipationStatus.ACCEPTED)
        .filter(one -> one.getType().stream().anyMatch(type -> type.hasCoding(SUPERVISION, as)))
        .flatMap(one -> PracticeReader.treating(one.getActor()).stream())
        .distinct()
        .toList();
  }

  /** What is wrong with a session that is said to have taken place on a day to come. */
  public static Optional<Problem> problem(Appointment appointment, Instant now) {
    return isOne(appointment)
            && appointment.getStatus() == AppointmentStatus.FULFILLED
            && appointment.hasStart()
            && PracticeReader.day(appointment.getStartElement())
                .filter(day -> day.isAfter(EnglishDay.of(now)))
                .isPresent()
        ? Optional.of(
            Problem.error(
                ProblemCode.CONTRADICTION,
                "Appointment.status",
                "a supervision session of a day that has not come yet has not taken place",
                "Send status booked now, and fulfilled when it has taken place."))
        : Optional.empty();
  }
}
