package parley.mappings.care;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Organization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Sender;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

/** Which codes of organisations are taken for ODS codes, through PD1-3 and PV1-3 of a message. */
class OrganizationMapperTest {

  private static final Mappings MAPPINGS = new Mappings(PackagedTerminology.packaged());

  private static Identifier practice(String xon) {
    var message =
        """
        MSH|^~\\&|TESTPAS|RXX|PARLEY|RXX|20261102085500||ADT^A31|1|P|2.4
        EVN|A31|20261102085500
        PID|1||9990000018^^^NHS^NH||EXAMPLE^Erin||19800215|2
        PD1|||%s
        """
            .formatted(xon);
    var inbound =
        new InboundMessage(
            "1",
            Instant.parse("2026-11-02T09:00:00Z"),
            Sender.withDefaults("one"),
            message.replace('\n', '\r').getBytes(StandardCharsets.UTF_8));
    return ((MappingResult.Mapped) MAPPINGS.map(inbound))
        .bundle().entries().stream()
            .filter(Write.class::isInstance)
            .map(entry -> ((Write) entry).resource())
            .filter(Organization.class::isInstance)
            .map(organization -> ((Organization) organization).getIdentifierFirstRep())
            .findFirst()
            .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Y06601", "b82005", "RXX", "RXX02", "15E", "8HX12"})
  void takesWhatHasTheShapeOfAnOdsCode(String code) {
    var identifier = practice("EXAMPLE SURGERY^^" + code);
    assertThat(identifier.getSystem()).isEqualTo(Systems.ODS_ORGANISATION);
    assertThat(identifier.getValue()).isEqualTo(code.toUpperCase(java.util.Locale.ROOT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"EMIS", "LEEDS", "CLINIC", "SURGERY", "SITE12", "TRUST1", "AB", "G8200901"})
  void keepsWhatMayBeAnyNameToItsSender(String code) {
    var identifier = practice("EXAMPLE SURGERY^^" + code);
    assertThat(identifier.getSystem()).contains("/sender/one/organisation");
    assertThat(identifier.getValue()).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "NVC, ^^^ODS", // letters alone: an independent provider
    "G8200901, ^^^ODS", // eight characters
    "QWO, ^^^NHS^ODS", // the register in XON.7, as some systems write it
  })
  void believesAMessageThatCallsACodeOds(String code, String authority) {
    var identifier = practice("EXAMPLE SURGERY^^" + code + authority);
    assertThat(identifier.getSystem()).isEqualTo(Systems.ODS_ORGANISATION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"AB", "ABCDEFG", "ABCDEFGHI", "AB-12"})
  void butNotWhatNoOdsCodeLooksLike(String code) {
    assertThat(practice("EXAMPLE SURGERY^^" + code + "^^^ODS").getSystem())
        .isNotEqualTo(Systems.ODS_ORGANISATION);
  }
}
