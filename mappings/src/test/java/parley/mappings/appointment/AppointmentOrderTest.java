package parley.mappings.appointment;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.mappings.appointment.Diary.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages about one appointment, in any order and any number of times, come to the same. */
class AppointmentOrderTest {

  private static final int ROUNDS = 150;
  private static final List<String> BOOKINGS =
      List.of("S12", "S13", "S14", "S14", "S15", "S17", "S15");
  private static final List<String> ALL =
      List.of("S12", "S13", "S14", "S14", "S15", "S17", "S15", "S26", "Z05", "Z06", "S12");

  /** One message of each kind that there is; {@code @} is the number of the round's choice. */
  private static String any(Random random, int minute, List<String> types, boolean moves) {
    var day = moves ? 1 + random.nextInt(9) : 9;
    var start = "2026110%d%02d00".formatted(day, moves ? 8 + random.nextInt(9) : 10);
    var sch = "SCH|B1^PAS|||||@6|%s||||^^^%s|";
    var filler = "||||||||||||";
    var time = random.nextInt(3) == 0 ? "" : start;
    var reason = List.of("", "^Talk", "\"\"").get(random.nextInt(3));
    var words =
        types.contains("S26")
            ? List.of("", "", "Booked", "Pending", "Complete")
            : List.of("", "", "Booked", "Pending");
    var status = words.get(random.nextInt(words.size()));
    var aip = "AIP|1||G" + random.nextInt(3) + "^CLINICIAN";
    var ail = "AIL|1||ROOM" + random.nextInt(3);
    var note = "NTE|1||Note " + random.nextInt(3);
    var parts = new ArrayList<String>();
    var type = types.get(random.nextInt(types.size()));
    var text = sch.formatted(reason, type.equals("S12") ? start : time).replace("@6", "");
    parts.add(Set.of("S12", "S13", "S14").contains(type) ? text + filler + '|' + status : text);
    for (var part : List.of(aip, ail, note)) {
      if (random.nextBoolean()) {
        parts.add(part);
      }
    }
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
    inAnyOrder(seed, BOOKINGS, true);
  }

  /** At one start: a booking of another start is a new one of what was kept or missed before. */
  @ParameterizedTest
  @ValueSource(longs = {4, 5, 6, 7, 8, 9})
  void norDoesItWithWhatBecameOfIt(long seed) {
    inAnyOrder(seed, ALL, false);
  }

  private static void inAnyOrder(long seed, List<String> types, boolean moves) {
    var random = new Random(seed);
    for (var round = 0; round < ROUNDS; round++) {
      var messages = new ArrayList<String>();
      for (var minute = 0; minute < 2 + random.nextInt(5); minute++) {
        messages.add(any(random, minute, types, moves));
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
    diary.apply(Diary.booking(0));
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
    diary.apply(Diary.booking(0));
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
    diary.apply(Diary.booking(0));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
    assertThat(diary.appointment().getParticipant()).hasSize(3);
    assertThat(diary.appointment().getStartElement().hasValue()).isTrue();
  }

  @Test
  void aContactIsMadeOfAllThatIsKnown() {
    var diary = new Diary();
    diary.apply(Diary.booking(0));
    assertThat(diary.contact()).isEmpty();
    diary.apply(message("SIU^S26", 1, "SCH|B1^PAS"));

    var contact = diary.contact().orElseThrow();
    assertThat(contact.getPeriod().getStartElement().getValueAsString())
        .startsWith("2026-11-09T10:00");
    assertThat(contact.getParticipant()).hasSize(1);
    assertThat(contact.getBasedOnFirstRep().getIdentifier().getValue()).isEqualTo("R7");
    assertThat(contact.hasEpisodeOfCare()).as("only the store knows the course").isFalse();
    diary.apply(Diary.booking(2));
    assertThat(diary.contact()).as("the booking sent again").isPresent();
    diary.apply(message("SIU^S13", 3, "SCH|B1^PAS||||||||||^^^202611101000"));
    assertThat(diary.contact()).as("moved, so nothing was missed").isEmpty();
  }

  @Test
  void aBookingSentAgainDoesNotUndoAnAttendance() {
    var diary = Diary.attended();
    diary.apply(Diary.booking(2));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.FULFILLED);
    assertThat(diary.attendance()).isEqualTo("5");
    assertThat(diary.contact()).isPresent();
    diary.apply(message("SIU^S15", 3, "SCH|B1^PAS"));
    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.CANCELLED);
    diary.apply(Diary.booking(4));
    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(diary.contact()).isEmpty();
  }

