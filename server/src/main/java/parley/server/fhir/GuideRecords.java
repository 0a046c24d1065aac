package parley.server.fhir;

import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.api.dao.IFhirResourceDao;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.hl7.fhir.r4.model.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import parley.terminology.Guide;
import parley.terminology.Systems;

/**
 * Puts Parley's own definitions into the store, so that they can be read, searched and asked for
 * codes on the endpoint. Done once for each edition of the package, after the start: validation and
 * scoring have them from the package and do not wait for this.
 */
final class GuideRecords implements ApplicationListener<ApplicationReadyEvent>, HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(GuideRecords.class);

  /** Meta tag of the stored ImplementationGuide: hash of the package it came with. */
  private static final String EDITION = Systems.codeSystem("guide-edition");

  private final DaoRegistry daos;
  private final ValidatorWarmUp readiness;
  private volatile String state = "waiting";

  GuideRecords(DaoRegistry daos, ValidatorWarmUp readiness) {
    this.daos = daos;
    this.readiness = readiness;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    var thread = new Thread(this::store, "guide-records");
    thread.setDaemon(true);
    thread.start();
  }

  private void store() {
    try {
      // The start is the more urgent.
      readiness.await();
      var edition = edition();
      if (!isStored(edition)) {
        var began = System.nanoTime();
        var guide = Guide.packaged();
        state = "storing";
        guide.resources().stream()
            .filter(it -> !(it instanceof ImplementationGuide))
            .forEach(this::put);
        guide.resources().stream()
            .filter(ImplementationGuide.class::isInstance)
            .forEach(
                it -> {
                  it.getMeta().addTag().setSystem(EDITION).setCode(edition);
                  put(it);
                });
        LOG.info(
            "{} {}: {} artefacts stored in {} ms",
            Guide.NAME,
            guide.version(),
            guide.resources().size(),
            (System.nanoTime() - began) / 1_000_000);
      }
      state = "stored";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (BaseServerResponseException e) {
      // Another gateway may be storing the same; what is missing is stored at the next start.
      state = "incomplete";
      LOG.warn("{} could not be stored completely: {}", Guide.NAME, e.getClass().getSimpleName());
    }
  }

  private boolean isStored(String edition) {
    try {
      var held =
          daos.getResourceDao(ImplementationGuide.class)
              .read(new IdType("ImplementationGuide", Guide.NAME), new SystemRequestDetails());
      return held.getMeta().getTag(EDITION, edition) != null;
    } catch (ResourceNotFoundException | ResourceGoneException e) {
      return false;
    }
  }

  private void put(Resource resource) {
    dao(resource.fhirType()).update(resource, new SystemRequestDetails());
  }

  @SuppressWarnings("unchecked")
  private IFhirResourceDao<Resource> dao(String type) {
    return daos.getResourceDao(type);
  }

  private static String edition() {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(Guide.archive());
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Says how far it is; never a reason not to serve. */
  @Override
  public Health health() {
    return Health.up().withDetail("definitions", state).build();
  }
}
