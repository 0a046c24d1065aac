package parley.mappings.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.DiagnosticReport;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.Test;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.ProblemCode;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Renamed;
import parley.mappings.Sender;
import parley.terminology.PackagedTerminology;

/** Orders of one message that have one number and one code. */
class LikeOrdersTest {

  private static final Mappings MAPPINGS = new Mappings(PackagedTerminology.packaged());
  private static final String MORNING = "20261101093000";
  private static final String NOON = "20261101120000";
  private static final String EVENING = "20261101183000";

  private static String order(String at) {
    return order(at, "");
  }

  private static String order(String at, String observed) {
    return "OBR|1||C-61^LAB|HBA1C^^L|||"
        + at
        + "||||||||||||||||||F\rOBX|1|NM|59261-8^HbA1c^LN||58|mmol/mol|||||F|||"
        + observed;
  }

  private static MappingResult.Mapped mapped(String... orders) {
    var text =
        "MSH|^~\\&|LAB|RXX|P|RXX|20261102085500||ORU^R01|1|P|2.4\r"
            + "PID|1||9990091005^^^NHS^NH||MADE^Up||19620412|2\r"
            + String.join("\r", orders)
            + '\r';
    return (MappingResult.Mapped)
        MAPPINGS.map(
            new InboundMessage(
                "1",
                Instant.parse("2026-11-02T09:00:00Z"),
                Sender.withDefaults("lab"),
                text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Names of the Observation and the report of each order; the report names its Observation. */
  private static List<String> names(MappingResult.Mapped mapped) {
    var names = new ArrayList<String>();
    var results = new ArrayList<String>();
    for (var entry : mapped.bundle().entries()) {
      var resource = ((Write) entry).resource();
      if (resource instanceof Observation) {
        results.add(Renamed.name(resource));
        names.add(Renamed.name(resource));
      } else if (resource instanceof DiagnosticReport report) {
        names.add(Renamed.name(resource));
        assertThat(report.getResult())
            .extracting(Reference::getReference)
            .containsExactly(results.get(results.size() - 1));
      }
    }
    return names;
  }

  @Test
  void theFirstIsNamedAsALoneOneAndTheOthersByTheirTime() {
    var both = names(mapped(order(MORNING), order(NOON)));
    assertThat(both).hasSize(4).doesNotHaveDuplicates();
    assertThat(both.subList(0, 2)).isEqualTo(names(mapped(order(EVENING))));
    assertThat(names(mapped(order(MORNING), order(EVENING), order(NOON))).subList(4, 6))
        .as("whatever stands before it")
        .isEqualTo(both.subList(2, 4));
    assertThat(mapped(order(MORNING), order(NOON)).warnings()).isEmpty();
  }

  @Test
  void aLoneOrderMayBeHeldByItsTime() {
    var second = names(mapped(order(MORNING), order(NOON))).subList(2, 4);
    var other = mapped(order(NOON)).bundle().otherNames();
    assertThat(other).hasSize(1);
    assertThat(other.get(0).names().values()).containsExactlyInAnyOrderElementsOf(second);
    assertThat(other.get(0).names().keySet())
        .containsExactlyInAnyOrderElementsOf(names(mapped(order(NOON))));
  }

  @Test
  void theTimeOfTheResultStandsForThatOfTheOrder() {
    assertThat(names(mapped(order("", MORNING), order("", NOON))))
        .isEqualTo(names(mapped(order(MORNING), order(NOON))));
  }

  @Test
  void withoutATimeOfItsOwnTheirPlaceCountsAndThatIsSaid() {
    for (var message : List.of(mapped(order(""), order("")), mapped(order(NOON), order(NOON)))) {
      assertThat(names(message)).hasSize(4).doesNotHaveDuplicates();
      assertThat(message.bundle().otherNames()).isEmpty();
      assertThat(message.warnings())
          .anySatisfy(
              problem -> {
                assertThat(problem.code()).isEqualTo(ProblemCode.INCOMPLETE);
                assertThat(problem.location()).isEqualTo("OBR[2]-7");
              });
    }
    assertThat(names(mapped(order(MORNING), order(NOON), order(NOON)))).doesNotHaveDuplicates();
  }
}
