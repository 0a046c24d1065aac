package parley.server.practice;

import static org.assertj.core.api.Assertions.assertThat;
import static parley.server.practice.Service.CBT;
import static parley.server.practice.Service.held;
import static parley.server.practice.Service.random;

import org.hl7.fhir.r4.model.OperationOutcome;
import org.junit.jupiter.api.Test;
import parley.server.ConnectedGateway;
import parley.server.RunningGateway;

/** A gateway set up to refuse activities outside the qualification rule. */
class RejectTest {

  private final RunningGateway gateway = ConnectedGateway.shared().gateway();

  @Test
  void whatSomebodyNotQualifiedGaveIsRefusedAndNothingIsStored() {
    var service = new Service(gateway);
    var other = service.practitioner(held("10", "2020-09-01"));
    var course = service.course(other);
    var contact = random();
    service.contact(contact, course, "2026-10-05", "finished");
    var activity = random();
    var answer = service.activity(activity, course, contact, CBT, other);
    assertThat(answer.statusCode()).isEqualTo(422);
    var issue =
        gateway
            .fhir()
            .newJsonParser()
            .parseResource(OperationOutcome.class, answer.body())
            .getIssueFirstRep();
    assertThat(issue.getDiagnostics()).contains("no-qualification").doesNotContain(other);
    assertThat(issue.getExpression().get(0).getValue()).isEqualTo("Procedure.performer");
    assertThat(service.http.get("/fhir/Procedure/" + activity).statusCode()).isEqualTo(404);
    assertThat(service.worklist("/worklists/unqualified")).isEmpty();

    // What cannot be judged is not refused: the record is incomplete, not wrong.
    assertThat(service.activity(activity, course, contact, CBT).statusCode()).isEqualTo(201);
    service.qualify(other, held("11", "2020-09-01"));
    assertThat(service.activity(activity, course, contact, CBT, other).statusCode()).isEqualTo(200);
    // A qualification that is taken back later shows in the worklist.
    service.qualify(other);
    assertThat(service.worklist("/worklists/unqualified")).hasSize(1);
  }
}
