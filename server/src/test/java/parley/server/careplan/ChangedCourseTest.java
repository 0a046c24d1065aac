package parley.server.careplan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.hl7.fhir.r4.model.CarePlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the due dates of a plan when its course ends, begins again or rests. */
class ChangedCourseTest {

  private static final LocalDate TODAY = Planned.TODAY;
  private static final LocalDate BEGUN = TODAY.minusWeeks(9);

  private final Planned person = Planned.begun("F32.1", "step-2");
  private final CarePlan plan = person.agreed("depression", BEGUN);

  /** The course is changed by the gateway itself, after everything else of the transaction. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatIsDueIsDueAgainOnceTheCourseIsOpenedAgainByATask(boolean withPerson) {
    var due = person.due(person.stored(plan), "measure-phq-9");
    person.put(person.course, person.discharged());
    assertThat(person.due(person.stored(plan), "measure-phq-9")).isEmpty();
    var answer = person.http.postJson("/fhir/Task", person.task("reopen", "", withPerson));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(person.due(person.stored(plan), "measure-phq-9")).isEqualTo(due).isPresent();
    assertThat(person.due(person.stored(plan), "review")).isPresent();
  }

  @Test
  void nothingIsDueOnceTheReferralIsTakenBackOrTurnedAway() {
    var waiting = Planned.begun("F32.1", "", "waitlist");
    var agreed = waiting.agreed("depression", BEGUN);
    assertThat(waiting.due(agreed, "measure-phq-9")).isPresent();
    var referral =
        """
        {"resourceType":"ServiceRequest","id":"%s","status":"revoked","intent":"order",
         "subject":{"reference":"%s"}}""";
    waiting.put(waiting.referral, referral.formatted(waiting.id, waiting.patient));
    assertThat(waiting.due(waiting.stored(agreed), "measure-phq-9")).isEmpty();
    var turnedAway = Planned.begun("F32.1", "", "planned");
    var other = turnedAway.agreed("depression", BEGUN);
    assertThat(turnedAway.due(other, "measure-phq-9")).isPresent();
    var answer = turnedAway.http.postJson("/fhir/Task", turnedAway.task("triage", "reject", false));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(turnedAway.due(turnedAway.stored(other), "measure-phq-9")).isEmpty();
  }

  @Test
  void aPauseOfTheCoursePutsOffWhatWouldFallDueInIt() {
    assertThat(person.phq9(TODAY.minusDays(3), 1).statusCode()).isEqualTo(201);
    var start = TODAY.minusDays(2);
    person.put(person.course, person.paused("step-2", start, ""));
    assertThat(person.due(person.stored(plan), "measure-phq-9")).isEmpty();
    assertThat(person.due(person.stored(plan), "measure-gad-7"))
        .as("due before the pause")
        .contains(BEGUN.toString());
    assertThat(person.found("CarePlan?due=lt" + TODAY.plusYears(1) + "&patient=" + person.patient))
        .isEqualTo(1);
    person.put(person.course, person.paused("step-2", start, TODAY.toString()));
    assertThat(person.due(person.stored(plan), "measure-phq-9"))
        .contains(TODAY.plusDays(4 + 2).toString());
  }
}
