package parley.server.fhir;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.concurrent.CountDownLatch;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Questionnaire;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.QuestionnaireResponse.QuestionnaireResponseStatus;
import org.hl7.fhir.r4.model.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import parley.server.work.DaemonThreads;
import parley.terminology.Guide;
import parley.terminology.Systems;

/**
 * The validator's first call reads every definition and takes seconds; it is paid before the
 * gateway says that it is ready.
 */
final class ValidatorWarmUp implements HealthIndicator, SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(ValidatorWarmUp.class);

  /** Enough for the compiler to have seen what each validation runs through. */
  private static final int ROUNDS = 20;

  private final WriteValidation validation;
  private final CountDownLatch warm = new CountDownLatch(1);

  /**
   * Begins at once with what needs no database: reading the base definitions, beside the rest of
   * the start.
   */
  ValidatorWarmUp(WriteValidation validation, DefaultProfileValidationSupport definitions) {
    this.validation = validation;
    inBackground(definitions::fetchAllStructureDefinitions);
  }

  private static void inBackground(Runnable work) {
    DaemonThreads.start("validator-warm-up", work);
  }

  @Override
  public void afterSingletonsInstantiated() {
    inBackground(this::firstCall);
  }

  private void firstCall() {
    var began = System.nanoTime();
    try {
      validation.errors(patient());
      // The most frequent write by far: every patient, every session.
      var response = response();
      for (var round = 0; round < ROUNDS; round++) {
        validation.errors(response.copy());
      }
      LOG.info("Validator ready after {} ms", (System.nanoTime() - began) / 1_000_000);
    } finally {
      // Rules ask the database, which may be away; then the first write is slow, and that is all.
      warm.countDown();
    }
  }

  private static Patient patient() {
    var patient = new Patient();
    patient.setGender(Enumerations.AdministrativeGender.UNKNOWN);
    patient.addIdentifier().setSystem("https://parley.example/fhir/Id/warm-up").setValue("1");
    return patient;
  }

  /** PHQ-9 with the first answer to every question; never stored. */
  private static QuestionnaireResponse response() {
    var questionnaire =
        Guide.packaged().resources().stream()
            .filter(Questionnaire.class::isInstance)
            .map(Questionnaire.class::cast)
            .filter(one -> one.getUrl().equals(Systems.questionnaire("phq-9")))
            .findFirst()
            .orElseThrow();
    var response = new QuestionnaireResponse();
    response
        .setStatus(QuestionnaireResponseStatus.COMPLETED)
        .setQuestionnaire(questionnaire.getUrl() + "|" + questionnaire.getVersion())
        .setSubject(new Reference("Patient/warm-up"))
        .setAuthoredElement(new DateTimeType("2000-01-01T00:00:00Z"));
    questionnaire.getItem().stream()
        .filter(Questionnaire.QuestionnaireItemComponent::hasAnswerOption)
        .forEach(
            item ->
                response
                    .addItem()
                    .setLinkId(item.getLinkId())
                    .addAnswer()
                    .setValue(item.getAnswerOptionFirstRep().getValue()));
    return response;
  }

  /** Waits until the validator is warm. */
  void await() throws InterruptedException {
    warm.await();
  }

  @Override
  public Health health() {
    return (warm.getCount() == 0 ? Health.up() : Health.outOfService()).build();
  }
}
