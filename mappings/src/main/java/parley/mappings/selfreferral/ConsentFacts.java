package parley.mappings.selfreferral;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.Consent.ConsentProvisionType;
import org.hl7.fhir.r4.model.Consent.ConsentState;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/**
 * A Consent for each fact that the person answered, refusals too: a no is a decision, and no answer
 * is none.
 */
final class ConsentFacts {

  private static final String SCOPE = "http://terminology.hl7.org/CodeSystem/consentscope";
  private static final List<String> FACTS =
      List.of("share-with-gp", "contact-text", "contact-voicemail", "contact-email", "research");

  private final FormAnswers answers;
  private final Reference patient;
  private final Reference response;
  private final DateTimeType authored;

  ConsentFacts(FormAnswers answers, Reference patient, Reference response, DateTimeType authored) {
    this.answers = answers;
    this.patient = patient;
    this.response = response;
    this.authored = authored;
  }

  List<Consent> consents() {
    return FACTS.stream().flatMap(fact -> consent(fact).stream()).toList();
  }

  private Optional<Consent> consent(String fact) {
    return answers.yes("consent." + fact).map(given -> consent(fact, given));
  }

  private Consent consent(String fact, boolean given) {
    var consent = new Consent();
    consent.setId(RecordIds.of("Consent", response.getReference(), fact));
    consent.setStatus(given ? ConsentState.ACTIVE : ConsentState.REJECTED);
    var scope = fact.equals("research") ? "research" : "patient-privacy";
    consent.setScope(new CodeableConcept(new Coding().setSystem(SCOPE).setCode(scope)));
    consent.addCategory(
        new CodeableConcept(
            new Coding()
                .setSystem(Systems.codeSystem("self-referral"))
                .setCode("consent-" + fact)));
    consent.setPatient(patient.copy());
    consent.setDateTimeElement(authored.copy());
    consent.addPerformer(patient.copy());
    consent.setSource(response.copy());
    consent.setPolicyRule(
        new CodeableConcept(
            new Coding().setSystem(Systems.ACT_CODE).setCode(given ? "OPTIN" : "OPTOUT")));
    consent.getProvision().setType(given ? ConsentProvisionType.PERMIT : ConsentProvisionType.DENY);
    return consent;
  }
}