  @Test
  void anAttendanceThatComesAfterTheBookingWasSentAgainStands() {
    var diary = new Diary();
    diary.apply(Diary.booking(0));
    diary.apply(Diary.booking(2));
    diary.apply(message("SIU^Z05", 1, "SCH|B1^PAS"));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.FULFILLED);
    assertThat(diary.attendance()).isEqualTo("5");
  }

  @Test
  void whatComesLateLeavesNoTrace() {
    var diary = new Diary();
    diary.apply(Diary.booking(3));
    diary.apply(message("SIU^S26", 4, "SCH|B1^PAS"));

    assertThat(diary.apply(Diary.booking(1))).as("an older booking").isFalse();
    assertThat(diary.apply(message("SIU^S15", 2, "SCH|B1^PAS"))).as("cancelled").isFalse();
    assertThat(diary.apply(Diary.booking(3))).as("sent again").isFalse();
    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.NOSHOW);
  }

  @Test
  void aBookingOfAnotherTimeIsANewOne() {
    var diary = Diary.attended();
    diary.apply(message("SIU^S12", 2, "SCH|B1^PAS||||||||||^^^202611101000"));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.BOOKED);
    assertThat(diary.appointment().hasExtension(ContactEncounter.ATTENDANCE)).isFalse();
    assertThat(diary.contact()).isEmpty();
    diary.apply(message("SIU^S26", 1, "SCH|B1^PAS||||||||||^^^202611091000"));
    assertThat(diary.contact()).as("of the time before").isEmpty();
  }

  @Test
  void thatItWasKeptLeavesTheNationalCodeThatSaysHow() {
    var diary = Diary.attended();
    diary.apply(message("SIU^S14", 2, Diary.STATUS + "Complete"));

    assertThat(diary.attendance()).isEqualTo("5");
    assertThat(diary.contact().orElseThrow().hasExtension(ContactEncounter.ATTENDANCE)).isTrue();
  }

  @Test
  void thatItWasKeptEndsTheCodeOfAMissedOne() {
    var diary = new Diary();
    diary.apply(Diary.booking(0));
    diary.apply(message("SIU^S26", 1, "SCH|B1^PAS"));
    assertThat(diary.attendance()).isEqualTo("3");
    diary.apply(message("SIU^S14", 2, Diary.STATUS + "Complete"));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.FULFILLED);
    assertThat(diary.appointment().hasExtension(ContactEncounter.ATTENDANCE)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SIU^S13", "SIU^S14"})
  void aNewRoomDoesNotUndoAnAttendance(String type) {
    var diary = Diary.attended();
    diary.apply(message(type, 2, "SCH|B1^PAS", "AIL|1||ROOM9"));

    assertThat(diary.appointment().getStatus()).isEqualTo(AppointmentStatus.FULFILLED);
    assertThat(diary.attendance()).isEqualTo("5");
    assertThat(diary.contact()).isPresent();
  }

  @Test
  void aCancellationSentAgainWithoutAReasonIsStillThePatients() {
    var diary = new Diary();
    diary.apply(Diary.booking(0));
    diary.apply(message("SIU^S15", 1, "SCH|B1^PAS|||||" + Diary.PATIENT));
    diary.apply(message("SIU^S15", 2, "SCH|B1^PAS"));

    assertThat(diary.attendance()).isEqualTo("2");
    assertThat(diary.appointment().hasCancelationReason()).isTrue();
    diary.apply(message("SIU^S13", 3, "SCH|B1^PAS||||||||||^^^202611101000"));
    assertThat(diary.appointment().hasCancelationReason()).as("booked again").isFalse();
    assertThat(diary.appointment().hasExtension(ContactEncounter.ATTENDANCE)).isFalse();
  }
}
