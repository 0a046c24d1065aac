package parley.server.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hl7.fhir.r4.model.EpisodeOfCare;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Observation.ObservationStatus;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.junit.jupiter.api.Test;
import parley.mappings.RecordIds;
import parley.server.Messages;
import parley.terminology.Systems;

/** Whose scores are, and what they belong to. */
class ScoreLinksTest {

  private static final int[] LOW = {1, 1, 1, 1, 1, 1, 1, 1, 0};

  private final Care care = Care.begun();

  @Test
  void whatAnAmendedResponseDoesNotNameAnyMoreIsNotLeftOnItsScore() {
    var contact = Care.random();
    care.put("Encounter/" + contact, care.contact(contact, "2026-09-10", "02", "5"));
    var id = Care.random();
    var response = care.response(id, Care.PHQ_9, "completed", "2026-10-01", LOW);
    var linked =
        response.replace(
            "\"item\":",
            """
            "encounter":{"reference":"Encounter/%s"},"author":{"reference":"%s"},
            "basedOn":[{"reference":"ServiceRequest/%s"}],"item":"""
                .formatted(contact, care.patient, care.id));
    care.put("QuestionnaireResponse/" + id, linked);
    assertThat(links(score())).hasSize(4);
    care.put("QuestionnaireResponse/" + id, linked);
    assertThat(score().getMeta().getVersionId()).as("sent again").isEqualTo("1");
    var second = Care.random();
    care.put("ServiceRequest/" + second, care.referral(second));
    care.put(
        "EpisodeOfCare/" + second,
        care.episode("active", "")
            .replace(care.id + "\",\"status", second + "\",\"status")
            .replace("ServiceRequest/" + care.id, "ServiceRequest/" + second));
    var amended = response.replace("completed", "amended");
    care.put(
        "QuestionnaireResponse/" + id, amended.replace(care.course, "EpisodeOfCare/" + second));
    assertThat(links(score())).containsExactly("EpisodeOfCare/" + second);
    care.put("QuestionnaireResponse/" + id, amended.replaceAll("\"extension\":\\[[^]]*],", ""));
    assertThat(links(score())).isEmpty();
    assertThat(score().getDerivedFromFirstRep().getReference())
        .isEqualTo("QuestionnaireResponse/" + id);
  }

  private static List<String> links(Observation score) {
    var links = new java.util.ArrayList<Reference>();
    score
        .getExtensionsByUrl(Systems.EXT_EPISODE_OF_CARE)
        .forEach(it -> links.add((Reference) it.getValue()));
    links.addAll(score.getBasedOn());
    links.addAll(score.getPerformer());
    links.add(score.getEncounter());
    return links.stream().filter(Reference::hasReference).map(Reference::getReference).toList();
  }

  @Test
  void whatIsWrittenUnderAReplacedPatientIsTheSurvivors() {
    var survivor = Messages.nhsNumber(740);
    var replaced = Messages.nhsNumber(741);
    care.http.hl7(Messages.person("SL-1", survivor + "^^^NHS^NH", "EXAMPLE", "19800215"));
    care.http.hl7(Messages.person("SL-2", replaced + "^^^NHS^NH", "EXAMPLE", "19800215"));
    var now = patient(survivor);
    var old = patient(replaced);
    var id = Care.random();
    var before = care.response(id, Care.PHQ_9, "completed", "2026-10-01", LOW);
    var of = before.replace(care.patient, old).replaceAll("\"extension\":\\[[^]]*],", "");
    care.put("QuestionnaireResponse/" + id, of);
    var join = Messages.join("SL-3", survivor + "^^^NHS^NH", replaced + "^^^NHS^NH");
    assertThat(care.http.hl7(join)).contains("MSA|AA|SL-3");
    care.put("QuestionnaireResponse/" + id, of.replace("completed", "amended"));
    assertThat(subjects(now, QuestionnaireResponse.class)).containsExactly(now);
    assertThat(subjects(now, Observation.class)).containsExactly(now);
    var fresh = Care.random();
    care.put("QuestionnaireResponse/" + fresh, of.replace(id, fresh));
    assertThat(subjects(now, Observation.class)).containsExactly(now, now);
    care.put("QuestionnaireResponse/" + id, of.replace("completed", "entered-in-error"));
    assertThat(all(now, Observation.class))
        .extracting(Observation::getStatus)
        .containsExactlyInAnyOrder(ObservationStatus.ENTEREDINERROR, ObservationStatus.FINAL);
    var alone =
        """
        {"resourceType":"Observation","status":"final","effectiveDateTime":"2026-10-01",
         "code":{"coding":[{"system":"http://snomed.info/sct","code":"720433000"}]},
         "valueInteger":12,"subject":{"reference":"%s"}}"""
            .formatted(old);
    assertThat(care.http.postJson("/fhir/Observation", alone).statusCode()).isEqualTo(201);
    assertThat(all(now, Observation.class)).hasSize(3);
    assertThat(all(old, Observation.class)).isEmpty();
  }

