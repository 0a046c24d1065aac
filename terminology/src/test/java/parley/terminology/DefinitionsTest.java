package parley.terminology;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.ConceptMap;
import org.hl7.fhir.r4.model.Enumerations.ConceptMapEquivalence;
import org.hl7.fhir.r4.model.Enumerations.PublicationStatus;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.MetadataResource;
import org.hl7.fhir.r4.model.ObservationDefinition;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.SearchParameter;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DefinitionsTest {

  @Test
  void theIndexListsExactlyTheFilesThatAreThere() throws IOException, URISyntaxException {
    var root = Path.of(Definitions.class.getResource("/parley/terminology/index.txt").toURI());
    try (var files = Files.walk(root.getParent())) {
      var found =
          files
              .filter(file -> file.toString().endsWith(".json"))
              .map(file -> root.getParent().relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList();
      assertThat(Definitions.paths()).isEqualTo(found).isNotEmpty();
    }
  }

  @TestFactory
  Stream<DynamicTest> everyArtefactSaysWhatItIsAndWhereItComesFrom() {
    var paths = Definitions.paths();
    var artefacts = Definitions.packaged();
    return Stream.iterate(0, index -> index + 1)
        .limit(paths.size())
        .map(
            index ->
                DynamicTest.dynamicTest(
                    paths.get(index),
                    () -> describesItself(paths.get(index), artefacts.get(index))));
  }

  private static void describesItself(String path, Resource artefact) {
    if (artefact instanceof ObservationDefinition definition) {
      scaleDescribesItself(path, definition);
    } else {
      describesItself(path, (MetadataResource) artefact);
    }
  }

  /** FHIR R4 gives ObservationDefinition no url, version or purpose. */
  private static void scaleDescribesItself(String path, ObservationDefinition definition) {
    assertThat(path).isEqualTo("ObservationDefinition/" + definition.getIdPart() + ".json");
    assertThat(Systems.PARLEY + path)
        .isEqualTo(definition.getIdentifierFirstRep().getValue() + ".json");
    assertThat(definition.getExtensionByUrl(Systems.structureDefinition("source"))).isNotNull();
  }

  private static void describesItself(String path, MetadataResource artefact) {
    assertThat(Systems.PARLEY + path).isEqualTo(artefact.getUrl() + ".json");
    assertThat(path).isEqualTo(artefact.fhirType() + '/' + artefact.getIdPart() + ".json");
    assertThat(artefact.getVersion()).isNotBlank();
    assertThat(artefact.getStatus()).isIn(PublicationStatus.ACTIVE, PublicationStatus.RETIRED);
    assertThat(artefact.getDescription()).isNotBlank();
    if (!(artefact instanceof ImplementationGuide)) { // FHIR R4 gives it no purpose
      assertThat(artefact.getNamedProperty("purpose").getValues()).hasSize(1);
    }
    if (!(artefact instanceof SearchParameter)) { // nor this a copyright
      assertThat(artefact.getNamedProperty("copyright").getValues()).hasSize(1);
    }
  }

  @Test
  void noMapHasTheSameSourceCodeTwice() {
    for (var artefact : Definitions.packaged()) {
      if (artefact instanceof ConceptMap map) {
        var codes = new ArrayList<String>();
        map.getGroup()
            .forEach(group -> group.getElement().forEach(row -> codes.add(row.getCode())));
        assertThat(codes).as(map.getUrl()).isNotEmpty().doesNotHaveDuplicates();
        assertThat(codes)
            .as(map.getUrl())
            .allSatisfy(code -> assertThat(code).isEqualTo(code.strip()));
      }
    }
  }

  @Test
  void unverifiedRowsAreMarkedAndNoTargetSaysMoreThanItsSource() {
    var marked = new ArrayList<String>();
    for (var artefact : Definitions.packaged()) {
      if (artefact instanceof ConceptMap map) {
        map.getGroup().stream()
            .flatMap(group -> group.getElement().stream())
            .flatMap(row -> row.getTarget().stream())
            .filter(
                target ->
                    target.getComment() != null && target.getComment().startsWith("UNVERIFIED"))
            .forEach(target -> marked.add(map.getIdPart()));
        // FHIR R4 cmd-1: a narrower or inexact target needs a comment. A row that is relatedto is
        // no translation, and says in its comment what it rests on.
        map.getGroup().stream()
            .flatMap(group -> group.getElement().stream())
            .flatMap(row -> row.getTarget().stream())
            .filter(target -> target.getEquivalence() == ConceptMapEquivalence.RELATEDTO)
            .forEach(target -> assertThat(target.getComment()).as(map.getUrl()).isNotBlank());
        assertThat(map.getGroup())
            .allSatisfy(
                group ->
                    assertThat(group.getElement())
                        .allSatisfy(
                            row ->
                                assertThat(row.getTargetFirstRep().getEquivalence())
                                    .isIn(
                                        ConceptMapEquivalence.EQUAL,
                                        ConceptMapEquivalence.EQUIVALENT,
                                        ConceptMapEquivalence.WIDER,
                                        ConceptMapEquivalence.RELATEDTO)));
      }
    }
    assertThat(new HashSet<>(marked))
        .containsAll(
            List.of(
                "address-use", "referral-status", "observation-status", "diagnosis-verification"));
  }
}
