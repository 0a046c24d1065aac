package parley.terminology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ValueSet;
import org.junit.jupiter.api.Test;

class NationalCodesTest {

  private static final Path CODES =
      Path.of("..", "..", "shared", "reference", "iapt-v2.1", "codes.csv");

  /** Lists whose rows are groups of codes rather than codes. */
  private static final Set<String> GROUPS =
      Set.of("PRESENTING COMPLAINT (Validated_PresentingComplaint problem descriptors)");

  @Test
  void everyNationalCodeIsInTheShippedListThatNamesItAsItsSource() throws IOException {
    assumeTrue(Files.exists(CODES), "codes.csv is not in ../shared beside the repository");
    for (var list : nationalLists().entrySet()) {
      assertThat(shippedLists(list.getKey()))
          .as(list.getKey())
          .anySatisfy(shipped -> assertThat(shipped).containsAll(list.getValue()));
    }
  }

  @Test
  void aRetiredCodeIsKeptInItsCodeSystemAndLeftOutOfTheValueSet() {
    var terminology = PackagedTerminology.packaged();
    for (var retired :
        Map.of("nhs-consultation-mechanism", "03", "nhs-discharge-reason", "42").entrySet()) {
      var system = Systems.codeSystem(retired.getKey());
      assertThat(terminology.display(system, retired.getValue())).isPresent();
      assertThat(
              terminology.validateCode(
                  Systems.valueSet(retired.getKey()), system, retired.getValue()))
          .isFalse();
    }
  }

  @Test
  void aValueSetOfANationalListHoldsItsCurrentCodes() {
    var systems = new HashMap<String, CodeSystem>();
    Definitions.packaged(CodeSystem.class).forEach(one -> systems.put(one.getUrl(), one));
    for (var valueSet : Definitions.packaged(ValueSet.class)) {
      for (var include : valueSet.getCompose().getInclude()) {
        if (include.getSystem().startsWith(Systems.PARLEY)) {
          var current =
              systems.get(include.getSystem()).getConcept().stream()
                  .filter(concept -> !isRetired(concept))
                  .map(ConceptDefinitionComponent::getCode)
                  .toList();
          if (include.hasFilter()) {
            // It takes codes of a system without listing them, retired ones too.
            assertThat(include.getFilter())
                .as(valueSet.getUrl())
                .allMatch(filter -> current.stream().anyMatch(it -> it.matches(filter.getValue())));
            continue;
          }
          assertThat(include.getConcept())
              .as(valueSet.getUrl())
              .extracting(concept -> concept.getCode())
              .isSubsetOf(current)
              .isNotEmpty();
        }
      }
    }
  }

  @Test
  void aMapNamesOnlyCodesThatOurCodeSystemsHave() {
    var codes = new HashMap<String, List<String>>();
    Definitions.packaged(CodeSystem.class)
        .forEach(
            system ->
                codes.put(
                    system.getUrl(),
                    system.getConcept().stream().map(one -> one.getCode()).toList()));
    for (var map : Definitions.packaged(ConceptMap.class)) {
      for (var group : map.getGroup()) {
        for (var element : group.getElement()) {
          assertHeld(codes, group.getSource(), element.getCode(), map);
          element
              .getTarget()
              .forEach(target -> assertHeld(codes, group.getTarget(), target.getCode(), map));
        }
      }
    }
  }

  private static void assertHeld(
      Map<String, List<String>> codes, String system, String code, ConceptMap map) {
    if (system != null && system.startsWith(Systems.PARLEY + "CodeSystem/")) {
      assertThat(codes).as(map.getUrl()).containsKey(system);
      assertThat(codes.get(system)).as(map.getUrl()).contains(code);
    }
  }

  private static boolean isRetired(ConceptDefinitionComponent concept) {
    return concept.getProperty().stream()
        .anyMatch(
            property ->
                property.getCode().equals("status")
                    && property.getValue() instanceof CodeType value
                    && value.getValue().equals("retired"));
  }

  /** The codes of each shipped CodeSystem and ValueSet whose source names the list. */
  private static List<Set<String>> shippedLists(String name) {
    var lists = new ArrayList<Set<String>>();
    for (var system : Definitions.packaged(CodeSystem.class)) {
      if (!system.getPurpose().contains(name)) {
        continue;
      }
      var codes = new HashSet<String>();
      system.getConcept().forEach(concept -> codes.add(concept.getCode()));
      lists.add(codes);
    }
    for (var valueSet : Definitions.packaged(ValueSet.class)) {
      if (!valueSet.getPurpose().contains(name)) {
        continue;
      }
      var codes = new HashSet<String>();
      valueSet
          .getCompose()
          .getInclude()
          .forEach(include -> include.getConcept().forEach(one -> codes.add(one.getCode())));
      lists.add(codes);
    }
    return lists;
  }

  /** Codes by list; the first two columns are never quoted with a comma in them. */
  private static Map<String, Set<String>> nationalLists() throws IOException {
    var lists = new HashMap<String, Set<String>>();
    for (var line : Files.readAllLines(CODES).stream().skip(1).toList()) {
      var cells = line.split(",", 3);
      if (!GROUPS.contains(cells[0])) {
        lists.computeIfAbsent(cells[0], name -> new HashSet<>()).add(cells[1]);
      }
    }
    return lists;
  }
}
