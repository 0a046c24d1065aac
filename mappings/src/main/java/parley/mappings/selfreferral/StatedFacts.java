package parley.mappings.selfreferral;

import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Condition;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.Questionnaire.QuestionnaireItemComponent;
import org.hl7.fhir.r4.model.Reference;
import parley.mappings.RecordIds;
import parley.terminology.Systems;

/** Long-term conditions and circumstances as the person states them, confirmed by nobody yet. */
final class StatedFacts {

  private static final String CONDITIONS = "long-term-conditions";

  private final FormAnswers answers;
  private final Reference patient;
  private final Reference response;
  private final DateTimeType authored;

  StatedFacts(FormAnswers answers, Reference patient, Reference response, DateTimeType authored) {
    this.answers = answers;
    this.patient = patient;
    this.response = response;
    this.authored = authored;
  }

  /** One for each condition answered with yes; the code is that of the form's item. */
  List<Condition> conditions(Questionnaire form) {
    return form.getItem().stream()
        .filter(group -> group.getLinkId().equals(CONDITIONS))
        .flatMap(group -> group.getItem().stream())
        .filter(item -> answers.yes(item.getLinkId()).orElse(false))
        .map(this::condition)
        .toList();
  }

  private Condition condition(QuestionnaireItemComponent item) {
    var code = item.getCodeFirstRep();
    var condition = new Condition();
    condition.setId(
        RecordIds.of("Condition", patient.getReference(), code.getSystem() + '|' + code.getCode()));
    condition.setClinicalStatus(concept(Systems.CONDITION_CLINICAL, "active", "Active"));
    condition.setVerificationStatus(
        concept(Systems.CONDITION_VERIFICATION, "unconfirmed", "Unconfirmed"));
    condition.addCategory(
        concept(Systems.UKCORE_CONDITION_CATEGORY, "co-morbidity", "Co-morbidity"));
    condition.setCode(new CodeableConcept(PersonAnswers.plain(code)).setText(item.getText()));
    condition.setSubject(patient.copy());
    condition.setRecordedDateElement(authored.copy());
    condition.setAsserter(patient.copy());
    return condition;
  }

  /** Whether the person is pregnant or has a small child: no national item has it. */
  Optional<Observation> perinatal() {
    return answers.choice("circumstances.perinatal").map(this::perinatal);
  }

  private Observation perinatal(Coding answer) {
    var own = Systems.codeSystem("self-referral");
    var observation = new Observation();
    observation.setId(RecordIds.of("Observation", response.getReference(), "perinatal"));
    observation.setStatus(Observation.ObservationStatus.FINAL);
    observation.addCategory(concept(Systems.OBSERVATION_CATEGORY, "social-history", ""));
    observation.setCode(concept(own, "perinatal", "Pregnant or with a baby"));
    observation.setSubject(patient.copy());
    observation.setEffective(authored.copy());
    observation.addPerformer(patient.copy());
    observation.setValue(new CodeableConcept(PersonAnswers.plain(answer)));
    observation.addDerivedFrom(response.copy());
    return observation;
  }

  private static CodeableConcept concept(String system, String code, String display) {
    var coding = new Coding().setSystem(system).setCode(code);
    return new CodeableConcept(display.isEmpty() ? coding : coding.setDisplay(display));
  }
}
