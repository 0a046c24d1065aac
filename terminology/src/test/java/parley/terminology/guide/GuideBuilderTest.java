package parley.terminology.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.hl7.fhir.r4.model.ElementDefinition;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.StructureDefinition;
import org.hl7.fhir.utilities.npm.NpmPackage;
import org.junit.jupiter.api.Test;
import parley.terminology.Definitions;
import parley.terminology.Guide;

class GuideBuilderTest {

  @Test
  void buildingThePackageAgainGivesTheBytesThatAreShipped() throws IOException {
    assertThat(GuideBuilder.build()).isEqualTo(Guide.archive());
  }

  @Test
  void otherToolsOpenThePackage() throws IOException {
    var opened = NpmPackage.fromPackage(new ByteArrayInputStream(Guide.archive()));
    assertThat(opened.name()).isEqualTo(Guide.NAME);
    assertThat(opened.version()).isEqualTo(Guide.packaged().version());
    assertThat(opened.fhirVersion()).isEqualTo("4.0.1");
    assertThat(opened.dependencies()).containsExactly("hl7.fhir.r4.core#4.0.1");
    assertThat(opened.canonical()).isEqualTo("https://parley.example/fhir");
    for (var type : List.of("StructureDefinition", "CodeSystem", "ValueSet", "ConceptMap")) {
      assertThat(opened.listResources(type))
          .as(type)
          .hasSize(
              (int)
                  Definitions.packaged().stream()
                      .filter(artefact -> artefact.fhirType().equals(type))
                      .count());
    }
  }

  @Test
  void theGuideHoldsEveryShippedArtefactAndNamesIt() {
    var resources = Guide.packaged().resources();
    assertThat(resources)
        .extracting(GuideBuilderTest::reference)
        .containsExactlyInAnyOrderElementsOf(
            Definitions.packaged().stream().map(GuideBuilderTest::reference).toList());
    var guide =
        resources.stream()
            .filter(ImplementationGuide.class::isInstance)
            .map(ImplementationGuide.class::cast)
            .findFirst()
            .orElseThrow();
    assertThat(guide.getDefinition().getResource()).hasSize(resources.size() - 1);
  }

  @Test
  void everySnapshotHoldsWhatItsDifferentialSays() {
    assertThat(Guide.packaged().profiles()).isNotEmpty();
    for (var resource : Guide.packaged().resources()) {
      if (resource instanceof StructureDefinition definition) {
        var snapshot = definition.getSnapshot().getElement();
        assertThat(snapshot.get(0).getPath()).isEqualTo(definition.getType());
        for (var said : definition.getDifferential().getElement()) {
          assertThat(snapshot)
              .as(definition.getId() + ' ' + said.getId())
              .filteredOn(element -> element.getId().equals(said.getId()))
              .singleElement()
              .satisfies(element -> keeps(said, element));
        }
      }
    }
  }

  private static void keeps(ElementDefinition said, ElementDefinition kept) {
    if (said.hasMin()) {
      assertThat(kept.getMin()).isEqualTo(said.getMin());
    }
    if (said.hasMax()) {
      assertThat(kept.getMax()).isEqualTo(said.getMax());
    }
    if (said.hasBinding()) {
      assertThat(kept.getBinding().getValueSet()).isEqualTo(said.getBinding().getValueSet());
    }
  }

  private static String reference(Resource resource) {
    return resource.fhirType() + '/' + resource.getIdPart();
  }
}
