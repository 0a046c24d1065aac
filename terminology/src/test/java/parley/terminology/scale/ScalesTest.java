package parley.terminology.scale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ObservationDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.terminology.Systems;

class ScalesTest {

  private static final Scales SCALES = Scales.packaged();
  private static final DisorderMeasures MEASURES = DisorderMeasures.packaged(SCALES);

  @Test
  void theThresholdsOfThePairAreThoseOfTheProgrammeAndVerified() {
    var phq9 = SCALES.get(Scale.PHQ_9);
    var gad7 = SCALES.get(Scale.GAD_7);

    assertThat(phq9.caseness().orElseThrow().value()).isEqualByComparingTo("10");
    assertThat(phq9.reliableChange().orElseThrow().value()).isEqualByComparingTo("6");
    assertThat(gad7.caseness().orElseThrow().value()).isEqualByComparingTo("8");
    assertThat(gad7.reliableChange().orElseThrow().value()).isEqualByComparingTo("4");
    for (var scale : List.of(phq9, gad7)) {
      assertThat(scale.caseness().orElseThrow().verified()).isTrue();
      assertThat(scale.reliableChange().orElseThrow().verified()).isTrue();
    }
  }

  @Test
  void everyOtherThresholdIsMarkedUnverified() {
    var others =
        SCALES.all().stream()
            .filter(scale -> !List.of(Scale.PHQ_9, Scale.GAD_7).contains(scale.id()))
            .filter(scale -> scale.caseness().isPresent())
            .toList();

    assertThat(others)
        .extracting(Scale::id)
        .containsExactly("hai", "mobility-inventory-alone", "oci", "pcl-5", "pdss", "spin");
    assertThat(others)
        .allSatisfy(
            scale -> {
              assertThat(scale.caseness().orElseThrow().verified()).isFalse();
              assertThat(scale.reliableChange().orElseThrow().verified()).isFalse();
            });
  }

  @Test
  void whatWasNotFoundStaysAway() {
    for (var id : List.of("biq", "cfq-11", "ibs-sss", "phq-15", "pswq")) {
      assertThat(SCALES.get(id).caseness()).as(id).isEmpty();
      assertThat(SCALES.get(id).reliableChange()).as(id).isEmpty();
    }
  }

  @Test
  void severityBandsCoverTheWholeRangeWithoutHolesAndWithoutOverlap() {
    var banded = SCALES.all().stream().filter(scale -> !scale.severityBands().isEmpty()).toList();

    assertThat(banded).extracting(Scale::id).containsExactly("gad-7", "phq-15", "phq-9");
    for (var scale : banded) {
      var range = scale.range().orElseThrow();
      for (var score = range.low().intValue(); score <= range.high().intValue(); score++) {
        var value = BigDecimal.valueOf(score);
        assertThat(scale.severityBands().stream().filter(band -> band.holds(value)))
            .as(scale.id() + ' ' + score)
            .hasSize(1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "phq-9, 27, ''",
    "phq-9, 28, OUT_OF_RANGE",
    "phq-9, -1, OUT_OF_RANGE",
    "phq-9, 9.5, TOO_MANY_DECIMALS",
    "phq-9, 9.0, ''",
    "mobility-inventory-alone, 2.31, ''",
    "mobility-inventory-alone, 0.99, OUT_OF_RANGE",
    "mobility-inventory-alone, 2.315, TOO_MANY_DECIMALS",
    "wsas-work, 9, OUT_OF_RANGE",
    "peq-choice-1, 1, NOT_NUMERIC"
  })
  void aNumberIsCheckedAsAScoreOfItsScale(String id, BigDecimal score, String fault) {
    assertThat(SCALES.get(id).fault(score).map(Enum::name).orElse("")).isEqualTo(fault);
  }

  @Test
  void aScaleIsFoundBySnomedAndByLoinc() {
    assertThat(SCALES.coded(Systems.SNOMED_CT, "720433000").orElseThrow().id()).isEqualTo("phq-9");
    assertThat(SCALES.coded(Systems.LOINC, "44261-6").orElseThrow().id()).isEqualTo("phq-9");
    assertThat(SCALES.coded(Systems.LOINC, "720433000")).isEmpty();
  }

  @Test
  void twoScalesOfOneCodeAndADefinitionWithoutANameAreRefused() {
    var named = new CodeableConcept(new Coding(Systems.SNOMED_CT, "1", "")).setText("one");
    var one = new ObservationDefinition().setCode(named);
    one.setId("one");
    var other = one.copy();
    other.setId("other");
    var nameless = new ObservationDefinition();

    assertThatThrownBy(() -> Scales.of(List.of(one, other)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scales.of(List.of(nameless)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "F40.0, mobility-inventory-alone",
    "F400, mobility-inventory-alone",
    "F40.00, mobility-inventory-alone",
    "F401, spin",
    "F41.0, pdss",
    "F42, oci",
    "F422, oci",
    "f42.9, oci",
    "F43.1, pcl-5",
    "F45.2, hai",
    "G93.3, cfq-11",
    "K58.0, ibs-sss",
    "F41.1, ''",
    "F40, ''",
    "F4, ''",
    "F32.1, ''"
  })
  void anIcd10CodeIsMatchedByItsStart(String code, String scale) {
    assertThat(MEASURES.of(Systems.ICD_10, code).map(choice -> choice.scale().id()).orElse(""))
        .isEqualTo(scale);
  }

  @Test
  void aSnomedRowThatIsNotPublishedSaysSo() {
    assertThat(MEASURES.of(Systems.SNOMED_CT, "83482000").orElseThrow().verified()).isTrue();
    assertThat(MEASURES.of(Systems.SNOMED_CT, "371631005").orElseThrow().verified()).isFalse();
    assertThat(MEASURES.of(Systems.SNOMED_CT, "35489007")).isEmpty();
  }

  /** An independent check against the reference list of scales, when it is at hand. */
  @Test
  void codesAreThoseOfTheReferenceList() throws IOException {
    var list = Path.of("../../shared/reference/iapt-v2.1/scales.csv");
    assumeTrue(Files.exists(list), "the reference documents are not at hand");
    var codes =
        Files.readAllLines(list).stream()
            .skip(1)
            .map(line -> line.replaceAll("\"[^\"]*\"", "").split(",")[1])
            .collect(Collectors.toSet());

    assertThat(SCALES.all().stream().map(Scale::snomedCode).collect(Collectors.toSet()))
        .isEqualTo(codes);
  }
}
