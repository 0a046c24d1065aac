package parley.mappings.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Sender;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;
import parley.terminology.Terminology;
import parley.terminology.Translation;

class MeasuresTest {

  private static final Terminology SHIPPED = PackagedTerminology.packaged();
  private static final String LOCAL = "https://clinic.example/ConceptMap/results";

  private static MappingResult map(Sender sender, String... results) {
    var message =
        "MSH|^~\\&|CLINIC|RXX|PARLEY|RXX|20261102085500||ORU^R01|X1|P|2.4\r"
            + "PID|1||9990080070^^^NHS^NH||RESULT^Case||19620412|2\r"
            + "OBR|1||C-1^LAB|R^Results|||20261101093000\r"
            + String.join("\r", results);
    return new Mappings(new WithLocalCodes())
        .map(
            new InboundMessage(
                "1",
                Instant.parse("2026-11-02T09:00:00Z"),
                sender,
                message.getBytes(StandardCharsets.UTF_8)));
  }

  private static MappingResult map(String... results) {
    return map(Sender.withDefaults("clinic"), results);
  }

  private static <T extends Resource> List<T> all(MappingResult result, Class<T> type) {
    return ((MappingResult.Mapped) result)
        .bundle().entries().stream()
            .map(entry -> ((Write) entry).resource())
            .filter(type::isInstance)
            .map(type::cast)
            .toList();
  }