  @Test
  void aResultNamesItsReferralByNumberAndGetsItsCourse() {
    var person = Messages.nhsNumber(742);
    care.http.hl7(Messages.referral("SL-4", person, "R-SL-1"));
    var patient = patient(person);
    var course = all(patient, EpisodeOfCare.class).get(0).getIdPart();
    assertThat(care.http.hl7(result("SL-5", person, "R-SL-1", "F-SL-1"))).contains("MSA|AA|");
    var response = all(patient, QuestionnaireResponse.class).get(0);
    var score = all(patient, Observation.class).get(0);
    for (var basedOn : List.of(response.getBasedOnFirstRep(), score.getBasedOnFirstRep())) {
      assertThat(basedOn.getReference()).startsWith("ServiceRequest/");
      assertThat(basedOn.getIdentifier().getValue()).isEqualTo("R-SL-1");
    }
    assertThat(links(score)).contains("EpisodeOfCare/" + course);
    assertThat(((Reference) response.getExtensionByUrl(Systems.EXT_EPISODE_OF_CARE).getValue()))
        .returns("EpisodeOfCare/" + course, Reference::getReference);
    // Another's referral is not this person's, and one that is not held stays a number.
    var other = Messages.nhsNumber(743);
    care.http.hl7(Messages.person("SL-6", other + "^^^NHS^NH", "OTHER", "19700101"));
    assertThat(care.http.hl7(result("SL-7", other, "R-SL-1", "F-SL-2"))).contains("MSA|AA|");
    assertThat(all(patient(other), QuestionnaireResponse.class).get(0))
        .satisfies(
            it -> {
              assertThat(it.getBasedOnFirstRep().hasReference()).isFalse();
              assertThat(it.hasExtension()).isFalse();
            });
    care.http.hl7(result("SL-8", person, "R-SL-UNKNOWN", "F-SL-3"));
    assertThat(all(patient, QuestionnaireResponse.class))
        .filteredOn(it -> !it.getBasedOnFirstRep().hasReference())
        .hasSize(1);
  }

  private static String result(String controlId, String person, String referral, String report) {
    var message =
        new StringBuilder(
            """
            MSH|^~\\&|TESTGP|Y99999|PARLEY|RXX|20261102085500||ORU^R01|%s|P|2.4
            PID|1||%s^^^NHS^NH
            ORC|RE|%s^TESTGP
            OBR|1||%s|44249-1^PHQ-9^LN|||20261101100000
            """
                .formatted(controlId, person, referral, report));
    var codes =
        List.of(
            "44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3",
            "44260-8");
    for (var i = 0; i < codes.size(); i++) {
      message.append("OBX|%d|NM|%s^^LN||%d||||||F\n".formatted(i + 1, codes.get(i), LOW[i]));
    }
    return message.toString();
  }

  private String patient(String nhsNumber) {
    var found = care.http.get("/fhir/Patient?active:not=false&identifier=" + nhsNumber).body();
    var bundle = care.read(org.hl7.fhir.r4.model.Bundle.class, found);
    assertThat(bundle.getEntry()).hasSize(1);
    return "Patient/" + ((Patient) bundle.getEntryFirstRep().getResource()).getIdPart();
  }

  private <T extends Resource> List<String> subjects(String patient, Class<T> type) {
    return all(patient, type).stream()
        .map(
            it ->
                it instanceof QuestionnaireResponse response
                    ? response.getSubject().getReference()
                    : ((Observation) it).getSubject().getReference())
        .toList();
  }

  private <T extends Resource> List<T> all(String patient, Class<T> type) {
    return care.all(type, patient);
  }

  private Observation score() {
    var scores = care.all(Observation.class);
    assertThat(scores).hasSize(1);
    return scores.get(0);
  }

  @Test
  void theIdOfAReferralIsMadeOfItsNumber() {
    care.http.hl7(Messages.referral("SL-9", Messages.nhsNumber(744), "R-SL-9"));
    var found = care.http.get("/fhir/ServiceRequest?identifier=R-SL-9").body();
    var request =
        (org.hl7.fhir.r4.model.ServiceRequest)
            care.read(org.hl7.fhir.r4.model.Bundle.class, found).getEntryFirstRep().getResource();
    var number = request.getIdentifierFirstRep();
    assertThat(request.getIdPart())
        .isEqualTo(RecordIds.of("ServiceRequest", number.getSystem(), number.getValue()));
  }
}
