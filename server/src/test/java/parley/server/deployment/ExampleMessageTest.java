package parley.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.junit.jupiter.api.Test;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Sender;
import parley.mappings.questionnaire.Assessment;
import parley.mappings.questionnaire.Questionnaires;
import parley.server.synth.NhsNumbers;
import parley.terminology.PackagedTerminology;

/** The files that README.md posts must be taken without a warning, and be what it says. */
final class ExampleMessageTest {

  private static final Path ROOT = Path.of("..");

  @Test
  void theExampleOfTheReadmeIsTaken() throws IOException {
    var bytes = Files.readAllBytes(ROOT.resolve("docs/examples/referral.hl7"));
    var inbound =
        new InboundMessage(
            "1", Instant.parse("2026-11-23T09:30:00Z"), Sender.withDefaults("any"), bytes);
    var result = new Mappings(PackagedTerminology.packaged()).map(inbound);
    assertThat(result)
        .isInstanceOfSatisfying(
            MappingResult.Mapped.class, mapped -> assertThat(mapped.warnings()).isEmpty());
    var text = new String(bytes, StandardCharsets.UTF_8);
    assertThat(text).contains("9990000018").contains("EXAMPLE-0001");
    assertThat(NhsNumbers.valid("9990000018")).isTrue();
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("nhs-number|9990000018")
        .contains("MSA|AA|EXAMPLE-0001");
  }

  @Test
  void theExampleResponseOfTheReadmeIsScored() throws IOException {
    var file = "docs/examples/extract-phq-9.json";
    var parameters =
        FhirContext.forR4Cached()
            .newJsonParser()
            .parseResource(Parameters.class, Files.readString(ROOT.resolve(file)));
    var given = parameters.getParameterFirstRep();
    assertThat(given.getName()).isEqualTo("questionnaire-response");
    var assessment =
        Questionnaires.packaged(PackagedTerminology.packaged())
            .assess((QuestionnaireResponse) given.getResource());
    assertThat(assessment)
        .isInstanceOfSatisfying(
            Assessment.Scored.class,
            scored -> {
              assertThat(scored.scores()).hasSize(1);
              assertThat(scored.scores().get(0).getValueQuantity().getValue())
                  .isEqualByComparingTo("13");
            });
    assertThat(Files.readString(ROOT.resolve("README.md"))).contains('@' + file);
  }
}
