package parley.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** Orders of one number and one code, and corrections of one of them alone. */
class LikeOrdersStoredTest {

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);
  private final String number = UUID.randomUUID().toString().substring(0, 8);
  private final String nhsNumber = Messages.nhsNumber(820);

  private void applied(String message) {
    assertThat(http.hl7(message)).contains("MSA|AA|");
  }

  /** Of two orders with one number the second is corrected alone. */
  @Test
  void aCorrectionOfTheSecondOrderLeavesTheFirst() {
    var both =
        orders("20261102080000", order("20261101093000", "58"), order("20261101150000", "49"));
    applied(both);
    assertThat(values()).containsExactlyInAnyOrder("58 1", "49 1");
    applied(orders("20261102081000", order("20261101150000", "47")));
    assertThat(values()).containsExactlyInAnyOrder("58 1", "47 2");
    applied(orders("20261102082000", order("20261101093000", "57")));
    assertThat(values()).containsExactlyInAnyOrder("57 2", "47 2");
    applied(both);
    assertThat(values()).as("what is older").containsExactlyInAnyOrder("57 2", "47 2");
    assertThat(
            gateway
                .fhir()
                .newJsonParser()
                .parseResource(
                    Bundle.class, http.get("/fhir/DiagnosticReport?identifier=" + number).body())
                .getEntry())
        .hasSize(2);
  }

  private static String order(String at, String value) {
    return "OBR|1||%s^RXX|HBA1C|||"
        + at
        + "||||||||||||||||||F\nOBX|1|NM|59261-8^HbA1c^LN||"
        + value
        + "|mmol/mol|||||F\n";
  }

  private String orders(String written, String... orders) {
    return "MSH|^~\\&|TESTLAB|RXX|PARLEY|RXX|%s||ORU^R01|%s|P|2.4\n"
            .formatted(written, UUID.randomUUID().toString().substring(0, 18))
        + "PID|1||%s^^^NHS^NH||EXAMPLE^Erin||19800215|2\n".formatted(nhsNumber)
        + String.join("", orders).formatted((Object[]) numbers(orders.length));
  }

  private String[] numbers(int count) {
    var numbers = new String[count];
    Arrays.fill(numbers, number);
    return numbers;
  }

  /** Value and version of each result of the reports of this number. */
  private List<String> values() {
    var found =
        http.get(
                "/fhir/DiagnosticReport?identifier=" + number + "&_include=DiagnosticReport:result")
            .body();
    return gateway.fhir().newJsonParser().parseResource(Bundle.class, found).getEntry().stream()
        .map(Bundle.BundleEntryComponent::getResource)
        .filter(Observation.class::isInstance)
        .map(Observation.class::cast)
        .map(
            one ->
                one.getValueQuantity().getValue().toPlainString()
                    + ' '
                    + one.getMeta().getVersionId())
        .toList();
  }
}
