package parley.mappings.appointment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Encounter;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Sender;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

/** Codes of a sender's own in SCH-6, SCH-8 and SCH-25, by ConceptMaps of its own. */
class SendersOwnAppointmentsTest {

  private static final String ATTENDANCE = Systems.codeSystem("nhs-attended-or-did-not-attend");

  /** Event, SCH-6, SCH-8 and SCH-25; status, attendance and type then, and whether of a contact. */
  @ParameterizedTest
  @CsvSource({
    "S14,'','',SEEN,fulfilled,5,'',true",
    "S14,'','',LATE,fulfilled,6,'',true",
    "S14,'','',TURNED,booked,7,'',true",
    "S14,'','',MISSED,noshow,3,'',true",
    "S14,'','',OFF,cancelled,'','',false",
    "S15,THEY,'','',cancelled,2,'',true",
    "S15,WE,TREAT,'',cancelled,4,02,true",
    "S15,RAIN,'','',cancelled,'','',false",
    "S12,'',TREAT,'',booked,'',02,false",
    "S17,THEY,'',SEEN,entered-in-error,'','',false"
  })
  void areTranslated(
      String event,
      String reason,
      String type,
      String filler,
      String status,
      String attendance,
      String national,
      boolean contact) {
    var writes =
        writes(
            event,
            "SCH|B1|||||" + reason + "||" + type + "|||^^^202611010900" + "|".repeat(14) + filler);
    var appointment =
        writes.stream()
            .map(Write::resource)
            .filter(Appointment.class::isInstance)
            .map(Appointment.class::cast)
            .findFirst()
            .orElseThrow();
    var encounter =
        writes.stream().filter(write -> write.resource() instanceof Encounter).findFirst();

    assertThat(appointment.getStatus().toCode()).isEqualTo(status);
    assertThat(appointment.getExtensionByUrl(ContactEncounter.ATTENDANCE) == null)
        .isEqualTo(attendance.isEmpty());
    if (!attendance.isEmpty()) {
      var said = appointment.getExtensionByUrl(ContactEncounter.ATTENDANCE).getValue();
      assertThat(appointment.castToCodeableConcept(said).getCodingFirstRep().getCode())
          .isEqualTo(attendance);
    }
    assertThat(Optional.ofNullable(appointment.getAppointmentType().getCodingFirstRep().getCode()))
        .isEqualTo(Optional.of(national).filter(code -> !code.isEmpty()));
    assertThat(encounter.orElseThrow().when() instanceof When.Always).isEqualTo(contact);
  }

  private static List<Write> writes(String event, String sch) {
    var maps =
        List.of(
            map(
                "SCH-25",
                ATTENDANCE,
                Map.of("SEEN", "5", "LATE", "6", "TURNED", "7", "MISSED", "3")),
            map("SCH-6", ATTENDANCE, Map.of("THEY", "2", "WE", "4")),
            map("SCH-8", Systems.codeSystem("nhs-appointment-type"), Map.of("TREAT", "02")));
    maps.get(0)
        .addGroup()
        .setTarget("http://terminology.hl7.org/CodeSystem/v2-0278")
        .addElement()
        .setCode("OFF")
        .addTarget()
        .setCode("Cancelled")
        .setEquivalence(ConceptMapEquivalence.EQUIVALENT);
    var sender =
        new Sender(
            "clinic",
            List.of(),
            StandardCharsets.UTF_8,
            Map.of(),
            Map.of("SCH-25", "urn:SCH-25", "SCH-6", "urn:SCH-6", "SCH-8", "urn:SCH-8"),
            Map.of());
    var text =
        "MSH|^~\\&|A|B|C|D|20261102||SIU^"
            + event
            + "|1|P|2.4\r"
            + sch
            + "\rPID|1||9990000018^^^NHS^NH||TESTER^A\r";
    var result =
        new Mappings(PackagedTerminology.with(maps))
            .map(
                new InboundMessage(
                    "1",
                    Instant.parse("2026-11-02T09:00:00Z"),
                    sender,
                    text.getBytes(StandardCharsets.UTF_8)));
    assertThat(result).isInstanceOf(MappingResult.Mapped.class);
    return ((MappingResult.Mapped) result)
        .bundle().entries().stream().map(Write.class::cast).toList();
  }

  private static ConceptMap map(String name, String target, Map<String, String> rows) {
    var map = new ConceptMap();
    map.setUrl("urn:" + name);
    var group = map.addGroup().setSource("urn:own").setTarget(target);
    rows.forEach(
        (code, to) ->
            group
                .addElement()
                .setCode(code)
                .addTarget()
                .setCode(to)
                .setEquivalence(ConceptMapEquivalence.EQUIVALENT));
    return map;
  }
}
