package parley.mappings.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Goal;
import org.hl7.fhir.r4.model.Narrative;
import org.hl7.fhir.r4.model.Narrative.NarrativeStatus;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import parley.terminology.scale.Scales;

class PlanDocumentTest {

  private static final Date MADE = Date.from(Instant.parse("2026-11-22T10:00:00Z"));

  @Test
  void theCompositionComesFirstAndEverythingItNamesIsThere() {
    var document = document("A plan", "A goal");
    assertThat(document.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
    assertThat(document.getEntryFirstRep().getResource()).isInstanceOf(Composition.class);
    var composition = (Composition) document.getEntryFirstRep().getResource();
    var urls = document.getEntry().stream().map(Bundle.BundleEntryComponent::getFullUrl).toList();
    assertThat(urls).doesNotHaveDuplicates().contains("http://server/fhir/Patient/person");
    assertThat(composition.getSection())
        .extracting(Composition.SectionComponent::getTitle)
        .containsExactly("Care plan", "Problems", "Goals", "Team", "Latest scores");
    for (var section : composition.getSection()) {
      assertThat(section.getText().getStatus()).isEqualTo(NarrativeStatus.GENERATED);
      section
          .getEntry()
          .forEach(one -> assertThat(urls).contains("http://server/fhir/" + one.getReference()));
      assertThat(section.hasEntry() != section.hasEmptyReason()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "&lt;script&gt;",
        "]]><iframe/>",
        "</div></body><script src='//evil'></script>",
      })
  void whatARecordSaysIsTextAndNeverMarkup(String hostile) {
    var json = text(document(hostile, hostile));
    assertThat(json).doesNotContain("<script", "<img", "<iframe", "</body>", "]]>\u003ciframe");
    for (var section : composition(document(hostile, hostile)).getSection()) {
      assertThat(section.getText().getDivAsString())
          .matches("(?s)(<(div xmlns=\"http://www.w3.org/1999/xhtml\"|/?(p|ul|li)|/div)>|[^<>])*");
    }
    var goals = composition(document("A plan", hostile)).getSection().get(2).getText();
    assertThat(goals.getDiv().allText()).contains(hostile);
  }

  @Test
  void charactersThatXmlHasNoPlaceForAreLeftOut() {
    var narrative =
        composition(document("A\u0001B\u0000C\uD800D\uFFFEE", "x")).getSection().get(0).getText();
    assertThat(narrative.getDivAsString()).contains("ABCDE");
  }

  @Test
  void narrativesOfStoredResourcesAreNotPassedOn() {
    var document = document("A plan", "A goal");
    for (var entry : document.getEntry().subList(1, document.getEntry().size())) {
      assertThat(((org.hl7.fhir.r4.model.DomainResource) entry.getResource()).hasText()).isFalse();
    }
  }

  @Test
  void theSameAtTheSameTimeIsTheSameDocument() {
    assertThat(text(document("A plan", "A goal"))).isEqualTo(text(document("A plan", "A goal")));
  }

  /** The markup of every narrative, as a reader's browser would get it. */
  private static String text(Bundle document) {
    var text = new StringBuilder();
    composition(document)
        .getSection()
        .forEach(section -> text.append(section.getText().getDivAsString()));
    return text.append(composition(document).getId()).toString();
  }

  private static Composition composition(Bundle document) {
    return (Composition) document.getEntryFirstRep().getResource();
  }

  private static Bundle document(String title, String goal) {
    var plan = identified(new CarePlan(), "plan");
    plan.setTitle(title).setStatus(CarePlan.CarePlanStatus.ACTIVE);
    plan.addActivity().getDetail().setDescription(title);
    plan.setText(hostileNarrative());
    var patient = identified(new Patient(), "person");
    patient.setText(hostileNarrative());
    var aim = identified(new Goal(), "goal");
    aim.setDescription(new CodeableConcept().setText(goal));
    var score = identified(new Observation(), "score");
    score.setCode(new CodeableConcept().setText(title));
    var content =
        new PlanDocument.Content(
            plan, patient, Optional.empty(), List.of(), List.of(aim), List.of(), List.of(score));
    var records =
        new PlanRecords(
            LocalDate.parse("2026-09-01"),
            true,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of());
    var progress =
        new PlanFollower(MeasureScales.packaged(Scales.packaged()))
            .progress(plan, records, LocalDate.parse("2026-09-01"));
    return PlanDocument.of(content, progress, "http://server/fhir", MADE);
  }

  private static Narrative hostileNarrative() {
    var narrative = new Narrative();
    narrative.setStatus(NarrativeStatus.ADDITIONAL);
    narrative.setDivAsString("<div xmlns=\"http://www.w3.org/1999/xhtml\">stored</div>");
    return narrative;
  }

  private static <T extends Resource> T identified(T resource, String id) {
    resource.setId(id);
    return resource;
  }
}
