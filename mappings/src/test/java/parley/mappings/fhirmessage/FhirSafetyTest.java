package parley.mappings.fhirmessage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import parley.mappings.MappingResult;
import parley.mappings.Person;
import parley.mappings.RecordBundle.When;
import parley.mappings.golden.GoldenCase;
import parley.terminology.Systems;

/** What must not be lost, mixed up or overtaken when it comes in a FHIR message. */
class FhirSafetyTest {

  private static final String LOCAL = "https://fhir.nhs.uk/Id/local-patient-identifier";
  private static final Instant RECEIVED = GoldenCase.RECEIVED_AT;

  @Test
  void anAnswerDatedAheadIsKeptWithoutItsDateAndRaisesItsAlert() {
    var mapped =
        ChangedMessage.referral(
            bundle -> {
              var answer = new Observation();
              answer.setStatus(Observation.ObservationStatus.FINAL);
              answer.setCode(new CodeableConcept(new Coding("http://loinc.org", "44260-8", null)));
              answer.setEffective(new DateTimeType("2027-11-01"));
              answer.setValue(
                  new CodeableConcept(new Coding("http://loinc.org", "LA6571-9", null)));
              bundle.addEntry().setResource(answer);
            });
    assertThat(
            ChangedMessage.all(mapped, Observation.class).stream()
                .filter(it -> it.getCode().hasCoding("http://loinc.org", "44260-8"))
                .toList())
        .singleElement()
        .satisfies(it -> assertThat(it.hasEffective()).isFalse());
    assertThat(ChangedMessage.all(mapped, Flag.class)).hasSize(1);
    assertThat(mapped.warnings())
        .anyMatch(warning -> warning.location().equals("Observation.effective"));
  }

  @Test
  void answersToAShippedQuestionnaireAreScoredWithTheirAlerts() {
    var mapped =
        ChangedMessage.referral(bundle -> bundle.addEntry().setResource(phq9("2026-11-01")));
    var response = ChangedMessage.all(mapped, QuestionnaireResponse.class).get(0);
    assertThat(response.getBasedOnFirstRep().getReference())
        .isEqualTo(
            "ServiceRequest/"
                + ChangedMessage.all(mapped, ServiceRequest.class).get(0).getIdPart());
    assertThat(ChangedMessage.all(mapped, Observation.class))
        .anyMatch(it -> it.hasDerivedFrom() && it.getValueQuantity().getValue().intValue() == 27);
    assertThat(ChangedMessage.all(mapped, Flag.class)).hasSize(1);
    assertThat(mapped.warnings())
        .noneMatch(warning -> warning.location().equals("QuestionnaireResponse"));
  }

  @Test
  void whatMaySpeakOfRiskAndHasNoPlaceIsReadByAPerson() {
    Consumer<Bundle> change =
        bundle -> {
          bundle.addEntry().setResource(new Flag().setStatus(Flag.FlagStatus.ACTIVE));
          bundle.addEntry().setResource(riskAssessment());
          bundle.addEntry().setResource(phq9("2027-11-01"));
        };
    var mapped = ChangedMessage.referral(change);
    var task = urgent(mapped).get(0);
    assertThat(task.getDescription()).contains("Flag", "RiskAssessment", "QuestionnaireResponse");
    assertThat(ChangedMessage.all(mapped, QuestionnaireResponse.class)).isEmpty();
    for (var type : List.of("Flag", "RiskAssessment", "QuestionnaireResponse")) {
      assertThat(mapped.warnings())
          .anyMatch(
              warning ->
                  warning.location().equals(type) && !warning.remedy().contains("Nothing need"));
    }
    assertThat(urgent(ChangedMessage.referral(change)).get(0).getIdPart())
        .isEqualTo(task.getIdPart());
    assertThat(urgent(ChangedMessage.referral(bundle -> {}))).isEmpty();
  }

  @Test
  void oneLocalNumberOfTwoTrustsIsTwoPeople() {
    var one = person(local("RX1"), "a");
    assertThat(person(local("RX2"), "a").id()).isNotEqualTo(one.id());
    assertThat(person(local("RX1"), "b").id()).isEqualTo(one.id());
    assertThat(person(local(""), "a").id()).isNotEqualTo(person(local(""), "b").id());
    assertThat(one.identifiers().get(0).system()).endsWith("/local-patient-identifier/RX1");
    var stored =
        ChangedMessage.all(
                ChangedMessage.map("bars/referral-new", local("RX1"), "a"), Patient.class)
            .get(0);
    assertThat(stored.getIdentifierFirstRep().getSystem())
        .isEqualTo(one.identifiers().get(0).system());
  }

