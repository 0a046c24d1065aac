package parley.mappings.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.mappings.appointment.Diary.message;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.Sender;

/** A change that says booked and no more, after the session or a cancellation. */
class RebookingTest {

  private static final String STATUS = "SCH|B1^PAS" + "|".repeat(24);
  private static final String PATIENT =
      "pat^^http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";

  /** Of whom SIU^Z05 and Z06 say that the person attended on time, and late. */
  private static final Sender SENDER =
      Sender.withDefaults("pas")
          .with(
              new Sender.Appointments(
                  Map.of(
                      "SIU^Z05", new Sender.Trigger("S14", Optional.of("5")),
                      "SIU^Z06", new Sender.Trigger("S14", Optional.of("6"))),
                  Optional.empty(),
                  false));

  /** Of the start that it had, and with a status that says booked and no more. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "SIU^S13 SCH|B1^PAS||||||||||^^^202611091000",
        "SIU^S13 SCH|B1^PAS||||||||||^^^202611091000||||||||||||||Booked",
        "SIU^S14 SCH|B1^PAS||||||||||||||||||||||||Booked",
        "SIU^S14 SCH|B1^PAS||||||||||^^^202611091000||||||||||||||Booked"
      })
  void aNewRoomThatRepeatsTheBookingDoesNotUndoAnAttendance(String change) {
    var said = change.split(" ", 2);
    for (var became : List.of("SIU^Z05", "SIU^S26")) {
      var diary = new Diary(SENDER);
      diary.apply(booking(0));
      diary.apply(message(became, 1, "SCH|B1^PAS"));
      var status = diary.appointment().getStatus();
      var attendance = attendance(diary);
      assertThat(diary.apply(message(said[0], 2, said[1], "AIL|1||ROOM9"))).isTrue();

      assertThat(diary.appointment().getStatus()).isEqualTo(status);
      assertThat(attendance(diary)).isEqualTo(attendance);
      assertThat(diary.contact()).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIU^S13", "SIU^S14"})
  void anotherStartIsANewBooking(String type) {
    var diary = attended();
    diary.apply(message(type, 2, "SCH|B1^PAS||||||||||^^^202611101000||||||||||||||Booked"));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(diary.appointment().hasExtension(ContactEncounter.ATTENDANCE)).isFalse();
    assertThat(diary.contact()).isEmpty();
  }

  @Test
  void aChangeThatSaysBookedEndsACancellation() {
    var diary = new Diary(SENDER);
    diary.apply(booking(0));
    diary.apply(message("SIU^S15", 1, "SCH|B1^PAS|||||" + PATIENT));
    diary.apply(message("SIU^S14", 2, STATUS + "Booked"));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(diary.appointment().hasCancelationReason()).isFalse();
    assertThat(diary.appointment().hasExtension(ContactEncounter.ATTENDANCE)).isFalse();
    assertThat(diary.contact()).isEmpty();
  }

  private static Diary attended() {
    var diary = new Diary(SENDER);
    diary.apply(booking(0));
    diary.apply(message("SIU^Z05", 1, "SCH|B1^PAS"));
    assertThat(attendance(diary)).isEqualTo("5");
    return diary;
  }

  private static String attendance(Diary diary) {
    var said = diary.appointment().getExtensionByUrl(ContactEncounter.ATTENDANCE).getValue();
    return ((CodeableConcept) said).getCodingFirstRep().getCode();
  }

  private static String booking(int minute) {
    return message(
        "SIU^S12",
        minute,
        "SCH|B1^PAS||||||^Talk||||^^^202611091000^202611091050|||||||||||||||R7^EMIS",
        "AIP|1||G1^CLINICIAN",
        "AIL|1||ROOM1",
        "NTE|1||Ring the bell");
  }
}
