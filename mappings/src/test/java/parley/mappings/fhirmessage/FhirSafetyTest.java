package parley.mappings.fhirmessage;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Flag;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.RiskAssessment;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import parley.mappings.InboundMessage;
import parley.mappings.MappingResult;
import parley.mappings.Mappings;
import parley.mappings.Person;
import parley.mappings.RecordBundle.When;
import parley.mappings.RecordBundle.Write;
import parley.mappings.Sender;
import parley.mappings.golden.GoldenCase;
import parley.terminology.PackagedTerminology;
import parley.terminology.Systems;

/** What must not be lost, mixed up or overtaken when it comes in a FHIR message. */
class FhirSafetyTest {

  private static final String LOCAL = "https://fhir.nhs.uk/Id/local-patient-identifier";
  private static final Instant RECEIVED = GoldenCase.RECEIVED_AT;

  private final Mappings mappings = new Mappings(PackagedTerminology.packaged());

  @Test
  void anAnswerDatedAheadIsKeptWithoutItsDateAndRaisesItsAlert() {
    var mapped =
        referral(
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
            all(mapped, Observation.class).stream()
                .filter(it -> it.getCode().hasCoding("http://loinc.org", "44260-8"))
                .toList())
        .singleElement()
        .satisfies(it -> assertThat(it.hasEffective()).isFalse());
    assertThat(all(mapped, Flag.class)).hasSize(1);
    assertThat(mapped.warnings())
        .anyMatch(warning -> warning.location().equals("Observation.effective"));
  }

  @Test
  void answersToAShippedQuestionnaireAreScoredWithTheirAlerts() {
    var mapped = referral(bundle -> bundle.addEntry().setResource(phq9("2026-11-01")));
    var response = all(mapped, QuestionnaireResponse.class).get(0);
    assertThat(response.getBasedOnFirstRep().getReference())
        .isEqualTo("ServiceRequest/" + all(mapped, ServiceRequest.class).get(0).getIdPart());
    assertThat(all(mapped, Observation.class))
        .anyMatch(it -> it.hasDerivedFrom() && it.getValueQuantity().getValue().intValue() == 27);
    assertThat(all(mapped, Flag.class)).hasSize(1);
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
    var mapped = referral(change);
    var task = urgent(mapped).get(0);
    assertThat(task.getDescription()).contains("Flag", "RiskAssessment", "QuestionnaireResponse");
    assertThat(all(mapped, QuestionnaireResponse.class)).isEmpty();
    for (var type : List.of("Flag", "RiskAssessment", "QuestionnaireResponse")) {
      assertThat(mapped.warnings())
          .anyMatch(
              warning ->
                  warning.location().equals(type) && !warning.remedy().contains("Nothing need"));
    }
    assertThat(urgent(referral(change)).get(0).getIdPart()).isEqualTo(task.getIdPart());
    assertThat(urgent(referral(bundle -> {}))).isEmpty();
  }

  @Test
  void oneLocalNumberOfTwoTrustsIsTwoPeople() {
    var one = person(local("RX1"), "a");
    assertThat(person(local("RX2"), "a").id()).isNotEqualTo(one.id());
    assertThat(person(local("RX1"), "b").id()).isEqualTo(one.id());
    assertThat(person(local(""), "a").id()).isNotEqualTo(person(local(""), "b").id());
    assertThat(one.identifiers().get(0).system()).endsWith("/local-patient-identifier/RX1");
    var stored = all(map("bars/referral-new", local("RX1"), "a"), Patient.class).get(0);
    assertThat(stored.getIdentifierFirstRep().getSystem())
        .isEqualTo(one.identifiers().get(0).system());
  }

  @Test
  void theOldSystemOfTheNhsNumberIsTheNhsNumber() {
    Consumer<Bundle> old =
        bundle ->
            patient(bundle).getIdentifierFirstRep().setSystem("http://fhir.nhs.net/Id/nhs-number");
    var said = person(old, "a").identifiers();
    assertThat(said).containsExactly(new Person.Key(Systems.NHS_NUMBER, "9990004005"));
    var wrong =
        inbound(
            "bars/referral-new",
            old.andThen(bundle -> patient(bundle).getIdentifierFirstRep().setValue("9990004006")),
            "a");
    assertThat(mappings.map(wrong)).isInstanceOf(MappingResult.Rejected.class);
  }

  @Test
  void aMessageSaysWhenItWasWrittenAndNoOlderOneTakesItsPlace() {
    var mapped = referral(bundle -> bundle.setTimestamp(date("2026-11-02T08:55:00Z")));
    for (var type : List.of("ServiceRequest", "Condition", "Observation", "DocumentReference")) {
      assertThat(writes(mapped).stream().filter(it -> it.resource().fhirType().equals(type)))
          .isNotEmpty()
          .allMatch(it -> it.when() instanceof When.NotOlder);
    }
    assertThat(written(mapped)).isEqualTo("2026-11-02T08:55:00Z");
    assertThat(written(referral(bundle -> bundle.setTimestamp(date("2030-01-01T00:00:00Z")))))
        .isEqualTo(RECEIVED.toString());
    assertThat(
            written(
                referral(
                    bundle -> {
                      bundle.setTimestamp(null);
                      bundle.getMeta().setLastUpdated(date("2026-11-02T08:00:00Z"));
                    })))
        .isEqualTo("2026-11-02T08:00:00Z");
    var booked = all(map("bars/booking-new", bundle -> {}, "a"), Appointment.class).get(0);
    assertThat(booked.hasExtension(Systems.structureDefinition("as-of"))).isTrue();
  }

