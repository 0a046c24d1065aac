package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;

/** A plan goes to another system as a document, and one comes back. */
class DocumentTest {

  private static final String HOSTILE = "<script>alert('x')</script> & \"more\"";

  private final Planned person = Planned.begun("E11.9", "");

  @Test
  void everythingOfThePlanIsInTheDocumentAndAScriptIsText() {
    var plan = person.applied("diabetes", "").setStatus(CarePlan.CarePlanStatus.ACTIVE);
    plan.setTitle(HOSTILE);
    plan.getActivityFirstRep().getDetail().setDescription(HOSTILE);
    var stored = person.posted(plan);
    person.phq9(Planned.TODAY, 1);
    var answer = document(stored);
    var document = person.read(Bundle.class, answer);
    assertThat(document.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
    var composition = (Composition) document.getEntryFirstRep().getResource();
    assertThat(composition.getTitle()).isEqualTo(HOSTILE);
    assertThat(document.getEntry())
        .extracting(entry -> entry.getResource().fhirType())
        .contains("Patient", "Practitioner", "CarePlan", "Condition", "Goal", "CareTeam");
    assertThat(document.getEntry())
        .filteredOn(entry -> entry.getResource() instanceof Observation)
        .hasSize(1);
    for (var section : composition.getSection()) {
      assertThat(section.getText().getDivAsString()).doesNotContain("<script");
    }
    assertThat(composition.getSectionFirstRep().getText().getDivAsString())
        .contains("&lt;script&gt;");
  }

  @Test
  void aDocumentIsReceivedAndKeptAsItCame() {
    var document = document(person.agreed("diabetes", Planned.TODAY));
    var sent = person.read(Bundle.class, document);
    var answer = person.http.postJson("/fhir/Bundle", document);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var kept = person.read(Bundle.class, answer.body());
    assertThat(kept.getType()).isEqualTo(Bundle.BundleType.DOCUMENT);
    assertThat(kept.getEntry()).hasSize(sent.getEntry().size());
    assertThat(person.found("Bundle?identifier=" + sent.getIdentifier().getValue())).isEqualTo(1);
    assertThat(person.found("CarePlan?patient=" + person.patient))
        .as("what a document holds does not become records")
        .isEqualTo(1);
    var transaction = person.http.postJson("/fhir", document);
    assertThat(transaction.statusCode()).as(transaction.body()).isBetween(400, 422);
  }

  @Test
  void aDocumentWithoutACompositionFirstIsRefused() {
    var document = person.read(Bundle.class, document(person.agreed("diabetes", Planned.TODAY)));
    document.getEntry().remove(0);
    var answer = person.http.postJson("/fhir/Bundle", person.json(document));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
  }

  private String document(CarePlan plan) {
    var answer =
        person.http.get("/fhir/CarePlan/" + plan.getIdElement().getIdPart() + "/$document");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }
}
