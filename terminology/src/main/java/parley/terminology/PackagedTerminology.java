package parley.terminology;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.CodeSystem.ConceptDefinitionComponent;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.ConceptMap.ConceptMapGroupComponent;
import org.hl7.fhir.r4.model.ConceptMap.SourceElementComponent;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ValueSet;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the artefacts that Parley ships and those it is given, held in memory. Safe to share
 * between threads: nothing changes after construction.
 */
public final class PackagedTerminology implements Terminology {

  /** FHIR R4 ConceptMap/$translate: the equivalences that count as a match. */
  private static final Set<ConceptMapEquivalence> MATCHES =
      EnumSet.of(
          ConceptMapEquivalence.EQUIVALENT,
          ConceptMapEquivalence.EQUAL,
          ConceptMapEquivalence.WIDER,
          ConceptMapEquivalence.NARROWER);

  /** What is shipped beside vocabulary, and is asked by those who know it. */
  private static final Set<String> OTHERS =
      Set.of("Questionnaire", "ObservationDefinition", "StructureDefinition");

  private final Map<String, Map<String, Coding>> maps;
  private final Map<String, ValueSetMembers> valueSets;
  private final Map<SystemCode, String> displays;

  private PackagedTerminology(List<Resource> artefacts) {
    var foundMaps = new HashMap<String, Map<String, Coding>>();
    var foundSets = new HashMap<String, ValueSetMembers>();
    var foundDisplays = new HashMap<SystemCode, String>();
    for (var artefact : artefacts) {
      if (artefact instanceof ConceptMap map) {
        foundMaps.put(map.getUrl(), rows(map, foundDisplays));
      } else if (artefact instanceof ValueSet valueSet) {
        foundSets.put(valueSet.getUrl(), ValueSetMembers.of(valueSet));
        addDisplays(valueSet, foundDisplays);
      } else if (artefact instanceof CodeSystem codeSystem) {
        addDisplays(codeSystem.getUrl(), codeSystem.getConcept(), foundDisplays);
      } else if (!OTHERS.contains(artefact.fhirType())) {
        throw new IllegalArgumentException("not vocabulary: " + artefact.fhirType());
      }
    }
    maps = Map.copyOf(foundMaps);
    valueSets = Map.copyOf(foundSets);
    displays = Map.copyOf(foundDisplays);
  }

  /** The shipped vocabularies and nothing else. */
  public static PackagedTerminology packaged() {
    return with(List.of());
  }

  /**
   * The shipped vocabularies and further ones.
   *
   * @param extra ConceptMaps, ValueSets and CodeSystems, such as senders' own code lists; one with
   *     the URL of a shipped artefact takes its place
   */
  public static PackagedTerminology with(List<? extends Resource> extra) {
    var all = new ArrayList<Resource>();
    all.addAll(Definitions.packaged(ConceptMap.class));
    all.addAll(Definitions.packaged(ValueSet.class));
    all.addAll(Definitions.packaged(CodeSystem.class));
    all.addAll(extra);
    return new PackagedTerminology(all);
  }

  @Override
  public Translation translate(String conceptMap, String code) {
    var coding = held(maps, conceptMap).get(code);
    return coding == null ? new Translation.Unmapped() : new Translation.Found(coding.copy());
  }

  @Override
  public boolean validateCode(String valueSet, String system, String code) {
    return held(valueSets, valueSet).contains(system, code);
  }

  @Override
  public Optional<String> display(String system, String code) {
    return Optional.ofNullable(displays.get(new SystemCode(system, code)));
  }

  private static <T> T held(Map<String, T> artefacts, String url) {
    var artefact = artefacts.get(url);
    if (artefact == null) {
      throw new IllegalArgumentException("not loaded: " + url);
    }
    return artefact;
  }

  /** Source code to first matching target; the first group that has a code wins. */
  private static Map<String, Coding> rows(ConceptMap map, Map<SystemCode, String> displays) {
    var rows = new HashMap<String, Coding>();
    for (var group : map.getGroup()) {
      for (var element : group.getElement()) {
        addDisplay(group.getSource(), element.getCode(), element.getDisplay(), displays);
        target(group, element)
            .ifPresent(
                coding -> {
                  rows.putIfAbsent(element.getCode(), coding);
                  addDisplay(coding.getSystem(), coding.getCode(), coding.getDisplay(), displays);
                });
      }
    }
    return Map.copyOf(rows);
  }

  private static Optional<Coding> target(
      ConceptMapGroupComponent group, SourceElementComponent element) {
    return element.getTarget().stream()
        .filter(target -> MATCHES.contains(target.getEquivalence()) && target.hasCode())
        .findFirst()
        .map(target -> new Coding(group.getTarget(), target.getCode(), target.getDisplay()));
  }

  private static void addDisplays(
      String system, List<ConceptDefinitionComponent> concepts, Map<SystemCode, String> displays) {
    for (var concept : concepts) {
      addDisplay(system, concept.getCode(), concept.getDisplay(), displays);
      addDisplays(system, concept.getConcept(), displays);
    }
  }

  /** For codes of systems that are not shipped, such as SNOMED CT. */
  private static void addDisplays(ValueSet valueSet, Map<SystemCode, String> displays) {
    for (var include : valueSet.getCompose().getInclude()) {
      for (var concept : include.getConcept()) {
        addDisplay(include.getSystem(), concept.getCode(), concept.getDisplay(), displays);
      }
    }
  }

  private static void addDisplay(
      @Nullable String system,
      String code,
      @Nullable String display,
      Map<SystemCode, String> displays) {
    if (system != null && display != null) {
      displays.putIfAbsent(new SystemCode(system, code), display);
    }
  }

  private record SystemCode(String system, String code) {}
}
