package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.Test;
import parley.server.Messages;

/** Plans are followed in the transaction of whatever changes them. */
class FollowTest {

  private static final LocalDate TODAY = Planned.TODAY;
  private static final LocalDate BEGUN = TODAY.minusWeeks(9);
  private static final String THERAPY = "low-guided-self-help-book";

  private final Planned person = Planned.begun("F32.1", "step-2");
  private final CarePlan plan = person.agreed("depression", BEGUN);

  @Test
  void aResponseMovesTheDueDateAndLinksItsScore() {
    assertThat(person.due(plan, "measure-phq-9")).contains(BEGUN.toString());
    assertThat(person.phq9(TODAY.minusDays(3), 1).statusCode()).isEqualTo(201);
    var followed = person.stored(plan);
    assertThat(person.due(followed, "measure-phq-9")).contains(TODAY.plusDays(4).toString());
    assertThat(person.due(followed, "measure-gad-7")).contains(BEGUN.toString());
    assertThat(person.names(followed, "measure-phq-9"))
        .hasSize(2)
        .anyMatch(name -> name.startsWith("QuestionnaireResponse/"))
        .anyMatch(name -> name.startsWith("Observation/"));
    var entry = Planned.activity(person.progress(plan), "measure-phq-9");
    assertThat(Planned.value(entry, "score", "value")).contains("9");
    assertThat(Planned.value(entry, "overdue")).contains("false");
  }

  /** Ids decide in which order the store loads them, so each is tried with several people. */
  @Test
  void aPersonHasAsManyPlansAsAreNeeded() {
    for (var i = 0; i < 8; i++) {
      var one = Planned.begun();
      for (var pathway : List.of("depression", "diabetes", "chronic-pain")) {
        var applied = one.applied(pathway, "");
        applied.setStatus(CarePlan.CarePlanStatus.ACTIVE);
        assertThat(one.stored(one.posted(applied)).getMeta().getProfile()).isNotEmpty();
      }
      assertThat(one.phq9(TODAY.minusDays(1), 1).statusCode()).isEqualTo(201);
    }
  }

  @Test
  void aScoreThatComesAsAMessageMovesItToo() {
    var number = Messages.nhsNumber(790);
    person.put(
        person.patient,
        """
        {"resourceType":"Patient","id":"%s","name":[{"family":"PLAN","given":["Case"]}],
         "gender":"female","birthDate":"1985-04-12",
         "identifier":[{"system":"https://fhir.nhs.uk/Id/nhs-number","value":"%s"}]}"""
            .formatted(person.id, number));
    var day = TODAY.minusDays(1).toString().replace("-", "");
    var codes =
        List.of(
            "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3",
            "44260-8");
    var message = new StringBuilder();
    message
        .append("MSH|^~\\&|EHR|RXX|PARLEY|RXX|" + day + "085500||ORU^R01^ORU_R01|")
        .append(number + "|P|2.4\n")
        .append("PID|1||" + number + "^^^NHS^NH||PLAN^Case^^^Ms^^L||19850412|2\n")
        .append("OBR|1||F-" + number + "^EHR|44249-1^PHQ-9^LN|||" + day)
        .append("101500||||||||||||||||||F\n");
    for (var i = 0; i < codes.size(); i++) {
      message.append("OBX|" + (i + 1) + "|NM|" + codes.get(i) + "^^LN||0||||||F|||\n");
    }
    assertThat(person.http.hl7(message.toString())).contains("MSA|AA");
    assertThat(person.due(person.stored(plan), "measure-phq-9"))
        .contains(TODAY.plusDays(6).toString());
  }

