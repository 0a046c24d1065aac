package parley.server.fhir;

import ca.uhn.fhir.context.support.DefaultProfileValidationSupport;
import java.util.concurrent.CountDownLatch;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.Patient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;

/**
 * The validator's first call reads every definition and takes seconds; it is paid before the
 * gateway says that it is ready.
 */
final class ValidatorWarmUp implements HealthIndicator, SmartInitializingSingleton {

  private static final Logger LOG = LoggerFactory.getLogger(ValidatorWarmUp.class);

  private final RecordValidator validator;
  private final CountDownLatch warm = new CountDownLatch(1);

  /**
   * Begins at once with what needs no database: reading the base definitions, beside the rest of
   * the start.
   */
  ValidatorWarmUp(RecordValidator validator, DefaultProfileValidationSupport definitions) {
    this.validator = validator;
    inBackground(definitions::fetchAllStructureDefinitions);
  }

  private static void inBackground(Runnable work) {
    var thread = new Thread(work, "validator-warm-up");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void afterSingletonsInstantiated() {
    inBackground(this::firstCall);
  }

  private void firstCall() {
    var began = System.nanoTime();
    var patient = new Patient();
    patient.setGender(Enumerations.AdministrativeGender.UNKNOWN);
    patient.addIdentifier().setSystem("https://parley.example/fhir/Id/warm-up").setValue("1");
    validator.errors(patient);
    warm.countDown();
    LOG.info("Validator ready after {} ms", (System.nanoTime() - began) / 1_000_000);
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
