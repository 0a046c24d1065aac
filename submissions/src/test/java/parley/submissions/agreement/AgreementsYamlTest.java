package parley.submissions.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.submissions.agreement.MadeAgreements.TODAY;
import static parley.submissions.agreement.MadeAgreements.accepted;
import static parley.submissions.agreement.MadeAgreements.example;
import static parley.submissions.agreement.MadeAgreements.yaml;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An agreement in YAML is one in JSON, and nothing that YAML can do besides is done. */
class AgreementsYamlTest {

  @Test
  void yamlSaysTheSameAsJson() {
    var agreement = accepted(yaml());
    assertThat(agreement.digest()).isEqualTo(accepted(example()).digest());
    assertThat(agreement.rowRule()).isEqualTo(accepted(example()).rowRule());
    assertThat(agreement.expiry()).isEqualTo("2027-03-31");
  }

  /** Of what YAML has and JSON has not, nothing is read. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "valueInteger: 11 | valueInteger: !!int 11 | agreement",
        "valueString: open data | valueString: !!javax.script.ScriptEngineManager [] | agreement",
        "valueString: open data | valueString: !mine open data | agreement",
        "valueString: open data | valueString: &a open data | agreement",
        "valueString: open data | valueString: *a | agreement",
        "valueString: open data | valueString: [[[[[[[[[[[[[[[[[[[[[[[x]]]]]]]]]]]]]]]]]]]]]]] | agreement",
        "resourceType: Parameters | resourceType: Parameters#resourceType: Parameters | agreement",
        "resourceType: Parameters | 'resourceType: Parameters#--- ' | agreement",
        "resourceType: Parameters | '- Parameters' | agreement",
        "resourceType: Parameters | resourceType: Consent | resourceType",
        "valueInteger: 11 | valueInteger: 11.0 | k",
        "valueInteger: 11 | valueInteger: 0x32 | k",
        "valueInteger: 11 | valueInteger: 99999999999 | agreement",
        "valueBoolean: false | valueBoolean: no | linkable",
        "valueString: open data | valueString: 2026 | purpose",
        "valueString: open data | valueString: | purpose",
        "- name: k | - <<: x#    name: k | k"
      })
  void yamlIsHeldToTheSameRules(String from, String to, String place) {
    var changed = yaml().replace(from, to.replace("#", "\n"));
    assertThat(changed).isNotEqualTo(yaml());
    assertThat(Agreements.read(changed, TODAY))
        .isInstanceOfSatisfying(
            AgreementReading.Refused.class,
            refused ->
                assertThat(refused.problems()).extracting(AgreementProblem::field).contains(place));
  }

  /** Nine lines that would be a thousand million. */
  @Test
  void aFewLinesDoNotBecomeVeryMany() {
    var bomb = new StringBuilder("a0: &a0 [x]\n");
    for (var at = 1; at < 30; at++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(at, at, ("*a" + (at - 1) + ",").repeat(9)));
    }
    assertThat(Agreements.read(bomb.toString(), TODAY))
        .isInstanceOf(AgreementReading.Refused.class);
    assertThat(Agreements.read("resourceType: Parameters\n# " + "x".repeat(1 << 21), TODAY))
        .isInstanceOf(AgreementReading.Refused.class);
  }
}
