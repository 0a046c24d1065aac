package parley.mappings.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.mappings.appointment.Diary.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages about one appointment, in any order and any number of times, come to the same. */
class AppointmentOrderTest {

  private static final int ROUNDS = 150;

  /** One message of each kind that there is; {@code @} is the number of the round's choice. */
  private static String any(Random random, int minute) {
    var start = "2026110%d%02d00".formatted(1 + random.nextInt(9), 8 + random.nextInt(9));
    var sch = "SCH|B1^PAS|||||@6|%s||||^^^%s|";
    var filler = "||||||||||||";
    var time = random.nextInt(3) == 0 ? "" : start;
    var reason = List.of("", "^Talk", "\"\"").get(random.nextInt(3));
    var status = List.of("", "", "Booked", "Pending").get(random.nextInt(4));
    var aip = "AIP|1||G" + random.nextInt(3) + "^CLINICIAN";
    var ail = "AIL|1||ROOM" + random.nextInt(3);
    var note = "NTE|1||Note " + random.nextInt(3);
    var parts = new ArrayList<String>();
    var kind = random.nextInt(8);
    var text = sch.formatted(reason, kind == 0 ? start : time).replace("@6", "");
    parts.add(kind < 4 ? text + filler + '|' + status : text);
    for (var part : List.of(aip, ail, note)) {
      if (random.nextBoolean()) {
        parts.add(part);
      }
    }
    var type = List.of("S12", "S13", "S14", "S14", "S15", "S17", "S26", "S15").get(kind);
    if (type.equals("S15")) {
      parts.set(0, text.replace("|||||", "|||||" + who(random)));
    }
    return message("SIU^" + type, minute, parts.toArray(String[]::new));
  }

  private static String who(Random random) {
    var system = "^^http://terminology.hl7.org/CodeSystem/appointment-cancellation-reason";
    return List.of("pat" + system, "prov" + system, "").get(random.nextInt(3));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void theOrderOfArrivalMakesNoDifference(long seed) {
    var random = new Random(seed);
    for (var round = 0; round < ROUNDS; round++) {
      var messages = new ArrayList<String>();
      for (var minute = 0; minute < 2 + random.nextInt(5); minute++) {
        messages.add(any(random, minute));
      }
      var inOrder = new Diary();
      messages.forEach(inOrder::apply);
      var shuffled = new ArrayList<>(messages);
      // Some of them come again.
      shuffled.addAll(messages.subList(0, random.nextInt(messages.size())));
      Collections.shuffle(shuffled, random);
      var anyOrder = new Diary();
      shuffled.forEach(anyOrder::apply);

      assertThat(anyOrder.state())
          .as("seed %s round %s: %s", seed, round, shuffled)
          .isEqualTo(inOrder.state());
      messages.forEach(again -> assertThat(anyOrder.apply(again)).as("sent again").isFalse());
    }
  }

  @Test
  void aPartialChangeLeavesTheRest() {
    var diary = new Diary();
    diary.apply(booking(0));
    diary.apply(message("SIU^S13", 1, "SCH|B1^PAS", "AIL|1||ROOM9"));

    var appointment = diary.appointment();
    assertThat(appointment.getStartElement().getValueAsString()).startsWith("2026-11-09T10:00");
    assertThat(appointment.getReasonCodeFirstRep().getText()).isEqualTo("Talk");
    assertThat(appointment.getParticipant()).hasSize(3);
    assertThat(appointment.getComment()).isEqualTo("Ring the bell");
  }

  @Test
  void aBookingOfAKnownAppointmentReplacesAllOfIt() {
    var diary = new Diary();
    diary.apply(booking(0));
    diary.apply(message("SIU^S12", 1, "SCH|B1^PAS||||||||||^^^202611101000"));

    var appointment = diary.appointment();
    assertThat(appointment.getStartElement().getValueAsString()).startsWith("2026-11-10T10:00");
    assertThat(appointment.getParticipant()).hasSize(1);
    assertThat(appointment.hasReasonCode()).isFalse();
    assertThat(appointment.hasComment()).isFalse();
  }

  @Test
  void anOlderBookingDoesNotUndoACancellationButFillsWhatItWasSilentAbout() {
    var diary = new Diary();
    diary.apply(message("SIU^S15", 5, "SCH|B1^PAS"));
    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
    diary.apply(booking(0));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(diary.appointment().getParticipant()).hasSize(3);
    assertThat(diary.appointment().getStartElement().hasValue()).isTrue();
  }

  @Test
  void aContactIsMadeOfAllThatIsKnown() {
    var diary = new Diary();
    diary.apply(booking(0));
    assertThat(diary.contact()).isEmpty();
    diary.apply(message("SIU^S26", 1, "SCH|B1^PAS"));

    var contact = diary.contact().orElseThrow();
    assertThat(contact.getPeriod().getStartElement().getValueAsString())
        .startsWith("2026-11-09T10:00");
    assertThat(contact.getParticipant()).hasSize(1);
    assertThat(contact.getBasedOnFirstRep().getIdentifier().getValue()).isEqualTo("R7");
    assertThat(contact.hasEpisodeOfCare()).as("only the store knows the course").isFalse();
    diary.apply(booking(2));
    assertThat(diary.contact()).as("booked again, so nothing was missed").isEmpty();
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