  @Test
  void aLaterLetterWithoutIdentifierTakesNoOthersPlace() {
    var first = letter("first", "text/html");
    assertThat(letter("second", "text/html").getIdPart()).isNotEqualTo(first.getIdPart());
    assertThat(letter("first", "text/html").getIdPart()).isEqualTo(first.getIdPart());
  }

  @Test
  void whatABrowserWouldRunIsStoredAsPlainText() {
    for (var type : List.of("text/html; charset=utf-8", "image/svg+xml", "TEXT/HTML")) {
      var mapped = referral(letterOf("<p>first</p>", type));
      assertThat(all(mapped, Binary.class))
          .allMatch(it -> List.of("text/plain", "application/pdf").contains(it.getContentType()))
          .allMatch(it -> it.getSecurityContext().getReference().startsWith("Patient/"))
          .hasSize(2);
    }
  }

  @Test
  void aComposedDocumentSaysItsStateAndDate() {
    var text = new String(GoldenCase.read("stu3/transfer-of-care").bytes(), StandardCharsets.UTF_8);
    var mapped =
        (MappingResult.Mapped)
            mappings.map(
                inbound(
                    text.replace("<status value=\"final\"", "<status value=\"entered-in-error\""),
                    "a"));
    var composed =
        all(mapped, DocumentReference.class).stream()
            .filter(DocumentReference::hasDocStatus)
            .findFirst()
            .orElseThrow();
    assertThat(composed.getStatus().toCode()).isEqualTo("entered-in-error");
    assertThat(composed.getDate()).isBefore(Date.from(RECEIVED));
  }

  private static Consumer<Bundle> local(String ods) {
    return bundle -> {
      var identifier = patient(bundle).getIdentifierFirstRep().setSystem(LOCAL).setValue("1234");
      if (!ods.isEmpty()) {
        identifier.getAssigner().getIdentifier().setSystem(Systems.ODS_ORGANISATION).setValue(ods);
      }
    };
  }

  private static Consumer<Bundle> letterOf(String text, String type) {
    return bundle -> {
      var letter = new DocumentReference();
      letter
          .addContent()
          .getAttachment()
          .setContentType(type)
          .setData(text.getBytes(StandardCharsets.UTF_8));
      bundle.addEntry().setResource(letter);
    };
  }

  private DocumentReference letter(String text, String type) {
    return all(referral(letterOf(text, type)), DocumentReference.class).stream()
        .filter(it -> !it.hasMasterIdentifier())
        .findFirst()
        .orElseThrow();
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
    var request = all(mapped, ServiceRequest.class).get(0);
    var said = (InstantType) request.getExtensionByUrl(When.MESSAGE_TIME).getValue();
    return said.getValue().toInstant().toString();
  }

  private static Date date(String instant) {
    return Date.from(Instant.parse(instant));
  }

  private static List<Task> urgent(MappingResult.Mapped mapped) {
    return all(mapped, Task.class).stream()
        .filter(it -> it.getCode().getCodingFirstRep().getCode().equals("message-problem"))
        .toList();
  }

  private static RiskAssessment riskAssessment() {
    return new RiskAssessment().setStatus(RiskAssessment.RiskAssessmentStatus.FINAL);
  }

  private static Patient patient(Bundle bundle) {
    return (Patient) bundle.getEntry().get(2).getResource();
  }

  private Person person(Consumer<Bundle> change, String sender) {
    return map("bars/referral-new", change, sender).bundle().people().get(0);
  }

  private MappingResult.Mapped referral(Consumer<Bundle> change) {
    return map("bars/referral-new", change, "a");
  }

  private MappingResult.Mapped map(String golden, Consumer<Bundle> change, String sender) {
    var result = mappings.map(inbound(golden, change, sender));
    assertThat(result).isInstanceOf(MappingResult.Mapped.class);
    return (MappingResult.Mapped) result;
  }

  private static InboundMessage inbound(String golden, Consumer<Bundle> change, String sender) {
    var json = FhirContext.forR4Cached().newJsonParser();
    var text = new String(GoldenCase.read(golden).bytes(), StandardCharsets.UTF_8);
    var bundle = json.parseResource(Bundle.class, text);
    change.accept(bundle);
    return inbound(json.encodeResourceToString(bundle), sender);
  }

  private static InboundMessage inbound(String text, String sender) {
    return new InboundMessage(
        "1",
        RECEIVED,
        Sender.withDefaults(sender),
        text.getBytes(StandardCharsets.UTF_8),
        Map.of());
  }

  private static List<Write> writes(MappingResult.Mapped mapped) {
    return mapped.bundle().entries().stream()
        .filter(Write.class::isInstance)
        .map(Write.class::cast)
        .toList();
  }

  private static <T extends Resource> List<T> all(MappingResult.Mapped mapped, Class<T> type) {
    return writes(mapped).stream()
        .map(Write::resource)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }
}
