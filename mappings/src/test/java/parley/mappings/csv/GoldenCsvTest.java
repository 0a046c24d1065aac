package parley.mappings.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import parley.mappings.Content;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Problem;
import parley.mappings.RecordBundle;
import parley.mappings.Sender;
import parley.mappings.golden.GoldenCase;
import parley.mappings.golden.GoldenCase.Expected;
import parley.mappings.golden.GoldenRendering;
import parley.terminology.Definitions;
import parley.terminology.PackagedTerminology;

/** Every folder below {@code csv}; {@code -Dgolden.rewrite=true} writes {@code bundle.json}. */
class GoldenCsvTest {

  private static final Path SOURCES = Path.of("src", "test", "resources", "csv");
  private static final Mappings MAPPINGS = new Mappings(PackagedTerminology.packaged());

  static List<CsvCase> cases() {
    return CsvCase.all();
  }

  @Test
  void theIndexListsWhatIsThereAndAThirdIsBad() throws IOException {
    try (var folders = Files.list(SOURCES)) {
      assertThat(folders.filter(Files::isDirectory).map(one -> one.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(cases().stream().map(CsvCase::name).toList());
    }
    var bad = cases().stream().filter(one -> one.problems().isPresent()).count();
    assertThat(cases()).hasSizeGreaterThanOrEqualTo(12);
    assertThat(bad * 3).isGreaterThanOrEqualTo(cases().size());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesOutAsExpected(CsvCase golden) throws IOException {
    assertThat(golden.why()).contains("Trait:", "Rule:", "Source:", "Must come out:");
    var result = MAPPINGS.map(golden.inbound());
    if (result instanceof MappingResult.Rejected rejected) {
      assertThat(compared(rejected.problems())).isEqualTo(golden.problems().orElse(List.of()));
      holdNoValue(golden, rejected.problems());
      return;
    }
    var mapped = (MappingResult.Mapped) result;
    assertThat(golden.problems()).as("mapped, but a rejection is expected").isEmpty();
    assertThat(compared(mapped.warnings())).isEqualTo(golden.warnings());
    holdNoValue(golden, mapped.warnings());
    var rendered = GoldenRendering.render(mapped.bundle());
    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(SOURCES.resolve(golden.name()).resolve("bundle.json"), rendered);
    } else {
      assertThat(rendered).isEqualTo(golden.bundle().orElse("no bundle.json"));
    }
  }

  /** The same facts in a message of HL7 v2 make the same resources. */
  @Test
  void aRowGivesTheRecordOfTheMessageThatSaysTheSame() {
    var number = "9990001014";
    var hl7 =
        """
        MSH|^~\\&|||||||REF^I12|golden|P|2.4
        RF1||R||||TT-1|20261102
        PID|||%s^^^NHS^NH||Fenby^Ewan||19800215|M
        DG1|||F41.1^^I10
        OBX||NM|44261-6^PHQ-9 total score^LN||14|{score}|||||F
        """
            .formatted(number)
            .replace('\n', '\r');
    var csv =
        "Reference,Referral date,Priority,NHS Number,Surname,Forename,DOB,Sex,Diagnosis,PHQ-9\n"
            + "TT-1,2026-11-02,R,%s,Fenby,Ewan,15/02/1980,Male,F41.1,14".formatted(number);
    var golden = cases().get(0);
    var sender = Sender.withDefaults("golden");
    var inbound = golden.inbound();
    var ofRow =
        new InboundMessage(
            "golden",
            inbound.receivedAt(),
            sender,
            csv.getBytes(StandardCharsets.UTF_8),
            inbound.patientIds(),
            inbound.transport());
    var ofMessage =
        new InboundMessage(
            "golden", GoldenCase.RECEIVED_AT, sender, hl7.getBytes(StandardCharsets.UTF_8));
    assertThat(render(ofRow)).isEqualTo(render(ofMessage));
    assertThat(MAPPINGS.patientKeys(sender, ofRow.content()))
        .isEqualTo(MAPPINGS.patientKeys(sender, ofMessage.content()))
        .isNotEmpty();
  }

  @Test
  void aCorrectedRowIsTheSameReferral() {
    for (var header : List.of("Reference,NHS Number,Surname", "Referral date,NHS Number,Surname")) {
      var first = header.startsWith("R") && header.contains("date") ? "2026-11-02" : "TT-9";
      var ids =
          Stream.of("Fenby", "Fenbey")
              .map(surname -> header + '\n' + first + ",9990001014," + surname)
              .map(GoldenCsvTest::serviceRequest)
              .distinct();
      assertThat(ids).as(header).hasSize(1);
    }
    assertThat(serviceRequest("Referral date,NHS Number\n2026-11-02,9990001014"))
        .isEqualTo(serviceRequest("NHS Number,Referral date\n999 000 1014,02/11/2026"))
        .isNotEqualTo(serviceRequest("NHS Number,Referral date\n999 000 1014,03/11/2026"));
  }

  @Test
  void aSendersOwnMapHoldsInPlaceOfTheUsualOne() {
    var map = new ConceptMap().setUrl("https://clinic.example/columns");
    var group = map.addGroup().setTarget("https://parley.example/fhir/CodeSystem/csv-fact");
    for (var row : List.of("Unser Zeichen>referral-reference", "NHS>nhs-number")) {
      group
          .addElement()
          .setCode(row.split(">")[0])
          .addTarget()
          .setCode(row.split(">")[1])
          .setEquivalence(ConceptMapEquivalence.EQUIVALENT);
    }
    var mappings = new Mappings(PackagedTerminology.with(List.of(map)));
    var sender =
        new Sender(
            "golden",
            List.of(),
            StandardCharsets.UTF_8,
            Map.of(),
            Map.of(CsvColumns.CONCEPT_MAP, map.getUrl()),
            Map.of());
    var columns = mappings.columns(sender, List.of("Unser Zeichen", "NHS", "Surname"));
    assertThat(columns.columns())
        .extracting(column -> column.fact().map(CsvFact::code).orElse("-"))
        .containsExactly("referral-reference", "nhs-number", "-");
    assertThat(columns.problems()).extracting(Problem::location).containsExactly("Surname");
    assertThat(columns.problems()).noneMatch(Problem::stops);
  }

  @Test
  void headersThatNoRowCanBeReadUnderAreToldForTheFile() {
    assertThat(headers("Reference", "NHS Number", "Reference")).contains("CONTRADICTION Reference");
    assertThat(headers("Reference", "NHS Number", "nhs no")).contains("CONTRADICTION nhs no");
    assertThat(headers("TT-1", "9990001014", "Fenby")).containsExactly("UNPARSABLE header");
    assertThat(headers("Reference", "Surname")).containsExactly("MISSING_FIELD nhs-number");
    assertThat(headers("NHS Number", "Surname"))
        .containsExactly("MISSING_FIELD referral-reference");
    assertThat(headers("Reference", "NHS Number", "Note", "Notes", "Address 1", "Address 2"))
        .isEmpty();
  }

  @Test
  void theCodeSystemListsTheFactsThatAreUnderstood() {
    var system =
        Definitions.packaged(CodeSystem.class).stream()
            .filter(one -> one.getIdPart().equals("csv-fact"))
            .findFirst()
            .orElseThrow();
    assertThat(system.getConcept())
        .extracting(CodeSystem.ConceptDefinitionComponent::getCode)
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CsvFact.values()).map(CsvFact::code).toList());
  }

