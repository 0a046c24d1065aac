package parley.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.CodeSystem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who holds an older copy of a code system can tell from its version that codes were added. */
class CodeSystemVersionsTest {

  @ParameterizedTest
  @CsvSource({
    "course-state, received, 1.0.0",
    "course-state, days-corrected, 1.1.0",
    "activity-standing, qualified, 1.0.0",
    "activity-standing, supervisor-not-qualified, 1.1.0",
    "task, triage, 1.0.0",
    "task, possible-match, 1.1.0"
  })
  void aCodeIsInTheSystemSinceAVersion(String name, String code, String since) {
    var system =
        Definitions.packaged(CodeSystem.class).stream()
            .filter(one -> Systems.codeSystem(name).equals(one.getUrl()))
            .findFirst()
            .orElseThrow();
    assertThat(system.getConcept()).anyMatch(concept -> concept.getCode().equals(code));
    assertThat(system.getVersion()).isGreaterThanOrEqualTo(since);
  }
}
