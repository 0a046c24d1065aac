package parley.mappings.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Encounter.EncounterStatus;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Resource;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.RecordMerge;
import parley.mappings.Sender;
import parley.terminology.PackagedTerminology;

/** Appointments and contacts as the store would hold them after some messages. */
final class Diary {

  static final PackagedTerminology TERMINOLOGY = PackagedTerminology.packaged();

  private static final Instant RECEIVED = Instant.parse("2026-11-02T12:00:00Z");
  private static final Mappings MAPPINGS = new Mappings(TERMINOLOGY);
  private static final ContactEncounter CONTACTS = new ContactEncounter(TERMINOLOGY);

  /** The appointment that all messages are about, up to a status in SCH-25. */
  static final String STATUS = "SCH|B1^PAS" + "|".repeat(24);

  /** SCH-6: the patient cancelled. */
  static final String PATIENT =
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

  private final Map<String, Resource> held = new LinkedHashMap<>();

  /** One with an appointment that was booked and kept. */
  static Diary attended() {
    var diary = new Diary();
    diary.apply(booking(0));
    diary.apply(message("SIU^Z05", 1, "SCH|B1^PAS"));
    assertThat(diary.attendance()).isEqualTo("5");
    return diary;
  }

  /** S12 of the appointment, with all that a booking says. */
  static String booking(int minute) {
    return message(
        "SIU^S12",
        minute,
        "SCH|B1^PAS||||||^Talk||||^^^202611091000^202611091050|||||||||||||||R7^EMIS",
        "AIP|1||G1^CLINICIAN",
        "AIL|1||ROOM1",
        "NTE|1||Ring the bell");
  }

  /** A message written at a minute past ten. */
  static String message(String type, int minute, String... segments) {
    return "MSH|^~\\&|PAS|RXX|P|RXX|2026110210%02d||%s|%d|P|2.4\r".formatted(minute, type, minute)
        + String.join("\r", segments)
        + "\rPID|1||9990000018^^^NHS^NH||TESTER^A\r";
  }

  /** Applies a message as the store does; true when that changed anything. */
  boolean apply(String message) {
    var result =
        MAPPINGS.map(
            new InboundMessage("1", RECEIVED, SENDER, message.getBytes(StandardCharsets.UTF_8)));
    assertThat(result).isInstanceOf(MappingResult.Mapped.class);
    var changed = false;
    Optional<Write> contact = Optional.empty();
    for (var entry : ((MappingResult.Mapped) result).bundle().entries()) {
      var write = (Write) entry;
      if (write.resource() instanceof Appointment) {
        var before = Optional.ofNullable((Appointment) held.get(key(write)));
        changed |= write(write);
        contact = Optional.of(CONTACTS.follow(before, (Appointment) held.get(key(write))));
      }
    }
    return write(contact.orElseThrow()) || changed;
  }

  private boolean write(Write write) {
    var stored = held.get(key(write));
    if (stored == null) {
      if (!(write.when() instanceof When.Present)) {
        held.put(key(write), stored(write.resource()));
      }
      return !(write.when() instanceof When.Present);
    }
    var merged = RecordMerge.merge(write, stored);
    held.put(key(write), stored(merged.resource()));
    return merged.changed();
  }

  Appointment appointment() {
    return one(Appointment.class).orElseThrow();
  }

  /** National code of what became of it. */
  String attendance() {
    var said = appointment().getExtensionByUrl(ContactEncounter.ATTENDANCE).getValue();
    return ((CodeableConcept) said).getCodingFirstRep().getCode();
  }

  /** The contact, unless it was entered in error. */
  Optional<Encounter> contact() {
    return one(Encounter.class).filter(it -> it.getStatus() != EncounterStatus.ENTEREDINERROR);
  }

  /** What is held, without regard to the order in which parts stand. */
  String state() {
    var state = new TreeMap<String, String>();
    var appointment = appointment().copy();
    appointment
        .getParticipant()
        .sort(
            Comparator.comparing(it -> it.getActor().getReference() + it.getActor().getDisplay()));
    appointment.getExtension().sort(Comparator.comparing(Diary::text));
    state.put("Appointment", text(appointment));
    contact()
        .ifPresent(
            contact -> {
              contact.getExtension().sort(Comparator.comparing(Diary::text));
              state.put("Encounter", text(contact));
            });
    return state.toString();
  }

  private <T extends Resource> Optional<T> one(Class<T> type) {
    return held.values().stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  private static String key(Write write) {
    return write.resource().fhirType() + '/' + write.resource().getIdPart();
  }

  private static String text(Resource resource) {
    return FhirContext.forR4Cached().newJsonParser().encodeResourceToString(resource);
  }

  private static String text(Extension extension) {
    var alone = new Encounter();
    alone.addExtension(extension.copy());
    return text(alone);
  }

  /** Through JSON, as it would come back from the store. */
  private static Resource stored(Resource resource) {
    return (Resource) FhirContext.forR4Cached().newJsonParser().parseResource(text(resource));
  }
}