  private static List<ProblemCode> warnings(MappingResult result) {
    return ((MappingResult.Mapped) result).warnings().stream().map(Problem::code).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "15,mmol/mol,true", "14.9,mmol/mol,false", "200,mmol/mol,true", "200.1,mmol/mol,false",
    "3.5,%,true", "3.4,%,false", "20.5,%,true", "48,%,false",
  })
  void aNumberOutsideWhatCanBeIsReportedAndKept(String number, String unit, boolean plausible) {
    var result = map("OBX|1|NM|4548-4^^LN||" + number + "|" + unit + "|||||F");

    assertThat(warnings(result).contains(ProblemCode.OUT_OF_RANGE)).isEqualTo(!plausible);
    var quantity = all(result, Observation.class).get(0).getValueQuantity();
    assertThat(quantity.getValue()).isEqualByComparingTo(new BigDecimal(number));
    assertThat(quantity.getCode()).isEqualTo(unit);
  }

  @Test
  void aSendersOwnCodeIsKnownByItsMap() {
    var sender =
        new Sender(
            "clinic",
            List.of(),
            StandardCharsets.UTF_8,
            Map.of(),
            Map.of("OBX-3", LOCAL),
            Map.of());

    var result = map(sender, "OBX|1|NM|A1C^Glyc Hb^L||58|mmol/mol|||||F");

    var code = all(result, Observation.class).get(0).getCode();
    assertThat(code.hasCoding(Systems.codeSystem("clinical-measure"), "hba1c")).isTrue();
    assertThat(code.hasCoding(Systems.LOINC, "59261-8")).isTrue();
    assertThat(code.getCoding()).anyMatch(coding -> coding.getCode().equals("A1C"));
    assertThat(warnings(result)).isEmpty();
  }

  @Test
  void theSameCodeWithoutTheMapIsKeptAndReported() {
    var result = map("OBX|1|NM|A1C^Glyc Hb^L||58|mmol/mol|||||F");

    assertThat(warnings(result)).containsExactly(ProblemCode.UNMAPPED_CODE);
    assertThat(all(result, Observation.class)).hasSize(1);
    assertThat(all(result, DiagnosticReport.class)).isEmpty();
  }

  @Test
  void aResultInTextIsANumberAllTheSame() {
    var result = map("OBX|1|ST|59261-8^^LN||58|mmol/mol|||||F");

    assertThat(all(result, Observation.class).get(0).getValueQuantity().getCode())
        .isEqualTo("mmol/mol");
  }

  @Test
  void twoReadingsOfOneOrderStayTwoByTheirSubIdOrTheirOrder() {
    var result =
        map(
            "OBX|1|NM|8480-6^^LN|a|142|mmHg|||||F",
            "OBX|2|NM|8462-4^^LN|a|88|mmHg|||||F",
            "OBX|3|NM|8480-6^^LN|b|136|mmHg|||||F",
            "OBX|4|NM|8462-4^^LN|b|84|mmHg|||||F",
            "OBX|5|NM|8480-6^^LN|b|134|mmHg|||||F",
            "OBX|6|NM|8462-4^^LN|b|82|mmHg|||||F");

    var readings = all(result, Observation.class);
    assertThat(readings)
        .extracting(reading -> reading.getComponentFirstRep().getValueQuantity().getValue())
        .containsExactly(new BigDecimal("142"), new BigDecimal("136"), new BigDecimal("134"));
    assertThat(readings).extracting(Observation::getIdPart).doesNotHaveDuplicates();
    assertThat(warnings(result)).isEmpty();
  }

  @Test
  void ordersUnderOneNumberHaveAReportEach() {
    var result =
        map(
            "OBX|1|NM|59261-8^^LN||58|mmol/mol|||||F",
            "OBR|2||C-1^LAB|S^Spirometry|||20261101093000",
            "OBX|1|NM|20150-9^^LN||1.6|L|||||F");

    assertThat(all(result, DiagnosticReport.class))
        .allMatch(report -> report.getResult().size() == 1)
        .extracting(DiagnosticReport::getIdPart)
        .doesNotHaveDuplicates()
        .hasSize(2);
  }

  @Test
  void aCorrectedPartCorrectsTheReadingUnderItsOwnId() {
    var first = map("OBX|1|NM|8480-6^^LN||142|mmHg|||||F", "OBX|2|NM|8462-4^^LN||88|mmHg|||||F");
    var corrected =
        map("OBX|1|NM|8480-6^^LN||124|mmHg|||||C", "OBX|2|NM|8462-4^^LN||88|mmHg|||||F");

    var before = all(first, Observation.class).get(0);
    var after = all(corrected, Observation.class).get(0);
    assertThat(after.getIdPart()).isEqualTo(before.getIdPart());
    assertThat(after.getStatus().toCode()).isEqualTo("corrected");
    assertThat(all(corrected, DiagnosticReport.class).get(0).getStatus().toCode())
        .isEqualTo("corrected");
  }

  @ParameterizedTest
  @CsvSource({
    "F,F,final",
    "P,P,preliminary",
    "C,F,corrected",
    "D,C,entered-in-error",
    "F,'',final",
    "F,X,cancelled",
  })
  void theReportHasTheStatusOfItsOrderAndItsResults(String result, String order, String status) {
    var message =
        "MSH|^~\\&|CLINIC|RXX|PARLEY|RXX|20261102085500||ORU^R01|X1|P|2.4\r"
            + "PID|1||9990080070^^^NHS^NH||RESULT^Case||19620412|2\r"
            + "OBR|1||C-1^LAB|R^Results|||20261101093000||||||||||||||||||"
            + order
            + "\rOBX|1|NM|59261-8^^LN||58|mmol/mol|||||"
            + result;
    var mapped =
        new Mappings(SHIPPED)
            .map(
                new InboundMessage(
                    "1",
                    Instant.parse("2026-11-02T09:00:00Z"),
                    Sender.withDefaults("clinic"),
                    message.getBytes(StandardCharsets.UTF_8)));

    assertThat(all(mapped, DiagnosticReport.class).get(0).getStatus().toCode()).isEqualTo(status);
  }

  /** The shipped vocabularies, and the map of one sender. */
  private static final class WithLocalCodes implements Terminology {

    @Override
    public Translation translate(String conceptMap, String code) {
      if (!conceptMap.equals(LOCAL)) {
        return SHIPPED.translate(conceptMap, code);
      }
      return code.equals("A1C")
          ? new Translation.Found(new Coding(Systems.LOINC, "59261-8", "HbA1c"))
          : new Translation.Unmapped();
    }

    @Override
    public boolean validateCode(String valueSet, String system, String code) {
      return SHIPPED.validateCode(valueSet, system, code);
    }

    @Override
    public Optional<String> display(String system, String code) {
      return SHIPPED.display(system, code);
    }
  }
}
