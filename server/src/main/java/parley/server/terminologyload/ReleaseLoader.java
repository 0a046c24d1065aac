package parley.server.terminologyload;

import ca.uhn.fhir.batch2.api.IJobMaintenanceService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.dao.data.ITermCodeSystemVersionDao;
import ca.uhn.fhir.jpa.term.UploadStatistics;
import ca.uhn.fhir.jpa.term.api.ITermCodeSystemStorageSvc;
import ca.uhn.fhir.jpa.term.api.ITermDeferredStorageSvc;
import ca.uhn.fhir.jpa.term.api.ITermLoaderSvc;
import ca.uhn.fhir.jpa.validation.JpaValidationSupportChain;
import ca.uhn.fhir.rest.api.server.SystemRequestDetails;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.hl7.fhir.r4.model.CodeSystem;
import org.hl7.fhir.r4.model.IdType;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import parley.terminology.Systems;

/**
 * Loads a release through HAPI's own loader, so that it answers only once it is complete.
 *
 * <p>HAPI stores the first concepts at once and the rest from memory, in portions, and would let a
 * half-loaded version answer: its missing codes would not be found. So the version is stored
 * without being made current; until it is, the code system counts as not loaded. Whether it is
 * complete is said by the fingerprint of the file, an identifier of the CodeSystem that is written
 * last: a load that was broken off has none, and the next one replaces what it left.
 */
final class ReleaseLoader {

  /** Identifier system: SHA-256 of the file that a code system was loaded from. */
  private static final String FINGERPRINT = Systems.identifier("terminology-release");

  private static final long PAUSE_MILLIS = 200;
  private static final long CLEARING_MINUTES = 15;

  private final ITermLoaderSvc loader;
  private final ITermDeferredStorageSvc deferred;
  private final ITermCodeSystemVersionDao versions;
  private final DaoRegistry daos;
  private final IJobMaintenanceService jobs;
  private final JpaValidationSupportChain validation;
  private final TransactionTemplate transaction;
  private final StoredVersions stored;

  ReleaseLoader(
      ITermLoaderSvc loader,
      ITermDeferredStorageSvc deferred,
      ITermCodeSystemVersionDao versions,
      DaoRegistry daos,
      IJobMaintenanceService jobs,
      JpaValidationSupportChain validation,
      PlatformTransactionManager transactions,
      StoredVersions stored) {
    this.loader = loader;
    this.deferred = deferred;
    this.versions = versions;
    this.daos = daos;
    this.jobs = jobs;
    this.validation = validation;
    this.transaction = new TransactionTemplate(transactions);
    this.stored = stored;
  }

  /**
   * Loads a release, unless the same file has been loaded completely before.
   *
   * @throws InterruptedException when broken off; to be begun again
   */
  Loading load(Release.Readable release, Progress progress) throws InterruptedException {
    var system = release.kind().system();
    var current = stored.loaded(system).filter(stored::isCurrent);
    if (current.isPresent() && isFrom(release)) {
      return new Loading.AlreadyThere(stored.concepts(current.get()));
    }
    try {
      return replace(release, progress);
    } catch (BaseServerResponseException | IllegalArgumentException e) {
      // The second is how a file that lacks a column is told.
      deferred.setProcessDeferred(true);
      return new Loading.Failed(oneLine(e));
    }
  }

  private Loading replace(Release.Readable release, Progress progress) throws InterruptedException {
    var system = release.kind().system();
    progress.now(
        () -> "reading " + release.fileName() + "; for a whole release this takes minutes");
    clearLeftOvers(system);
    var statistics = begin(release);
    var version = stored.loaded(system).orElseThrow();
    progress.now(() -> state(version, statistics.getUpdatedConceptCount()));
    while (!deferred.isStorageQueueEmpty(false)) {
      deferred.saveDeferred();
      pause();
    }
    var concepts = stored.concepts(version);
    if (concepts != statistics.getUpdatedConceptCount()) {
      return new Loading.Failed(
          "only %d of %d concepts could be stored; see the log, and load it again"
              .formatted(concepts, statistics.getUpdatedConceptCount()));
    }
    stored.makeCurrent(system, version);
    sign(release);
    validation.invalidateCaches();
    awaitClearing(progress);
    return new Loading.Loaded(concepts, stored.relationships(version));
  }

  /** Reads the release and stores what HAPI stores at once; the rest is held in memory. */
  private UploadStatistics begin(Release.Readable release) {
    var request = new NotYetCurrent();
    return release.kind() == Release.Kind.LOINC
        ? loader.loadLoinc(release.files(), request)
        : loader.loadSnomedCt(release.files(), request);
  }

  /** HAPI's loader for LOINC says by itself that the version is to be current at once. */
  private static final class NotYetCurrent extends SystemRequestDetails {
    @Override
    public Map<Object, Object> getUserData() {
      var data = super.getUserData();
      data.put(ITermCodeSystemStorageSvc.MAKE_LOADING_VERSION_CURRENT, false);
      return data;
    }
  }

  private String state(long version, int concepts) {
    return "%d of %d concepts and %d relationships stored"
        .formatted(stored.concepts(version), concepts, stored.relationships(version));
  }

  /** What a load that was killed had marked as replaced, without deleting it any more. */
  private void clearLeftOvers(String system) {
    for (var pid : stored.replaced(system)) {
      transaction.executeWithoutResult(
          tx -> versions.findByPid(pid).ifPresent(deferred::deleteCodeSystemVersion));
    }
  }

  /** Not done in time is no failure: the gateway goes on with it. */
  private void awaitClearing(Progress progress) throws InterruptedException {
    var end = System.nanoTime() + TimeUnit.MINUTES.toNanos(CLEARING_MINUTES);
    if (deferred.isJobsExecuting()) {
      progress.now(() -> "removing the content that was replaced");
    }
    while (deferred.isJobsExecuting() && System.nanoTime() < end) {
      jobs.runMaintenancePass(); // otherwise once a minute for each step of the deletion
      pause();
    }
  }

  private boolean isFrom(Release.Readable release) {
    return stored
        .resourceId(release.kind().system())
        .map(this::codeSystem)
        .filter(
            it ->
                it.getIdentifier().stream()
                    .anyMatch(
                        identifier ->
                            FINGERPRINT.equals(identifier.getSystem())
                                && release.fingerprint().equals(identifier.getValue())))
        .isPresent();
  }

  private void sign(Release.Readable release) {
    var codeSystem = codeSystem(stored.resourceId(release.kind().system()).orElseThrow());
    codeSystem.addIdentifier().setSystem(FINGERPRINT).setValue(release.fingerprint());
    codeSystem.setDescription("Loaded from " + release.fileName());
    daos.getResourceDao(CodeSystem.class).update(codeSystem, new SystemRequestDetails());
  }

  private CodeSystem codeSystem(String id) {
    return daos.getResourceDao(CodeSystem.class)
        .read(new IdType("CodeSystem", id), new SystemRequestDetails());
  }

  private static String oneLine(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
  }

  private static void pause() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
  }
}
