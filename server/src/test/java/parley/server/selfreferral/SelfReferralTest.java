package parley.server.selfreferral;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import parley.server.Messages;

/** People who refer themselves, over the endpoint. */
class SelfReferralTest {

  private static final String PATH = SentForms.PATH;

  private final SentForms sent = new SentForms();

  @Test
  void oneFormBecomesPatientReferralScoresAndConsents() {
    var nhsNumber = Messages.nhsNumber(760);
    var answer = sent.http.postJson(PATH, sent.form("full", nhsNumber));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var patient = sent.patient(nhsNumber);
    assertThat(patient.getTelecom()).hasSize(2);
    assertThat(patient.getGeneralPractitionerFirstRep().getReference()).startsWith("Organization/");
    var request = sent.only(ServiceRequest.class, patient);
    assertThat(request.getIdentifierFirstRep()).returns(sent.number, Identifier::getValue);
    assertThat(sent.encoded(request)).contains("nhs-source-of-referral").contains("\"B1\"");
    var course = sent.only(EpisodeOfCare.class, patient);
    assertThat(course.getStatus()).isEqualTo(EpisodeOfCare.EpisodeOfCareStatus.PLANNED);
    assertThat(course.getReferralRequestFirstRep().getReference())
        .isEqualTo("ServiceRequest/" + request.getIdPart());
    assertThat(sent.tasks(patient)).containsExactly("triage");
    assertThat(sent.all(QuestionnaireResponse.class, patient)).hasSize(3);
    assertThat(sent.all(Observation.class, patient))
        .filteredOn(Observation::hasValueQuantity)
        .extracting(score -> score.getValueQuantity().getValue().intValue())
        .containsExactlyInAnyOrder(12, 10);
    assertThat(sent.all(Consent.class, patient))
        .extracting(consent -> consent.getStatus().toCode())
        .containsExactlyInAnyOrder("active", "active", "active", "rejected", "rejected");
    assertThat(sent.all(Condition.class, patient)).hasSize(1);
    var original = answer.headers().firstValue("Location").orElse("");
    var provenance =
        (Provenance)
            sent.bundle("/fhir/Provenance?target=ServiceRequest/" + request.getIdPart())
                .getEntryFirstRep()
                .getResource();
    assertThat(original).contains(provenance.getEntityFirstRep().getWhat().getReference());
    var outcome = sent.http.get("/fhir/EpisodeOfCare/" + course.getIdPart() + "/$outcome");
    assertThat(outcome.body()).contains("\"caseness\"").contains("phq-9");
  }

  @Test
  void theSameSentAgainChangesNothingAndOtherAnswersAreRefused() {
    var nhsNumber = Messages.nhsNumber(761);
    var first = sent.http.postJson(PATH, sent.form("full", nhsNumber));
    var again = sent.http.postJson(PATH, sent.form("full", nhsNumber));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(again.headers().firstValue("Location"))
        .isPresent()
        .isEqualTo(first.headers().firstValue("Location"));
    var patient = sent.patient(nhsNumber);
    for (var type :
        List.of(ServiceRequest.class, EpisodeOfCare.class, Consent.class, Observation.class)) {
      assertThat(sent.all(type, patient))
          .isNotEmpty()
          .allMatch(it -> it.getMeta().getVersionId().equals("1"));
    }
    assertThat(patient.getMeta().getVersionId()).isEqualTo("1");
    var other = sent.form("full", nhsNumber).replace("nothing is fun", "all is well");
    assertThat(sent.http.postJson(PATH, other).statusCode()).isEqualTo(409);
    assertThat(sent.all(ServiceRequest.class, patient)).hasSize(1);
  }

  @Test
  void eightClientsSendingItAtOnceMakeOneReferral() throws Exception {
    var nhsNumber = Messages.nhsNumber(762);
    var form = sent.form("full", nhsNumber);
    var pool = Executors.newFixedThreadPool(8);
    try {
      Callable<Integer> one = () -> sent.http.postJson(PATH, form).statusCode();
      var created = 0;
      for (var code : pool.invokeAll(List.of(one, one, one, one, one, one, one, one))) {
        assertThat(code.get()).isIn(200, 201);
        created += code.get() == 201 ? 1 : 0;
      }
      assertThat(created).isEqualTo(1);
    } finally {
      pool.shutdown();
    }
    assertThat(sent.all(ServiceRequest.class, sent.patient(nhsNumber))).hasSize(1);
    assertThat(sent.all(QuestionnaireResponse.class, sent.patient(nhsNumber))).hasSize(3);
  }

  /** A number and one right detail are known to many: a form is no proof of who sends it. */
  @Test
  void anAnswerAboutSelfHarmIsToBeReviewedAtOnce() {
    sent.http.postJson(PATH, sent.form("self-harm", ""));
    var own = sent.referred();
    assertThat(sent.all(Flag.class, own))
        .extracting(Flag::getStatus)
        .containsExactly(Flag.FlagStatus.ACTIVE);
    assertThat(sent.tasks(own)).contains("clinical-review");
    assertThat(sent.all(Task.class, own))
        .filteredOn(task -> task.getPriority() == Task.TaskPriority.URGENT)
        .hasSize(1);
  }

  @Test
  void aMissingTotalIsTold() {
    var answer = sent.http.postJson(PATH, sent.form("incomplete-phq-9", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Parley-Warning").orElse("")).contains("q9");
    assertThat(sent.all(Observation.class, sent.referred())).isEmpty();
  }

  @Test
  void aWrongFormIsRefusedWithEveryFaultAndNothingIsStored() {
    var answer = sent.http.postJson(PATH, sent.form("bad-values", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    var issues = ((OperationOutcome) sent.read(answer.body())).getIssue();
    assertThat(issues).hasSize(9);
    assertThat(answer.body()).doesNotContain("9990080012", "at home", "welsh");
    assertThat(sent.bundle(PATH + "?identifier=" + sent.number).getEntry()).isEmpty();
    assertThat(sent.bundle("/fhir/ServiceRequest?identifier=" + sent.number).getEntry()).isEmpty();
  }

  @Test
  void itIsTakenByPostAlone() {
    var form = sent.form("without-nhs-number", "");
    var id = UUID.randomUUID().toString();
    var put = form.replaceFirst("\\{", "{\"id\":\"%s\",".formatted(id));
    assertThat(sent.http.putJson(PATH + '/' + id, put).statusCode()).isEqualTo(422);
    var transaction =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[{"resource":%s,
         "request":{"method":"POST","url":"QuestionnaireResponse"}}]}"""
            .formatted(form);
    var answer = sent.http.postJson("/fhir", transaction);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("POST QuestionnaireResponse");
  }
}