  @Test
  void contactsActivitiesAndAppointmentsAreLinkedAndCounted() {
    var appointment = Planned.random();
    person.put(
        "Appointment/" + appointment,
        """
        {"resourceType":"Appointment","id":"%s","status":"booked","start":"%sT10:00:00Z",
         "end":"%sT11:00:00Z","basedOn":[{"reference":"%s"}],
         "participant":[{"actor":{"reference":"%s"},"status":"accepted"}]}"""
            .formatted(
                appointment,
                TODAY.plusDays(2),
                TODAY.plusDays(2),
                person.referral,
                person.patient));
    var attended = person.contact(TODAY.minusWeeks(3), "02", "5");
    var activity = Planned.random();
    person.put(
        "Procedure/" + activity,
        """
        {"resourceType":"Procedure","id":"%s","status":"completed",
         "identifier":[{"system":"urn:test:activity","value":"%s"}],
         "code":{"coding":[{"system":"http://snomed.info/sct","code":"748051000000105"}]},
         "subject":{"reference":"%s"},"encounter":{"reference":"Encounter/%s"}}"""
            .formatted(activity, activity.substring(0, 18), person.patient, attended));
    person.contact(TODAY.minusWeeks(2), "02", "3");
    person.contact(TODAY.minusWeeks(4), "04", "5");
    var progress = person.progress(plan);
    var therapy = Planned.activity(progress, THERAPY);
    assertThat(Planned.value(therapy, "delivered")).contains("1");
    assertThat(Planned.value(therapy, "expected")).contains("6");
    assertThat(Planned.value(therapy, "missed")).contains("1");
    assertThat(Planned.value(progress, "next-session")).contains(TODAY.plusDays(2).toString());
    assertThat(person.names(person.stored(plan), THERAPY))
        .contains("Encounter/" + attended, "Procedure/" + activity, "Appointment/" + appointment);
    assertThat(person.due(person.stored(plan), "review")).contains(TODAY.toString());
  }

  @Test
  void whatIsEnteredInErrorIsUnlinked() {
    var contact = person.contact(TODAY.minusWeeks(3), "02", "5");
    assertThat(person.names(person.stored(plan), THERAPY)).containsExactly("Encounter/" + contact);
    person.put(
        "Encounter/" + contact,
        person
            .contact(contact, TODAY.minusWeeks(3), "02", "5", "")
            .replace("\"finished\"", "\"entered-in-error\""));
    assertThat(person.names(person.stored(plan), THERAPY)).isEmpty();
  }

  @Test
  void steppingUpIsSuggestedWhenTheCourseIsNotOnTrackAndUnknownBefore() {
    assertThat(Planned.value(person.progress(plan), "suggestion", "verdict")).contains("unknown");
    person.phq9(TODAY.minusWeeks(5), 1);
    person.phq9(TODAY.minusWeeks(1), 2);
    var progress = person.progress(plan);
    assertThat(Planned.value(progress, "trajectory", "status")).contains("not-on-track");
    assertThat(Planned.value(progress, "suggestion", "action")).contains("step-up");
    assertThat(Planned.value(progress, "suggestion", "verdict")).contains("suggested");
    person.phq9(TODAY, 0);
    assertThat(Planned.value(person.progress(plan), "suggestion", "verdict"))
        .as("without a GAD-7 nobody can say that it is on track")
        .contains("unknown");
  }

  @Test
  void aPlanWithoutADefinitionSaysThatItCannotSuggest() {
    var own = plan.copy();
    own.setId((String) null);
    own.setInstantiatesCanonical(null);
    var stored = person.posted(own);
    assertThat(Planned.value(person.progress(stored), "finding", "element"))
        .contains("CarePlan.instantiatesCanonical");
  }

  @Test
  void aNoteOfProgressOnTheReviewMovesIt() {
    var changed = person.stored(plan);
    person
        .activity(changed, "review")
        .orElseThrow()
        .addProgress(new Annotation().setTime(java.sql.Date.valueOf(TODAY)).setText("Reviewed"));
    put(changed);
    assertThat(person.due(person.stored(plan), "review")).contains(TODAY.plusWeeks(4).toString());
  }

  @Test
  void nothingIsDueOnceTheCourseHasEnded() {
    assertThat(person.due(person.stored(plan), "measure-phq-9")).isPresent();
    person.put(person.course, person.discharged());
    assertThat(person.due(person.stored(plan), "measure-phq-9")).isEmpty();
  }

  @Test
  void nothingIsDueOnceThePlanIsRevoked() {
    put(person.stored(plan).setStatus(CarePlan.CarePlanStatus.REVOKED));
    assertThat(person.due(person.stored(plan), "measure-phq-9")).isEmpty();
  }

  @Test
  void aDueDateThatAClientSendsIsReplaced() {
    var sent = person.stored(plan);
    person
        .activity(sent, "measure-phq-9")
        .orElseThrow()
        .getExtensionByUrl("https://parley.example/fhir/StructureDefinition/next-due")
        .setValue(new org.hl7.fhir.r4.model.DateType("2099-01-01"));
    put(sent);
    assertThat(person.due(person.stored(plan), "measure-phq-9")).contains(BEGUN.toString());
  }

  private void put(CarePlan changed) {
    var path = "CarePlan/" + plan.getIdElement().getIdPart();
    person.put(path, person.json(changed));
  }
}
