package parley.submissions.publication;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import ca.uhn.fhir.context.support.IValidationSupport.IssueSeverity;
import ca.uhn.fhir.validation.FhirValidator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.hl7.fhir.common.hapi.validation.support.CommonCodeSystemsTerminologyService;
import org.hl7.fhir.common.hapi.validation.support.InMemoryTerminologyServerValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.UnknownCodeSystemWarningValidationSupport;
import org.hl7.fhir.common.hapi.validation.support.ValidationSupportChain;
import org.hl7.fhir.common.hapi.validation.validator.FhirInstanceValidator;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import parley.terminology.Systems;

/** The MeasureReports and the page. */
class PublicationOutputTest {

  private static final PublishedFigures FIGURES =
      PublicationTest.made(
              PublicationTest.golden(),
              PublicationHistory.NONE,
              PublicationOrder.of(ReleaseKind.PRIMARY)
                  .withLeastBrokenDown(0)
                  .withNames(Map.of("RZ9", "Made & <Trust>")))
          .figures();

  @Test
  void reportsAreSummariesWithoutAnybodyAndValid() {
    var validator = validator();
    var reports = PublicationReports.of(FIGURES);
    assertThat(reports).hasSize(6);
    for (var report : reports) {
      assertThat(report.getType()).isEqualTo(MeasureReport.MeasureReportType.SUMMARY);
      assertThat(report.hasSubject()).isFalse();
      assertThat(report.hasEvaluatedResource()).isFalse();
      assertThat(report.hasText()).isFalse();
      var text = FhirContext.forR4Cached().newJsonParser().encodeResourceToString(report);
      assertThat(text).doesNotContain("subjectResults").doesNotContain("\"display\"");
      var result = validator.validateWithResult(text);
      assertThat(result.getMessages())
          .filteredOn(message -> message.getSeverity().ordinal() >= 2)
          .isEmpty();
    }
  }

  @Test
  void whatIsHiddenIsAbsentAndMasked() {
    var improved = PublicationReports.of(FIGURES).get(5);
    var group = improved.getGroupFirstRep();
    assertThat(group.getPopulation().get(0).getCount()).isEqualTo(20);
    assertThat(group.getMeasureScore().getValue()).isEqualByComparingTo("50.0");
    var male =
        group.getStratifierFirstRep().getStratum().stream()
            .filter(
                one ->
                    one.getComponent().stream()
                        .anyMatch(part -> part.getValue().getText().equals("male")))
            .findFirst()
            .orElseThrow();
    var count = male.getPopulation().get(0).getCountElement();
    assertThat(count.hasValue()).isFalse();
    assertThat(count.getExtensionByUrl(Systems.EXT_DATA_ABSENT_REASON).getValue().primitiveValue())
        .isEqualTo("masked");
    assertThat(male.getPopulation().get(1).getCount()).isEqualTo(15);
    assertThat(male.getMeasureScore().hasValue()).isFalse();
    assertThat(male.getMeasureScore().hasExtension(Systems.EXT_DATA_ABSENT_REASON)).isTrue();
  }

  @Test
  void thePageLoadsAndRunsNothingAndEscapesNames() throws IOException {
    var page = page();
    assertThat(page)
        .doesNotContain("<script")
        .doesNotContain("src=")
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("onclick")
        .doesNotContain("<Trust>")
        .contains("Made &amp; &lt;Trust&gt;")
        .contains("lang=\"en-GB\"")
        .contains("A star (*) means that the number is not shown")
        .contains("Percentages are worked out from the rounded counts")
        .contains("nearest 5");
  }

  @Test
  void everyChartHasItsNumbersInTheTableThatFollows() throws Exception {
    var factory = DocumentBuilderFactory.newDefaultInstance();
    var text = page().replace("<!DOCTYPE html>", "");
    var document =
        factory
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    var charts = document.getElementsByTagName("svg");
    var tables = document.getElementsByTagName("table");
    assertThat(charts.getLength()).isEqualTo(tables.getLength()).isPositive();
    for (var at = 0; at < charts.getLength(); at++) {
      var chart = (Element) charts.item(at);
      assertThat(chart.getAttribute("role")).isEqualTo("img");
      for (var id : chart.getAttribute("aria-labelledby").split(" ")) {
        assertThat(text).contains("id=\"" + id + "\"");
      }
      var table = (Element) tables.item(at);
      assertThat(table.getElementsByTagName("caption").item(0).getTextContent()).isNotBlank();
      assertThat(numbers(chart)).isEqualTo(lastColumn(table));
    }
    var ids = new ArrayList<String>();
    var all = document.getElementsByTagName("*");
    for (var at = 0; at < all.getLength(); at++) {
      var id = ((Element) all.item(at)).getAttribute("id");
      if (!id.isEmpty()) {
        ids.add(id);
      }
    }
    assertThat(ids).doesNotHaveDuplicates();
  }

  private static List<String> numbers(Element chart) {
    var numbers = new ArrayList<String>();
    var texts = chart.getElementsByTagName("text");
    for (var at = 0; at < texts.getLength(); at++) {
      if (((Element) texts.item(at)).getAttribute("text-anchor").equals("start")) {
        numbers.add(texts.item(at).getTextContent());
      }
    }
    return numbers;
  }

  private static List<String> lastColumn(Element table) {
    var numbers = new ArrayList<String>();
    var rows = table.getElementsByTagName("tr");
    for (var at = 1; at < rows.getLength(); at++) {
      var cells = ((Element) rows.item(at)).getElementsByTagName("td");
      numbers.add(cells.item(cells.getLength() - 1).getTextContent());
    }
    return numbers;
  }

  private static String page() throws IOException {
    var out = new ByteArrayOutputStream();
    PublicationPage.write(FIGURES, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static FhirValidator validator() {
    var fhir = FhirContext.forR4Cached();
    var unknown = new UnknownCodeSystemWarningValidationSupport(fhir);
    unknown.setNonExistentCodeSystemSeverity(IssueSeverity.WARNING);
    var support =
        new ValidationSupportChain(
            new DefaultProfileValidationSupport(fhir),
            new CommonCodeSystemsTerminologyService(fhir),
            new InMemoryTerminologyServerValidationSupport(fhir),
            unknown);
    return fhir.newValidator().registerValidatorModule(new FhirInstanceValidator(support));
  }
}
