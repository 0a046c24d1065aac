package parley.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Problem;
import parley.mappings.ProblemCode;
import parley.mappings.Sender;
import parley.terminology.PackagedTerminology;

/** Every message of the day through the mappings, which must agree with the script about it. */
final class DemoDayMappingTest {

  private static final Instant START = Instant.parse("2026-11-23T07:55:00Z");

  /** Those that the mappings take and the spine or the store refuses. */
  private static final Set<String> DECIDED_LATER =
      Set.of(
          "MSH-3 and MSH-4 of nobody we know",
          "a control id used before, with other content",
          "the NHS number of somebody with another surname and date of birth: a person must"
              + " decide");

  /** What an inlet does not take is refused before it is mapped. */
  private static final String NOT_FOR_THE_INLET = "XML on the HL7 v2 port";

  private final Mappings mappings = new Mappings(PackagedTerminology.packaged());

  @Test
  void theScriptAndTheMappingsAgree() {
    for (var message : DemoDay.script(DemoSettings.USUAL_SEED, START)) {
      var result = mappings.map(inbound(message));
      if (message.expected() == Outcome.AA || DECIDED_LATER.contains(message.why())) {
        assertThat(result)
            .as("%s %s: %s", message.name(), message.why(), result)
            .isInstanceOf(MappingResult.Mapped.class);
      } else {
        assertThat(result).as(message.why()).isInstanceOf(MappingResult.Rejected.class);
        if (message.why().equals(NOT_FOR_THE_INLET)) {
          continue;
        }
        var rejects =
            ((MappingResult.Rejected) result)
                .problems().stream()
                    .filter(Problem::stops)
                    .map(Problem::code)
                    .anyMatch(ProblemCode::rejects);
        assertThat(rejects).as(message.why()).isEqualTo(message.expected() == Outcome.AR);
      }
    }
  }

  @Test
  void warningsAreThoseThatTheScriptMeansToShow() {
    var places = new TreeMap<String, Long>();
    for (var message : DemoDay.script(DemoSettings.USUAL_SEED, START)) {
      if (mappings.map(inbound(message)) instanceof MappingResult.Mapped mapped) {
        mapped
            .warnings()
            .forEach(
                warning ->
                    places.merge(
                        message.sender() + ' ' + warning.location() + ' ' + warning.code(),
                        1L,
                        Long::sum));
      }
    }
    // The PAS says its treatment function codes without naming a list, as such systems do.
    assertThat(places)
        .containsOnlyKeys(
            "gp-riverside PID-3 NHS_NUMBER_CHECK",
            "trust-pas PID-7 INVALID_VALUE",
            "trust-pas PV1-10 UNMAPPED_CODE")
        .containsEntry("gp-riverside PID-3 NHS_NUMBER_CHECK", 1L)
        .containsEntry("trust-pas PID-7 INVALID_VALUE", 1L);
  }

  private static InboundMessage inbound(DemoMessage message) {
    var charset =
        message.sender().equals("gp-hilltop")
            ? StandardCharsets.ISO_8859_1
            : StandardCharsets.UTF_8;
    return new InboundMessage("1", START, sender(message.sender(), charset), message.bytes());
  }

  private static Sender sender(String id, Charset charset) {
    var authorities =
        Map.of(
            "RIVERSIDE", "https://parley.example/fhir/Id/gp-riverside",
            "HILLTOP", "https://parley.example/fhir/Id/gp-hilltop",
            "RZ8DM", "https://parley.example/fhir/Id/diabetes-clinic",
            "RZ7", "https://parley.example/fhir/Id/trust-pas");
    var sources =
        id.equals("gp-hilltop")
            ? Map.of(Sender.Fact.ETHNIC_CATEGORY, "ZU1-4")
            : Map.<Sender.Fact, String>of();
    return new Sender(id, List.of(), charset, authorities, Map.of(), sources);
  }
}
