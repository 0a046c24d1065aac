package parley.server.selfreferral;

import static org.assertj.core.api.Assertions.assertThat;

import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import parley.server.Messages;

/** Whose record a form reaches: a form is no proof of who sends it. */
class SelfReferredPersonTest {

  private static final String PATH = SentForms.PATH;

  private final SentForms sent = new SentForms();

  @Test
  void whoIsHeldUnderTheNumberKeepsNameAndBirthDateAndGetsTheNewTelephone() {
    var nhsNumber = Messages.nhsNumber(763);
    sent.http.hl7(Messages.person("SR-1", nhsNumber + "^^^NHS^NH", "OEXAMPLE", "19880304"));
    var before = sent.patient(nhsNumber);
    var answer =
        sent.http.postJson(
            PATH, sent.form("full", nhsNumber).replace("\"Erin\"", "\"\u00c9RIN Anne\""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var after = sent.patient(nhsNumber);
    assertThat(after.getIdPart()).isEqualTo(before.getIdPart());
    assertThat(after.getNameFirstRep().getFamily()).isEqualTo("OEXAMPLE");
    assertThat(after.getBirthDateElement().getValueAsString()).isEqualTo("1988-03-04");
    assertThat(after.getTelecom()).extracting(it -> it.getValue()).contains("07700 900123");
    assertThat(sent.all(ServiceRequest.class, after)).hasSize(1);
    assertThat(sent.tasks(after)).containsExactly("triage");
  }

  @Test
  void aNumberOfSomebodyElseLeadsToNobodyAndAPersonIsAsked() {
    var nhsNumber = Messages.nhsNumber(764);
    sent.http.hl7(Messages.person("SR-2", nhsNumber + "^^^NHS^NH", "STRANGER", "19500101"));
    var stranger = sent.patient(nhsNumber);
    var answer = sent.http.postJson(PATH, sent.form("full", nhsNumber));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(sent.all(ServiceRequest.class, stranger)).isEmpty();
    var own = sent.referred();
    assertThat(own.getIdPart()).isNotEqualTo(stranger.getIdPart());
    assertThat(sent.encoded(own)).doesNotContain(nhsNumber);
    assertThat(sent.tasks(own)).containsExactlyInAnyOrder("triage", "possible-match");
    assertThat(sent.candidates(own)).contains("Patient/" + stranger.getIdPart());
  }

  @ParameterizedTest
  @CsvSource({
    "766,Erin,Bob",
    "767,1988-03-04,1961-07-07",
    "768,Example,Otherwise",
  })
  void oneDifferenceIsEnoughToLeadToNobody(int serial, String right, String other) {
    var nhsNumber = Messages.nhsNumber(serial);
    assertThat(sent.http.postJson(PATH, sent.form("full", nhsNumber)).statusCode()).isEqualTo(201);
    var holder = sent.patient(nhsNumber);
    var responses = sent.all(QuestionnaireResponse.class, holder).size();
    var second =
        sent.form("full", nhsNumber)
            .replace(sent.number, sent.number + "-2")
            .replaceFirst(right + "\"", other + "\"")
            .replace("07700 900123", "07700 900999");
    var answer = sent.http.postJson(PATH, second);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var after = sent.patient(nhsNumber);
    assertThat(after.getIdPart()).isEqualTo(holder.getIdPart());
    assertThat(after.getMeta().getVersionId()).isEqualTo(holder.getMeta().getVersionId());
    assertThat(sent.all(ServiceRequest.class, holder)).hasSize(1);
    assertThat(sent.all(EpisodeOfCare.class, holder)).hasSize(1);
    assertThat(sent.all(QuestionnaireResponse.class, holder)).hasSize(responses);
    var own = sent.referred(sent.number + "-2");
    assertThat(own.getIdPart()).isNotEqualTo(holder.getIdPart());
    assertThat(sent.encoded(own)).doesNotContain(nhsNumber).contains("07700 900999");
    assertThat(sent.tasks(own)).containsExactlyInAnyOrder("triage", "possible-match");
    assertThat(sent.candidates(own)).contains("Patient/" + holder.getIdPart());
  }

  @Test
  void whoRefersThemselvesAgainInAnOpenCourseIsKeptAndAPersonIsAsked() {
    var nhsNumber = Messages.nhsNumber(769);
    var first = sent.http.postJson(PATH, sent.form("full", nhsNumber));
    assertThat(first.headers().firstValue("Parley-Warning").orElse("")).doesNotContain("open");
    var holder = sent.patient(nhsNumber);
    var open = sent.only(EpisodeOfCare.class, holder);
    var answer =
        sent.http.postJson(
            PATH, sent.form("full", nhsNumber).replace(sent.number, sent.number + "-2"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Parley-Warning").orElse(""))
        .contains("open course of treatment");
    assertThat(sent.all(EpisodeOfCare.class, holder)).hasSize(2);
    assertThat(sent.tasks(holder)).containsExactlyInAnyOrder("triage", "triage", "course-conflict");
    assertThat(sent.candidates(holder)).containsExactly("EpisodeOfCare/" + open.getIdPart());
  }

  @Test
  void withoutANumberNobodyIsMergedAndWhoItMayBeIsNamed() {
    var nhsNumber = Messages.nhsNumber(765);
    sent.http.hl7(Messages.person("SR-3", nhsNumber + "^^^NHS^NH", "O'EXAMPLE", "19880304"));
    var alike = sent.patient(nhsNumber);
    var answer = sent.http.postJson(PATH, sent.form("without-nhs-number", ""));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    var own = sent.referred();
    assertThat(own.getIdPart()).isNotEqualTo(alike.getIdPart());
    assertThat(sent.tasks(own)).containsExactlyInAnyOrder("triage", "possible-match");
    assertThat(sent.candidates(own)).contains("Patient/" + alike.getIdPart());
    assertThat(sent.all(ServiceRequest.class, alike)).isEmpty();
  }
}
