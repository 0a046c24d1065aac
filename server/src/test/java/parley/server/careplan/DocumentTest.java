package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.Composition;
import org.hl7.fhir.r4.model.Narrative;
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
  void aNarrativeThatDoesMoreThanShowTextIsStoredNowhere() {
    var plan = person.agreed("diabetes", Planned.TODAY);
    var good = "<p style='color: red'>good <a href='https://service.example'>a</a></p>";
    var document = document(plan);
    for (var bad :
        List.of(
            "<img src='javascript:alert(1)' alt='x'/>",
            "<img src='data:text/html,x' alt='x'/>",
            "<p onclick='alert(1)'>x</p>",
            "<p style='background: url(https://elsewhere.example)'>x</p>")) {
      var path = "/fhir/CarePlan/" + plan.getIdElement().getIdPart();
      assertThat(person.http.putJson(path, with(plan, good)).statusCode()).isEqualTo(200);
      var written = person.http.putJson(path, with(plan, bad));
      assertThat(written.statusCode()).as(bad).isEqualTo(422);
      assertThat(written.body()).contains(" narrative ").doesNotContain("alert");
      var sent = person.read(Bundle.class, document);
      ((Composition) sent.getEntryFirstRep().getResource()).setText(text(bad));
      var received = person.http.postJson("/fhir/Bundle", person.json(sent));
      assertThat(received.statusCode()).as(bad).isEqualTo(422);
      assertThat(received.body()).contains("Bundle.entry[0].resource");
    }
    assertThat(document(plan)).doesNotContain("<img", "good");
  }

  private String with(CarePlan plan, String html) {
    var changed = plan.copy();
    changed.setText(text(html));
    return person.json(changed);
  }

  private static Narrative text(String html) {
    var text = new Narrative();
    text.setStatus(Narrative.NarrativeStatus.ADDITIONAL);
    text.setDivAsString("<div xmlns='http://www.w3.org/1999/xhtml'>" + html + "</div>");
    return text;
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
