package parley.server.selfreferral;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Provenance;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.Http;
import parley.server.Messages;
import parley.server.RunningGateway;

/** People who refer themselves, over the endpoint. */
class SelfReferralTest {

  private static final String PATH = "/fhir/QuestionnaireResponse";

  private final RunningGateway gateway = RunningGateway.shared();
  private final Http http = new Http(gateway);
  private final String number = UUID.randomUUID().toString();

  @Test
  void oneFormBecomesPatientReferralScoresAndConsents() {
    var nhsNumber = Messages.nhsNumber(760);
    var answer = http.postJson(PATH, form("full", nhsNumber));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var patient = patient(nhsNumber);
    assertThat(patient.getTelecom()).hasSize(2);
    assertThat(patient.getGeneralPractitionerFirstRep().getReference()).startsWith("Organization/");
    var request = only(ServiceRequest.class, patient);
    assertThat(request.getIdentifierFirstRep()).returns(number, Identifier::getValue);
    assertThat(encoded(request)).contains("nhs-source-of-referral").contains("\"B1\"");
    var course = only(EpisodeOfCare.class, patient);
    assertThat(course.getStatus()).isEqualTo(EpisodeOfCare.EpisodeOfCareStatus.PLANNED);
    assertThat(course.getReferralRequestFirstRep().getReference())
        .isEqualTo("ServiceRequest/" + request.getIdPart());
    assertThat(tasks(patient)).containsExactly("triage");
    assertThat(all(QuestionnaireResponse.class, patient)).hasSize(3);
    assertThat(all(Observation.class, patient))
        .filteredOn(Observation::hasValueQuantity)
        .extracting(score -> score.getValueQuantity().getValue().intValue())
        .containsExactlyInAnyOrder(12, 10);
    assertThat(all(Consent.class, patient))
        .extracting(consent -> consent.getStatus().toCode())
        .containsExactlyInAnyOrder("active", "active", "active", "rejected", "rejected");
    assertThat(all(Condition.class, patient)).hasSize(1);
    var original = answer.headers().firstValue("Location").orElse("");
    var provenance =
        (Provenance)
            bundle("/fhir/Provenance?target=ServiceRequest/" + request.getIdPart())
                .getEntryFirstRep()
                .getResource();
    assertThat(original).contains(provenance.getEntityFirstRep().getWhat().getReference());
    var outcome = http.get("/fhir/EpisodeOfCare/" + course.getIdPart() + "/$outcome");
    assertThat(outcome.body()).contains("\"caseness\"").contains("phq-9");
  }

  @Test
  void theSameSentAgainChangesNothingAndOtherAnswersAreRefused() {
    var nhsNumber = Messages.nhsNumber(761);
    var first = http.postJson(PATH, form("full", nhsNumber));
    var again = http.postJson(PATH, form("full", nhsNumber));
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(again.headers().firstValue("Location"))
        .isPresent()
        .isEqualTo(first.headers().firstValue("Location"));
    var patient = patient(nhsNumber);
    for (var type :
        List.of(ServiceRequest.class, EpisodeOfCare.class, Consent.class, Observation.class)) {
      assertThat(all(type, patient))
          .isNotEmpty()
          .allMatch(it -> it.getMeta().getVersionId().equals("1"));
    }
    assertThat(patient.getMeta().getVersionId()).isEqualTo("1");
    var other = form("full", nhsNumber).replace("nothing is fun", "all is well");
    assertThat(http.postJson(PATH, other).statusCode()).isEqualTo(409);
    assertThat(all(ServiceRequest.class, patient)).hasSize(1);
  }

  @Test
  void eightClientsSendingItAtOnceMakeOneReferral() throws Exception {
    var nhsNumber = Messages.nhsNumber(762);
    var form = form("full", nhsNumber);
    var pool = Executors.newFixedThreadPool(8);
    try {
      Callable<Integer> one = () -> http.postJson(PATH, form).statusCode();
      var created = 0;
      for (var code : pool.invokeAll(List.of(one, one, one, one, one, one, one, one))) {
        assertThat(code.get()).isIn(200, 201);
        created += code.get() == 201 ? 1 : 0;
      }
      assertThat(created).isEqualTo(1);
    } finally {
      pool.shutdown();
    }
    assertThat(all(ServiceRequest.class, patient(nhsNumber))).hasSize(1);
    assertThat(all(QuestionnaireResponse.class, patient(nhsNumber))).hasSize(3);
  }

