package parley.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Sender;
import parley.server.demo.NhsNumbers;
import parley.terminology.PackagedTerminology;

/** The referral that README.md posts must be taken without a warning, and be about who it says. */
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
}
