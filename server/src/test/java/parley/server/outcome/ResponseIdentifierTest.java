package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;

/** Responses known by their identifier, what a client is told of them, and answers sent alone. */
class ResponseIdentifierTest {

  private static final int[] LOW = {1, 1, 1, 1, 1, 1, 1, 1, 0};

  private final Care care = Care.begun();

  @Test
  void theSamePostedAgainIsTheOneThatIsHeld() {
    var first = post(identified("completed", LOW));
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    var again = post(identified("completed", LOW));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(again.headers().firstValue("Location"))
        .isPresent()
        .isEqualTo(first.headers().firstValue("Location"));
    assertHeldOnce();
  }

  @Test
  void anotherContentUnderTheIdentifierIsRefusedAndSaysWhereItIs() {
    post(identified("completed", LOW));
    var other = post(identified("completed", 2, 1, 1, 1, 1, 1, 1, 1, 0));
    assertThat(other.statusCode()).as(other.body()).isEqualTo(409);
    assertThat(other.body())
        .contains("PUT QuestionnaireResponse/")
        .contains(care.all(QuestionnaireResponse.class).get(0).getIdPart());
    assertHeldOnce();
  }

  @Test
  void inATransactionItIsRefused() {
    post(identified("completed", LOW));
    var bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[{"resource":%s,
         "request":{"method":"POST","url":"QuestionnaireResponse"}}]}"""
            .formatted(identified("completed", LOW));
    var answer = care.http.postJson("/fhir", bundle);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(answer.body()).contains("ifNoneExist");
    assertHeldOnce();
  }

  @Test
  void noWayOfNamingThePatientMakesASecondOne() {
    var number = "urn:test:patient|" + care.id;
    var patient =
        """
        {"resourceType":"Patient","id":"%s","name":[{"family":"OUTCOME"}],
         "identifier":[{"system":"urn:test:patient","value":"%s"}]}"""
            .formatted(care.id, care.id);
    care.put(care.patient, patient);
    var conditional =
        identified("completed", LOW).replace(care.patient, "Patient?identifier=" + number);
    var first = post(conditional);
    assertThat(first.statusCode()).as(first.body()).isEqualTo(201);
    assertThat(post(conditional).statusCode()).isEqualTo(200);
    assertThat(post(identified("completed", LOW)).statusCode()).isEqualTo(200);
    var versioned =
        identified("completed", LOW).replace(care.patient, care.patient + "/_history/1");
    assertThat(post(versioned).statusCode()).isEqualTo(200);
    assertThat(transaction(conditional).statusCode()).isEqualTo(409);
    assertHeldOnce();
  }

  @Test
  void twoEntriesOfOneTransactionMakeNone() {
    var answer = transaction(identified("completed", LOW), identified("completed", LOW));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(409);
    assertThat(care.all(QuestionnaireResponse.class)).isEmpty();
  }

  private HttpResponse<String> transaction(String... responses) {
    var entry =
        "{\"resource\":%s,\"request\":{\"method\":\"POST\",\"url\":\"QuestionnaireResponse\"}}";
    var entries = java.util.Arrays.stream(responses).map(entry::formatted).toList();
    return care.http.postJson(
        "/fhir",
        "{\"resourceType\":\"Bundle\",\"type\":\"transaction\",\"entry\":["
            + String.join(",", entries)
            + "]}");
  }

  @Test
  void anotherPatientMayHaveTheSameIdentifier() {
    post(identified("completed", LOW));
    var other = Care.begun();
    var theirs =
        identified("completed", LOW)
            .replace(care.patient, other.patient)
            .replace(care.course, other.course);
    assertThat(post(theirs).statusCode()).isEqualTo(201);
    assertThat(other.all(Observation.class)).hasSize(1);
  }

  @Test
  void eightClientsPostingItAtOnceMakeOne() throws Exception {
    var pool = Executors.newFixedThreadPool(8);
    try {
      Callable<Integer> one = () -> post(identified("completed", LOW)).statusCode();
      var codes = pool.invokeAll(List.of(one, one, one, one, one, one, one, one));
      var created = 0;
      for (var code : codes) {
        assertThat(code.get()).isIn(200, 201);
        created += code.get() == 201 ? 1 : 0;
      }
      assertThat(created).isEqualTo(1);
    } finally {
      pool.shutdown();
    }
    assertHeldOnce();
  }

  @Test
  void aClientIsToldThatThereIsNoTotal() {
    var incomplete = care.response(Care.random(), Care.PHQ_9, "completed", "2026-10-01", 1, 1, 1);
    var id = care.read(QuestionnaireResponse.class, incomplete).getIdPart();
    var plain = put(id, incomplete, "return=minimal");
    assertThat(plain.statusCode()).isEqualTo(201);
    assertThat(plain.headers().firstValue("Parley-Warning").orElse(""))
        .contains("no score total")
        .contains("q4, q5, q6, q7, q8, q9");
    var told = put(id, incomplete.replace("completed", "amended"), "return=OperationOutcome");
    assertThat(care.read(OperationOutcome.class, told.body()).getIssue())
        .anySatisfy(
            issue -> {
              assertThat(issue.getSeverity()).isEqualTo(OperationOutcome.IssueSeverity.WARNING);
              assertThat(issue.getDiagnostics()).contains("q9");
            });
    var bundle =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[{"resource":%s,
         "request":{"method":"PUT","url":"QuestionnaireResponse/%s"}}]}"""
            .formatted(incomplete, id);
    var answer = care.read(Bundle.class, care.http.postJson("/fhir", bundle).body());
    var outcome = (OperationOutcome) answer.getEntryFirstRep().getResponse().getOutcome();
    assertThat(outcome.getIssue()).anyMatch(issue -> issue.getDiagnostics().contains("q9"));
    var complete = care.response(id, Care.PHQ_9, "completed", "2026-10-01", LOW);
    assertThat(put(id, complete, "return=minimal").headers().firstValue("Parley-Warning"))
        .isEmpty();
  }

  @Test
  void itemNineSentAloneIsToBeReviewed() {
    assertThat(item("44260-8", "\"valueInteger\":0").statusCode()).isEqualTo(201);
    assertThat(item("44250-9", "\"valueInteger\":3").statusCode()).isEqualTo(201);
    assertThat(care.all(Flag.class)).isEmpty();
    var coded =
        "\"valueCodeableConcept\":{\"coding\":[{\"system\":\"http://loinc.org\",\"code\":\"LA6569-3\"}]}";
    var answer = item("44260-8", coded);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var observation = care.read(Observation.class, answer.body()).getIdPart();
    assertThat(care.all(Flag.class))
        .extracting(Flag::getStatus)
        .containsExactly(Flag.FlagStatus.ACTIVE);
    var task = care.all(Task.class).get(0);
    assertThat(task.getFocus().getReference()).isEqualTo("Observation/" + observation);
    assertThat(task.getPriority()).isEqualTo(Task.TaskPriority.URGENT);
    // Only a person ends it: a correction to 0 and a withdrawal do not.
    var corrected =
        answer.body().replaceAll("LA6569-3", "LA6568-5").replace("\"final\"", "\"corrected\"");
    care.put("Observation/" + observation, corrected);
    care.put("Observation/" + observation, corrected.replace("corrected", "entered-in-error"));
    assertThat(care.all(Flag.class))
        .extracting(Flag::getStatus)
        .containsExactly(Flag.FlagStatus.ACTIVE);
    assertThat(care.all(Task.class)).hasSize(1);
    var words = item("44260-8", "\"valueString\":\"SECRET\"");
    assertThat(words.statusCode()).as("an answer that nobody can read").isEqualTo(422);
    assertThat(words.body()).doesNotContain("SECRET");
  }

  private HttpResponse<String> item(String loinc, String value) {
    return care.http.postJson(
        "/fhir/Observation",
        """
        {"resourceType":"Observation","status":"final","effectiveDateTime":"2026-10-01",
         "code":{"coding":[{"system":"http://loinc.org","code":"%s"}]},%s,
         "subject":{"reference":"%s"}}"""
            .formatted(loinc, value, care.patient));
  }

  private void assertHeldOnce() {
    assertThat(care.all(QuestionnaireResponse.class)).hasSize(1);
    assertThat(care.all(Observation.class)).hasSize(1);
    assertThat(care.all(Observation.class).get(0).getMeta().getVersionId()).isEqualTo("1");
  }

  private HttpResponse<String> post(String response) {
    return care.http.postJson("/fhir/QuestionnaireResponse", response);
  }

  private HttpResponse<String> put(String id, String response, String prefer) {
    return care.http.send(
        HttpRequest.newBuilder(care.http.uri("/fhir/QuestionnaireResponse/" + id))
            .header("Content-Type", "application/fhir+json")
            .header("Prefer", prefer)
            .PUT(BodyPublishers.ofString(response)));
  }

  private String identified(String status, int... answers) {
    return care.response("x", Care.PHQ_9, status, "2026-10-01T10:00:00Z", answers)
        .replace(
            "\"id\":\"x\",",
            "\"identifier\":{\"system\":\"urn:test:form\",\"value\":\"%s\"},".formatted(care.id));
  }
}
