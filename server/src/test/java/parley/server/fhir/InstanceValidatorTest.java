package parley.server.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.hl7.fhir.utilities.OIDUtilities;
import org.junit.jupiter.api.Test;

/** What makes HAPI's instance validator, new for each resource, affordable. */
class InstanceValidatorTest {

  /**
   * It reads a registry of OIDs, 1.5 MB, in its constructor, for a question that HAPI's JPA server
   * answers with yes whatever the registry says. Ours, before it on the class path, is empty.
   */
  @Test
  void theRegistryOfOidsIsEmpty() throws IOException {
    try (var lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    OIDUtilities.class.getClassLoader().getResourceAsStream("oidregistry.csv")),
                StandardCharsets.UTF_8))) {
      assertThat(lines.lines()).containsExactly("Comp_OID,Oid_Type,Symbolic_name,CodingSystemName");
    }
  }
}
