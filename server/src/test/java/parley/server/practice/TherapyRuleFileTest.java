package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.mappings.practice.TherapyRule;
import parley.server.settings.InvalidSettings;

/** A service judges by its own rule without building Parley. */
class TherapyRuleFileTest {

  private static final String CBT = "304891004";
  private static final String OWN =
      """
      {"resourceType":"ConceptMap","status":"active","group":[{
       "source":"http://snomed.info/sct","target":"https://service.example/qualification",
       "element":[{"code":"1","display":"Own therapy",
        "target":[{"code":"own","equivalence":"relatedto"}]}]}]}""";

  @TempDir Path folder;

  @Test
  void withoutASettingItIsTheShippedOne() {
    assertThat(TherapyRuleFile.read("").covers(CBT)).isTrue();
  }

  @Test
  void aFileTakesThePlaceOfTheShippedOneWhole() throws IOException {
    var rule = read(OWN);
    assertThat(rule.display("1")).contains("Own therapy");
    assertThat(rule.covers(CBT)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no json",
        "{\"resourceType\":\"Patient\"}",
        "{\"resourceType\":\"ConceptMap\",\"status\":\"active\"}"
      })
  void whatIsNoRuleIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageStartingWith("parley.practice.rule: ");
  }

  @Test
  void aRowThatAllowsNobodyOrOfAnotherSystemIsRefused() {
    for (var wrong :
        new String[] {
          OWN.replace("http://snomed.info/sct", "http://loinc.org"),
          OWN.replace("\"code\":\"own\",", ""),
          OWN.replace("\"target\":\"https://service.example/qualification\",", "")
        }) {
      assertThatThrownBy(() -> read(wrong))
          .isInstanceOf(InvalidSettings.class)
          .hasMessageContaining("every group");
    }
  }

  @Test
  void aFileThatIsAwayIsRefused() {
    assertThatThrownBy(() -> TherapyRuleFile.read("file:" + folder.resolve("none.json")))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("cannot be read");
    assertThatThrownBy(() -> TherapyRuleFile.read(folder.resolve("rule.json").toString()))
        .isInstanceOf(InvalidSettings.class)
        .hasMessageContaining("is file:");
  }

  private TherapyRule read(String text) throws IOException {
    var file = folder.resolve("rule.json");
    Files.writeString(file, text);
    return TherapyRuleFile.read("file:" + file);
  }
}
