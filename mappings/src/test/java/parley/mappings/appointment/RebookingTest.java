package parley.mappings.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.mappings.appointment.Diary.message;

import java.util.List;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A change that says booked and no more, after the session or a cancellation. */
class RebookingTest {

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
      var diary = new Diary();
      diary.apply(Diary.booking(0));
      diary.apply(message(became, 1, "SCH|B1^PAS"));
      var status = diary.appointment().getStatus();
      var attendance = diary.attendance();
      assertThat(diary.apply(message(said[0], 2, said[1], "AIL|1||ROOM9"))).isTrue();

      assertThat(diary.appointment().getStatus()).isEqualTo(status);
      assertThat(diary.attendance()).isEqualTo(attendance);
      assertThat(diary.contact()).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIU^S13", "SIU^S14"})
  void anotherStartIsANewBooking(String type) {
    var diary = Diary.attended();
    diary.apply(message(type, 2, "SCH|B1^PAS||||||||||^^^202611101000||||||||||||||Booked"));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(diary.appointment().hasExtension(ContactEncounter.ATTENDANCE)).isFalse();
    assertThat(diary.contact()).isEmpty();
  }

  @Test
  void aChangeThatSaysBookedEndsACancellation() {
    var diary = new Diary();
    diary.apply(Diary.booking(0));
    diary.apply(message("SIU^S15", 1, "SCH|B1^PAS|||||" + Diary.PATIENT));
    diary.apply(message("SIU^S14", 2, Diary.STATUS + "Booked"));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(diary.appointment().hasCancelationReason()).isFalse();
    assertThat(diary.appointment().hasExtension(ContactEncounter.ATTENDANCE)).isFalse();
    assertThat(diary.contact()).isEmpty();
  }
}