  @Test
  void theOldSystemOfTheNhsNumberIsTheNhsNumber() {
    Consumer<Bundle> old =
        bundle ->
            ChangedMessage.patient(bundle)
                .getIdentifierFirstRep()
                .setSystem("http://fhir.nhs.net/Id/nhs-number");
    var said = person(old, "a").identifiers();
    assertThat(said).containsExactly(new Person.Key(Systems.NHS_NUMBER, "9990004005"));
    var wrong =
        ChangedMessage.inbound(
            "bars/referral-new",
            old.andThen(
                bundle ->
                    ChangedMessage.patient(bundle).getIdentifierFirstRep().setValue("9990004006")),
            "a");
    assertThat(ChangedMessage.MAPPINGS.map(wrong)).isInstanceOf(MappingResult.Rejected.class);
  }

  @Test
  void aMessageSaysWhenItWasWrittenAndNoOlderOneTakesItsPlace() {
    var mapped =
        ChangedMessage.referral(bundle -> bundle.setTimestamp(date("2026-11-02T08:55:00Z")));
    for (var type : List.of("ServiceRequest", "Condition", "Observation", "DocumentReference")) {
      assertThat(
              ChangedMessage.writes(mapped).stream()
                  .filter(it -> it.resource().fhirType().equals(type)))
          .isNotEmpty()
          .allMatch(it -> it.when() instanceof When.NotOlder);
    }
    assertThat(written(mapped)).isEqualTo("2026-11-02T08:55:00Z");
    assertThat(
            written(
                ChangedMessage.referral(
                    bundle -> bundle.setTimestamp(date("2030-01-01T00:00:00Z")))))
        .isEqualTo(RECEIVED.toString());
    assertThat(
            written(
                ChangedMessage.referral(
                    bundle -> {
                      bundle.setTimestamp(null);
                      bundle.getMeta().setLastUpdated(date("2026-11-02T08:00:00Z"));
                    })))
        .isEqualTo("2026-11-02T08:00:00Z");
    var booked =
        ChangedMessage.all(
                ChangedMessage.map("bars/booking-new", bundle -> {}, "a"), Appointment.class)
            .get(0);
    assertThat(booked.hasExtension(Systems.structureDefinition("as-of"))).isTrue();
  }

  private static Consumer<Bundle> local(String ods) {
    return bundle -> {
      var identifier =
          ChangedMessage.patient(bundle).getIdentifierFirstRep().setSystem(LOCAL).setValue("1234");
      if (!ods.isEmpty()) {
        identifier.getAssigner().getIdentifier().setSystem(Systems.ODS_ORGANISATION).setValue(ods);
      }
    };
  }

  private static QuestionnaireResponse phq9(String authored) {
    var response = new QuestionnaireResponse();
    response.setQuestionnaire(Systems.questionnaire("phq-9"));
    response.setStatus(QuestionnaireResponseStatus.COMPLETED);
    response.setAuthoredElement(new DateTimeType(authored));
    for (var item = 1; item <= 9; item++) {
      response.addItem().setLinkId("q" + item).addAnswer().setValue(new IntegerType(3));
    }
    return response;
  }

  private static String written(MappingResult.Mapped mapped) {
    var request = ChangedMessage.all(mapped, ServiceRequest.class).get(0);
    var said = (InstantType) request.getExtensionByUrl(When.MESSAGE_TIME).getValue();
    return said.getValue().toInstant().toString();
  }

  private static Date date(String instant) {
    return Date.from(Instant.parse(instant));
  }

  private static List<Task> urgent(MappingResult.Mapped mapped) {
    return ChangedMessage.all(mapped, Task.class).stream()
        .filter(it -> it.getCode().getCodingFirstRep().getCode().equals("message-problem"))
        .toList();
  }

  private static RiskAssessment riskAssessment() {
    return new RiskAssessment().setStatus(RiskAssessment.RiskAssessmentStatus.FINAL);
  }

  private Person person(Consumer<Bundle> change, String sender) {
    return ChangedMessage.map("bars/referral-new", change, sender).bundle().people().get(0);
  }
}
