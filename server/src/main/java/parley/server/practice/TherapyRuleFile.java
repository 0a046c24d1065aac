package parley.server.practice;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.DataFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import parley.mappings.practice.TherapyRule;
import parley.server.settings.InvalidSettings;
import parley.terminology.Systems;

/** A service's own qualification rule, which takes the place of the shipped one whole. */
final class TherapyRuleFile {

  private static final String FILE = "file:";

  private TherapyRuleFile() {}

  /**
   * The rule that a setting names.
   *
   * @param setting {@code parley.practice.rule}; the shipped rule when it is empty
   * @throws InvalidSettings when the file cannot be read, or holds nothing that says which
   *     qualification allows a SNOMED CT therapy
   */
  static TherapyRule read(String setting) {
    if (setting.isBlank()) {
      return TherapyRule.packaged();
    }
    if (!setting.startsWith(FILE)) {
      throw invalid("is file: and the path of a ConceptMap");
    }
    try {
      var json = Files.readString(Path.of(setting.substring(FILE.length())));
      var map = FhirContext.forR4Cached().newJsonParser().parseResource(ConceptMap.class, json);
      if (map.getGroup().isEmpty() || !map.getGroup().stream().allMatch(TherapyRuleFile::says)) {
        throw invalid(
            "every group of the ConceptMap has source http://snomed.info/sct, a target system, and"
                + " for each element a code and targets with a code");
      }
      return TherapyRule.of(map);
    } catch (IOException | InvalidPathException e) {
      throw invalid("the file cannot be read");
    } catch (DataFormatException e) {
      throw invalid("the file holds no ConceptMap in FHIR R4 JSON");
    }
  }

  private static boolean says(ConceptMapGroupComponent group) {
    return Systems.SNOMED_CT.equals(group.getSource())
        && group.hasTarget()
        && group.hasElement()
        && group.getElement().stream()
            .allMatch(
                element ->
                    element.hasCode()
                        && element.hasTarget()
                        && element.getTarget().stream().allMatch(target -> target.hasCode()));
  }

  private static InvalidSettings invalid(String rule) {
    return new InvalidSettings("parley.practice.rule: " + rule);
  }
}
