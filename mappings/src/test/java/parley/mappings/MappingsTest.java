package parley.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.terminology.PackagedTerminology;

class MappingsTest {

  private static final Sender SENDER = Sender.withDefaults("clinic");

  private final Mappings mappings = new Mappings(PackagedTerminology.packaged());

  @ParameterizedTest
  @ValueSource(strings = {"2.1", "2.2", "2.3", "2.3.1", "2.4", "2.5.1", "2.6", "2.7", "2.8"})
  void takesTheVersionsOfHl7v2(String version) {
    assertThat(map("ADT^A28", version)).isInstanceOf(MappingResult.Mapped.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0", "2.9", "3.0", "x", "2.4x"})
  void refusesOtherVersionsForGood(String version) {
    var rejected = (MappingResult.Rejected) map("ADT^A28", version);

    assertThat(rejected.problems())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.UNSUPPORTED_VERSION);
  }

  @Test
  void readsAMessageWithoutVersionAsTwoPointFour() {
    var mapped = (MappingResult.Mapped) map("ADT^A28", "");

    assertThat(mapped.warnings()).extracting(Problem::location).containsExactly("MSH-12");
  }

  @ParameterizedTest
  @CsvSource({"ADT^A99,UNSUPPORTED_EVENT", "REF^I15,UNSUPPORTED_EVENT", "ORM^O01,UNSUPPORTED_TYPE"})
  void refusesOtherTypes(String type, ProblemCode code) {
    var rejected = (MappingResult.Rejected) map(type, "2.4");

    assertThat(rejected.problems()).extracting(Problem::code).containsExactly(code);
  }

  @Test
  void listsWhatItTakes() {
    assertThat(Mappings.types())
        .containsExactly(
            "ADT^A01", "ADT^A03", "ADT^A04", "ADT^A05", "ADT^A08", "ADT^A28", "ADT^A31", "ADT^A38",
            "ADT^A40", "MDM^T02", "MDM^T08", "MDM^T11", "ORU^R01", "REF^I12", "REF^I13", "REF^I14",
            "RRI^I12", "SIU^S12", "SIU^S13", "SIU^S14", "SIU^S15", "SIU^S17", "SIU^S26");
  }

  @Test
  void theSameBytesMakeTheSameRecord() {
    var left = (MappingResult.Mapped) map("ADT^A28", "2.4");
    var right = (MappingResult.Mapped) map("ADT^A28", "2.4");

    assertThat(left.bundle().people()).isEqualTo(right.bundle().people());
    assertThat(left.bundle().entries()).hasSameSizeAs(right.bundle().entries());
  }

  @Test
  void keysOfAJoinAreThoseOfBothPeople() {
    var message =
        "MSH|^~\\&|A|B|C|D|2026||ADT^A40|1|P|2.4\r"
            + "PID|1||9990000018^^^NHS^NH~1^^^RXX\rMRG|2^^^RXX";

    assertThat(mappings.patientKeys(SENDER, new Content(message.getBytes(StandardCharsets.UTF_8))))
        .containsExactlyInAnyOrder(
            "https://fhir.nhs.uk/Id/nhs-number|9990000018",
            "https://parley.example/fhir/Id/local/RXX|1",
            "https://parley.example/fhir/Id/local/RXX|2");
  }

  /** Who a message is about, in PID-3 and MRG-1, when all it gives are numbers that are none. */
  @ParameterizedTest
  @CsvSource({
    "UNKNOWN^^^NHS,2^^^RXX,PID-3",
    "0000000000^^^NHS^NH,2^^^RXX,PID-3",
    "1^^^RXX,9999999999^^^NHS,MRG-1",
    "1^^^RXX,9990000019^^^NHS,MRG-1"
  })
  void aNumberThatFailsTheCheckIsNobody(String survivor, String replaced, String location) {
    var message =
        "MSH|^~\\&|A|B|C|D|2026||ADT^A40|1|P|2.4\rPID|1||%s\rMRG|%s".formatted(survivor, replaced);
    var rejected = (MappingResult.Rejected) mappings.map(inbound(message));

    assertThat(rejected.problems())
        .filteredOn(Problem::stops)
        .extracting(Problem::code, Problem::location)
        .containsExactly(tuple(ProblemCode.INVALID_VALUE, location));
    assertThat(rejected.problems())
        .filteredOn(problem -> !problem.stops())
        .extracting(Problem::code)
        .containsExactly(ProblemCode.NHS_NUMBER_CHECK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "hello",
        "MSH|",
        "MSH|^~\\&",
        "MSH||||||||||||||||",
        "MSH|^~\\&|A\rgarbage",
        "MSH|^~\\&|A\rPID",
        "MSH|^~\\&||||||||||||||||EBCDIC\rPID|1||1^^^NHS"
      })
  void unreadableBytesHaveNoKeys(String text) {
    assertThat(mappings.patientKeys(SENDER, new Content(text.getBytes(StandardCharsets.UTF_8))))
        .isEmpty();
    assertThat(mappings.map(inbound(text))).isInstanceOf(MappingResult.Rejected.class);
  }

  /** The field of RF1-3, the system it is kept under, and whether that is reported. */
  @ParameterizedTest
  @CsvSource({
    "Psy^Psychiatric^HL70281,http://terminology.hl7.org/CodeSystem/v2-0281,0",
    "Psy,http://terminology.hl7.org/CodeSystem/v2-0281,0",
    "MH^Mental health^HL70281,https://parley.example/fhir/CodeSystem/sender/clinic/HL70281,1",
    "Psy^Local^L,https://parley.example/fhir/CodeSystem/sender/clinic/L,1",
    "MH,https://parley.example/fhir/CodeSystem/sender/clinic/RF1-3,1",
    "394914008^Psychiatry^SCT,http://snomed.info/sct,0"
  })
  void aCodeThatASiteAddedToAnHl7TableIsTheSendersOwn(String rf1, String system, int warnings) {
    var mapped =
        (MappingResult.Mapped)
            mappings.map(
                inbound(
                    "MSH|^~\\&|A|B|C|D|20261102||REF^I12|1|P|2.4\rRF1|A|R|"
                        + rf1
                        + "|||R1^RXX|20261101\rPID|1||9990000018^^^NHS^NH||TESTER^A\r"));
    var request =
        mapped.bundle().entries().stream()
            .map(entry -> ((RecordBundle.Write) entry).resource())
            .filter(ServiceRequest.class::isInstance)
            .map(ServiceRequest.class::cast)
            .findFirst()
            .orElseThrow();

    assertThat(request.getCode().getCodingFirstRep().getSystem()).isEqualTo(system);
    assertThat(mapped.warnings()).hasSize(warnings).allMatch(one -> one.location().equals("RF1-3"));
  }

  /** Namespace of RF1-6 and PID-3, and whether two senders that use it mean the same things. */
  @ParameterizedTest
  @CsvSource({"EMIS,false", "LOCAL,false", "TPP,false", "'',false", "RXX,true", "A81001,true"})
  void aVendorsNameJoinsNothingOfTwoSenders(String namespace, boolean same) {
    var text =
        "MSH|^~\\&|A|B|C|D|20261102||REF^I12|1|P|2.4\rRF1|A|R||||REF-1^%1$s|20261101\r"
            + "PID|1||123^^^%1$s||TESTER^A\r";
    var left = ids(Sender.withDefaults("EMIS|A81001"), text.formatted(namespace));
    var right = ids(Sender.withDefaults("EMIS|B82002"), text.formatted(namespace));

    assertThat(left).containsKeys("ServiceRequest", "Patient");
    for (var type : List.of("ServiceRequest", "Patient")) {
      assertThat(left.get(type).equals(right.get(type))).as(type).isEqualTo(same);
    }
  }

  private Map<String, String> ids(Sender sender, String text) {
    var inbound =
        new InboundMessage(
            "1",
            Instant.parse("2026-11-02T09:00:00Z"),
            sender,
            text.getBytes(StandardCharsets.UTF_8));
    return ((MappingResult.Mapped) mappings.map(inbound))
        .bundle().entries().stream()
            .map(entry -> ((RecordBundle.Write) entry).resource())
            .collect(
                Collectors.toMap(
                    resource -> resource.fhirType(),
                    resource -> resource.getIdPart(),
                    (a, b) -> a));
  }

  private MappingResult map(String type, String version) {
    return mappings.map(
        inbound(
            "MSH|^~\\&|A|B|C|D|20261102||"
                + type
                + "|1|P|"
                + version
                + "\rPID|1||9990000018^^^NHS^NH||TESTER^A\r"));
  }

  private static InboundMessage inbound(String text) {
    return new InboundMessage(
        "1", Instant.parse("2026-11-02T09:00:00Z"), SENDER, text.getBytes(StandardCharsets.UTF_8));
  }
}
