package parley.submissions.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import parley.submissions.engine.CountedPopulation;
import parley.terminology.Systems;

class MeasureFolderTest {

  private static final Pattern NATIONAL = Pattern.compile("^(M\\d+),(\\w+),", Pattern.MULTILINE);

  @Test
  void everyMeasureSaysWhatItCountsAndWhereThatIsFrom() {
    var measures = MeasureFolder.packaged();
    assertThat(measures).hasSizeGreaterThanOrEqualTo(60);
    assertThat(measures).extracting(MeasureDefinition::id).doesNotHaveDuplicates();
    for (var measure : measures) {
      var definition = measure.measure();
      assertThat(definition.getUrl()).isEqualTo(Systems.PARLEY + "Measure/" + measure.id());
      assertThat(definition.getTitle()).as(measure.id()).isNotBlank();
      assertThat(definition.getDescription()).as(measure.id()).isNotBlank();
      assertThat(
              definition
                  .getExtensionByUrl(Systems.structureDefinition("source"))
                  .getValue()
                  .primitiveValue())
          .as(measure.id())
          .matches("(?s).*(, " + measure.id() + "\\.|Judgement of Parley).*");
      for (var population : definition.getGroupFirstRep().getPopulation()) {
        assertThat(population.getDescription()).as(measure.id()).isNotBlank();
        assertThat(population.getCriteria().getReference())
            .isEqualTo("sql/" + measure.id() + ".sql");
        assertThat(measure.sql()).contains(" as " + population.getCriteria().getExpression());
      }
      assertThat(FhirContext.forR4Cached().newJsonParser().encodeResourceToString(definition))
          .contains("\"status\":\"active\"");
    }
  }

  /** Every measure of the reference documents is there under its own name. */
  @Test
  void allMeasuresOfTheReferenceAreMade() throws IOException {
    var file = Path.of("../../shared/reference/iapt-v2.1/measures.csv");
    assumeTrue(Files.exists(file), "the reference documents are not at hand");
    var names = new HashMap<String, String>();
    MeasureFolder.packaged().forEach(one -> names.put(one.id(), one.measure().getName()));
    var found = 0;
    for (var national = NATIONAL.matcher(Files.readString(file)); national.find(); found++) {
      assertThat(names).containsEntry(national.group(1), national.group(2));
    }
    assertThat(found).isGreaterThanOrEqualTo(60);
  }

  /**
   * England, April 2024 to March 2025: NHS Talking Therapies annual report 2024-25, NHS England
   * (Open Government Licence), as collected in bennettoxford/nhstt.
   */
  @Test
  void englandComesOutAsPublished() {
    assertThat(rate("M192", 321_061, 670_419 - 35_234)).contains(new BigDecimal("50.5"));
    assertThat(rate("M186", 452_284, 670_419)).contains(new BigDecimal("67.5"));
    assertThat(rate("M1010", 39_157, 670_419)).contains(new BigDecimal("5.8"));
    assertThat(rate("M195", 301_815, 670_419 - 35_234)).contains(new BigDecimal("47.5"));
  }

  private static Optional<BigDecimal> rate(String measure, long numerator, long denominator) {
    var definition =
        MeasureFolder.packaged().stream()
            .filter(one -> one.id().equals(measure))
            .findFirst()
            .orElseThrow();
    return Figure.of(
            definition,
            CountedPopulation.total("provider", "England"),
            Optional.of(BigDecimal.valueOf(numerator)),
            Optional.of(BigDecimal.valueOf(denominator)),
            Optional.empty())
        .value();
  }
}