  private static List<String> headers(String... headers) {
    return MAPPINGS.columns(Sender.withDefaults("golden"), List.of(headers)).problems().stream()
        .filter(Problem::stops)
        .map(problem -> problem.code() + " " + problem.location())
        .toList();
  }

  private static String serviceRequest(String csv) {
    var inbound = cases().get(0).inbound();
    var row =
        new InboundMessage(
            "golden",
            inbound.receivedAt(),
            Sender.withDefaults("golden"),
            csv.getBytes(StandardCharsets.UTF_8),
            inbound.patientIds(),
            inbound.transport());
    return ((MappingResult.Mapped) MAPPINGS.map(row))
        .bundle().entries().stream()
            .map(RecordBundle.Write.class::cast)
            .map(RecordBundle.Write::resource)
            .filter(ServiceRequest.class::isInstance)
            .map(resource -> resource.getIdPart())
            .findFirst()
            .orElseThrow();
  }

  private static String render(InboundMessage inbound) {
    var result = MAPPINGS.map(inbound);
    assertThat(result).isInstanceOf(MappingResult.Mapped.class);
    return GoldenRendering.render(((MappingResult.Mapped) result).bundle());
  }

  private static List<Expected> compared(List<Problem> problems) {
    return problems.stream()
        .map(one -> new Expected(one.code().name(), one.severity().name(), one.location()))
        .toList();
  }

  private static void holdNoValue(CsvCase golden, List<Problem> problems) {
    var text = new Content(golden.bytes());
    var lines = new String(text.bytes(), StandardCharsets.ISO_8859_1).split("[\r\n]+", 2);
    for (var value : lines[1].split("[,;\t\"|]")) {
      if (value.strip().length() > 3) {
        assertThat(problems)
            .allSatisfy(
                one ->
                    assertThat(one.location() + one.rule() + one.remedy())
                        .doesNotContain(value.strip()));
      }
    }
  }
}
