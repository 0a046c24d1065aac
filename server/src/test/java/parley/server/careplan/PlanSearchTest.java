package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans are found by person, kind, condition, performer, status, and by what is due. */
class PlanSearchTest {

  /** Begun eight weeks ago, and nothing done since. */
  private static final Planned PERSON = Planned.begun("E11.9", "");

  private static final CarePlan PLAN = PERSON.agreed("diabetes", Planned.TODAY.minusWeeks(8));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "&intent=plan; 1",
        "&status=active; 1",
        "&status=draft; 0",
        "&category=integrated-long-term-condition; 1",
        "&category=https://parley.example/fhir/CodeSystem/care-plan-category|stepped-care; 0",
        "&condition=Condition/{ID}; 1",
        "&condition=Condition/nobody; 0",
        "&performer=Practitioner/{ID}; 1",
        "&performer=Practitioner/nobody; 0",
        "&instantiates-canonical=https://parley.example/fhir/PlanDefinition/diabetes|1.0.0; 1",
        "&overdue=true; 1",
        "&due=lt{TODAY}; 1",
        "&due=lt{BEGUN}; 0",
        "&due=le{BEGUN}; 1",
        "&review-due=lt{BEGUN+4}; 0",
        "&review-due=le{BEGUN+4}; 1",
      })
  void found(String more, int count) {
    var query =
        more.strip()
            .replace("{ID}", PERSON.id)
            .replace("{TODAY}", Planned.TODAY.toString())
            .replace("{BEGUN+4}", Planned.TODAY.minusWeeks(4).toString())
            .replace("{BEGUN}", Planned.TODAY.minusWeeks(8).toString())
            .replace("|", "%7C");
    assertThat(PERSON.found("CarePlan?patient=" + PERSON.patient + query)).isEqualTo(count);
  }

  @Test
  void whatIsNotDueYetIsNotOverdue() {
    var person = Planned.begun();
    person.agreed("depression", Planned.TODAY);
    assertThat(person.found("CarePlan?overdue=true&patient=" + person.patient)).isZero();
    assertThat(person.found("CarePlan?due=le" + Planned.TODAY + "&patient=" + person.patient))
        .isEqualTo(1);
  }

  @Test
  void anOverduePlanStopsBeingOneWhenItIsStopped() {
    var person = Planned.begun();
    var plan = person.agreed("depression", Planned.TODAY.minusWeeks(8));
    assertThat(person.found("CarePlan?overdue=true&patient=" + person.patient)).isEqualTo(1);
    plan.setStatus(CarePlan.CarePlanStatus.COMPLETED);
    person.put("CarePlan/" + plan.getIdElement().getIdPart(), person.json(plan));
    assertThat(person.found("CarePlan?overdue=true&patient=" + person.patient)).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch", "transaction"})
  void whatIsOverdueIsAskedForInABundleToo(String type) {
    var notYet = Planned.begun();
    notYet.agreed("depression", Planned.TODAY);
    var bundle =
        """
        {"resourceType":"Bundle","type":"%s","entry":[
         {"request":{"method":"GET","url":"CarePlan?patient=%s&overdue=true"}},
         {"request":{"method":"GET","url":"/CarePlan?overdue=true&patient=%s"}}]}"""
            .formatted(type, PERSON.patient, notYet.patient);
    var answer = PERSON.http.postJson("/fhir", bundle);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(PERSON.read(Bundle.class, answer.body()).getEntry())
        .extracting(entry -> ((Bundle) entry.getResource()).getTotal())
        .containsExactly(1, 0);
  }

  @Test
  void anythingButTrueInABatchIsTheFaultOfItsEntry() {
    var bundle =
        """
        {"resourceType":"Bundle","type":"batch","entry":[
         {"request":{"method":"GET","url":"CarePlan?overdue=false"}},
         {"request":{"method":"GET","url":"CarePlan?overdue=true&_count=1"}}]}""";
    var answer = PERSON.http.postJson("/fhir", bundle);
    assertThat(PERSON.read(Bundle.class, answer.body()).getEntry())
        .extracting(entry -> entry.getResponse().getStatus().substring(0, 3))
        .containsExactly("400", "200");
  }

  @Test
  void overdueTakesTrueAlone() {
    var answer = PERSON.http.get("/fhir/CarePlan?overdue=perhaps");
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("overdue: takes true");
    assertThat(PLAN.getStatus()).isEqualTo(CarePlan.CarePlanStatus.ACTIVE);
  }
}