  @Test
  void whoIsHeldUnderTheNumberKeepsNameAndBirthDateAndGetsTheNewTelephone() {
    var nhsNumber = Messages.nhsNumber(763);
    http.hl7(Messages.person("SR-1", nhsNumber + "^^^NHS^NH", "OEXAMPLE", "19880304"));
    var before = patient(nhsNumber);
    var answer =
        http.postJson(PATH, form("full", nhsNumber).replace("\"Erin\"", "\"\u00c9RIN Anne\""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var after = patient(nhsNumber);
    assertThat(after.getIdPart()).isEqualTo(before.getIdPart());
    assertThat(after.getNameFirstRep().getFamily()).isEqualTo("OEXAMPLE");
    assertThat(after.getBirthDateElement().getValueAsString()).isEqualTo("1988-03-04");
    assertThat(after.getTelecom()).extracting(it -> it.getValue()).contains("07700 900123");
    assertThat(all(ServiceRequest.class, after)).hasSize(1);
    assertThat(tasks(after)).containsExactly("triage");
  }

  @Test
  void aNumberOfSomebodyElseLeadsToNobodyAndAPersonIsAsked() {
    var nhsNumber = Messages.nhsNumber(764);
    http.hl7(Messages.person("SR-2", nhsNumber + "^^^NHS^NH", "STRANGER", "19500101"));
    var stranger = patient(nhsNumber);
    var answer = http.postJson(PATH, form("full", nhsNumber));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(all(ServiceRequest.class, stranger)).isEmpty();
    var own = referred();
    assertThat(own.getIdPart()).isNotEqualTo(stranger.getIdPart());
    assertThat(encoded(own)).doesNotContain(nhsNumber);
    assertThat(tasks(own)).containsExactlyInAnyOrder("triage", "possible-match");
    assertThat(candidates(own)).contains("Patient/" + stranger.getIdPart());
  }

  /** A number and one right detail are known to many: a form is no proof of who sends it. */
  @ParameterizedTest
  @CsvSource({
    "766,Erin,Bob",
    "767,1988-03-04,1961-07-07",
    "768,Example,Otherwise",
  })
  void oneDifferenceIsEnoughToLeadToNobody(int serial, String right, String other) {
    var nhsNumber = Messages.nhsNumber(serial);
    assertThat(http.postJson(PATH, form("full", nhsNumber)).statusCode()).isEqualTo(201);
    var holder = patient(nhsNumber);
    var responses = all(QuestionnaireResponse.class, holder).size();
    var second =
        form("full", nhsNumber)
            .replace(number, number + "-2")
            .replaceFirst(right + "\"", other + "\"")
            .replace("07700 900123", "07700 900999");
    var answer = http.postJson(PATH, second);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var after = patient(nhsNumber);
    assertThat(after.getIdPart()).isEqualTo(holder.getIdPart());
    assertThat(after.getMeta().getVersionId()).isEqualTo(holder.getMeta().getVersionId());
    assertThat(all(ServiceRequest.class, holder)).hasSize(1);
    assertThat(all(EpisodeOfCare.class, holder)).hasSize(1);
    assertThat(all(QuestionnaireResponse.class, holder)).hasSize(responses);
    var own = referred(number + "-2");
    assertThat(own.getIdPart()).isNotEqualTo(holder.getIdPart());
    assertThat(encoded(own)).doesNotContain(nhsNumber).contains("07700 900999");
    assertThat(tasks(own)).containsExactlyInAnyOrder("triage", "possible-match");
    assertThat(candidates(own)).contains("Patient/" + holder.getIdPart());
  }

  @Test
  void whoRefersThemselvesAgainInAnOpenCourseIsKeptAndAPersonIsAsked() {
    var nhsNumber = Messages.nhsNumber(769);
    var first = http.postJson(PATH, form("full", nhsNumber));
    assertThat(first.headers().firstValue("Parley-Warning").orElse("")).doesNotContain("open");
    var holder = patient(nhsNumber);
    var open = only(EpisodeOfCare.class, holder);
    var answer = http.postJson(PATH, form("full", nhsNumber).replace(number, number + "-2"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Parley-Warning").orElse(""))
        .contains("open course of treatment");
    assertThat(all(EpisodeOfCare.class, holder)).hasSize(2);
    assertThat(tasks(holder)).containsExactlyInAnyOrder("triage", "triage", "course-conflict");
    assertThat(candidates(holder)).containsExactly("EpisodeOfCare/" + open.getIdPart());
  }

  @Test
  void withoutANumberNobodyIsMergedAndWhoItMayBeIsNamed() {
    var nhsNumber = Messages.nhsNumber(765);
    http.hl7(Messages.person("SR-3", nhsNumber + "^^^NHS^NH", "O'EXAMPLE", "19880304"));
    var alike = patient(nhsNumber);
    var answer = http.postJson(PATH, form("without-nhs-number", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var own = referred();
    assertThat(own.getIdPart()).isNotEqualTo(alike.getIdPart());
    assertThat(tasks(own)).containsExactlyInAnyOrder("triage", "possible-match");
    assertThat(candidates(own)).contains("Patient/" + alike.getIdPart());
    assertThat(all(ServiceRequest.class, alike)).isEmpty();
  }

  @Test
  void anAnswerAboutSelfHarmIsToBeReviewedAtOnce() {
    http.postJson(PATH, form("self-harm", ""));
    var own = referred();
    assertThat(all(Flag.class, own))
        .extracting(Flag::getStatus)
        .containsExactly(Flag.FlagStatus.ACTIVE);
    assertThat(tasks(own)).contains("clinical-review");
    assertThat(all(Task.class, own))
        .filteredOn(task -> task.getPriority() == Task.TaskPriority.URGENT)
        .hasSize(1);
  }

  @Test
  void aMissingTotalIsTold() {
    var answer = http.postJson(PATH, form("incomplete-phq-9", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Parley-Warning").orElse("")).contains("q9");
    assertThat(all(Observation.class, referred())).isEmpty();
  }

  @Test
  void aWrongFormIsRefusedWithEveryFaultAndNothingIsStored() {
    var answer = http.postJson(PATH, form("bad-values", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    var issues = ((OperationOutcome) read(answer.body())).getIssue();
    assertThat(issues).hasSize(9);
    assertThat(answer.body()).doesNotContain("9990080012", "at home", "welsh");
    assertThat(bundle(PATH + "?identifier=" + number).getEntry()).isEmpty();
    assertThat(bundle("/fhir/ServiceRequest?identifier=" + number).getEntry()).isEmpty();
  }

  @Test
  void itIsTakenByPostAlone() {
    var form = form("without-nhs-number", "");
    var id = UUID.randomUUID().toString();
    var put = form.replaceFirst("\\{", "{\"id\":\"%s\",".formatted(id));
    assertThat(http.putJson(PATH + '/' + id, put).statusCode()).isEqualTo(422);
    var transaction =
        """
        {"resourceType":"Bundle","type":"transaction","entry":[{"resource":%s,
         "request":{"method":"POST","url":"QuestionnaireResponse"}}]}"""
            .formatted(form);
    var answer = http.postJson("/fhir", transaction);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("POST QuestionnaireResponse");
  }

  private String form(String name, String nhsNumber) {
    try (var in = getClass().getResourceAsStream("/self-referrals/" + name + "/response.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .replace("F-2026-0001", number)
          .replace("999 008 0011", nhsNumber);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private List<String> candidates(Patient patient) {
    return all(Task.class, patient).stream()
        .flatMap(task -> task.getInput().stream())
        .map(input -> ((Reference) input.getValue()).getReference())
        .toList();
  }

  private List<String> tasks(Patient patient) {
    return all(Task.class, patient).stream()
        .map(task -> task.getCode().getCodingFirstRep().getCode())
        .toList();
  }

  private Patient patient(String nhsNumber) {
    var found = bundle("/fhir/Patient?identifier=" + nhsNumber);
    assertThat(found.getEntry()).hasSize(1);
    return (Patient) found.getEntryFirstRep().getResource();
  }

  /** The Patient of this test's referral. */
  private Patient referred() {
    return referred(number);
  }

  private Patient referred(String identifier) {
    var found = bundle("/fhir/ServiceRequest?identifier=" + identifier);
    assertThat(found.getEntry()).hasSize(1);
    var request = (ServiceRequest) found.getEntryFirstRep().getResource();
    return (Patient) read(http.get("/fhir/" + request.getSubject().getReference()).body());
  }

  private <T extends Resource> T only(Class<T> type, Patient patient) {
    var found = all(type, patient);
    assertThat(found).hasSize(1);
    return found.get(0);
  }

  private <T extends Resource> List<T> all(Class<T> type, Patient patient) {
    var path =
        "/fhir/%s?_count=100&patient=%s".formatted(type.getSimpleName(), patient.getIdPart());
    return bundle(path).getEntry().stream().map(it -> type.cast(it.getResource())).toList();
  }

  private Bundle bundle(String path) {
    HttpResponse<String> answer = http.get(path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return (Bundle) read(answer.body());
  }

  private Resource read(String json) {
    return (Resource) gateway.fhir().newJsonParser().parseResource(json);
  }

  private String encoded(Resource resource) {
    return gateway.fhir().newJsonParser().encodeResourceToString(resource);
  }
}
