package parley.server.fhir;

import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.hl7.fhir.r4.model.ImplementationGuide;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import parley.server.work.DaemonThreads;
import parley.terminology.Guide;
import parley.terminology.Systems;

/**
 * Puts Parley's own definitions into the store, so that they can be read, searched and asked for
 * codes on the endpoint. Done once for each edition of the package, after the start: validation and
 * scoring have them from the package and do not wait for this. What fails is tried again while the
 * gateway runs, after longer and longer pauses.
 */
final class GuideRecords implements ApplicationListener<ApplicationReadyEvent>, HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(GuideRecords.class);

  /** Meta tag of the stored ImplementationGuide: hash of the package it came with. */
  static final String EDITION = Systems.codeSystem("guide-edition");

  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final GuideStore store;
  private final ValidatorWarmUp readiness;
  private final Duration firstPause;
  private volatile String state = "waiting";

  /**
   * Records not yet stored.
   *
   * @param firstPause after the first failure; each further one is twice as long
   */
  GuideRecords(GuideStore store, ValidatorWarmUp readiness, Duration firstPause) {
    this.store = store;
    this.readiness = readiness;
    this.firstPause = firstPause;
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    DaemonThreads.start("guide-records", this::run);
  }

  private void run() {
    try {
      // The start is the more urgent.
      readiness.await();
      store();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when everything is stored. */
  void store() throws InterruptedException {
    for (var pause = firstPause; !stored(); pause = longer(pause)) {
      Thread.sleep(pause.toMillis());
    }
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private boolean stored() {
    try {
      var edition = edition();
      if (!store.holds(edition)) {
        putAll(edition);
      }
      state = "stored";
      return true;
    } catch (BaseServerResponseException | DataAccessException | TransactionException e) {
      // Another gateway may be storing the same, or the database is away.
      state = "incomplete, to be tried again";
      LOG.warn(
          "{} could not be stored completely, to be tried again: {}",
          Guide.NAME,
          e.getClass().getSimpleName());
      return false;
    }
  }

  /** The ImplementationGuide last: it says that the rest is there. */
  private void putAll(String edition) {
    var began = System.nanoTime();
    var guide = Guide.packaged();
    state = "storing";
    guide.resources().stream()
        .filter(it -> !(it instanceof ImplementationGuide))
        .forEach(store::put);
    guide.resources().stream()
        .filter(ImplementationGuide.class::isInstance)
        .forEach(
            it -> {
              if (it.getMeta().getTag(EDITION, edition) == null) {
                it.getMeta().addTag().setSystem(EDITION).setCode(edition);
              }
              store.put(it);
            });
    LOG.info(
        "{} {}: {} artefacts stored in {} ms",
        Guide.NAME,
        guide.version(),
        guide.resources().size(),
        (System.nanoTime() - began) / 1_000_000);
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
