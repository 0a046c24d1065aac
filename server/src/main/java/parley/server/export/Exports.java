package parley.server.export;

import ca.uhn.fhir.batch2.api.IJobPersistence;
import ca.uhn.fhir.batch2.model.StatusEnum;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends exports: when their caller says so, when their time is over, or when they were lost. */
final class Exports {

  private static final Logger LOG = LoggerFactory.getLogger(Exports.class);

  private static final String LOST =
      "The gateway was stopped while it made this export, and its files were removed. Start it"
          + " again";

  private final ExportRows rows;
  private final ExportFiles files;
  private final IJobPersistence jobs;
  private final TransactionTemplate transactions;
  private final Clock clock;

  Exports(
      ExportRows rows,
      ExportFiles files,
      IJobPersistence jobs,
      TransactionTemplate transactions,
      Clock clock) {
    this.rows = rows;
    this.files = files;
    this.jobs = jobs;
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Ends an export for its caller: one that runs is cancelled, one that is done goes with its
   * files.
   *
   * @return whether there is an export of this id
   */
  boolean cancel(String jobId) {
    var job = transactions.execute(status -> jobs.fetchInstance(jobId));
    if (job == null || job.isEmpty() || !"BULK_EXPORT".equals(job.get().getJobDefinitionId())) {
      return false;
    }
    if (job.get().getStatus().isEnded()) {
      remove(jobId);
    } else {
      transactions.executeWithoutResult(status -> jobs.cancelInstance(jobId));
    }
    return true;
  }

  /** Fails every export that runs: their work stood in the memory of a gateway that is gone. */
  void failAll() {
    rows.running().forEach(this::fail);
  }

  /** Looks for what was lost, what is of no more use, and what is older than is kept. */
  void sweep(Duration stalled, Duration keep) {
    var now = clock.instant();
    rows.runningWithoutMoveSince(now.minus(stalled)).forEach(this::fail);
    rows.endedBefore(now.minus(keep)).forEach(this::remove);
    files.remove(rows.filesOfNoUse());
  }

  private void remove(String jobId) {
    files.remove(rows.files(jobId));
    transactions.executeWithoutResult(status -> jobs.deleteInstanceAndChunks(jobId));
  }

  private void fail(String jobId) {
    var failed =
        transactions.execute(
            status ->
                jobs.updateInstance(
                    jobId,
                    job -> {
                      if (job.getStatus().isEnded()) {
                        return false;
                      }
                      job.setStatus(StatusEnum.FAILED);
                      job.setErrorMessage(LOST);
                      job.setEndTime(Date.from(clock.instant()));
                      return true;
                    }));
    if (Boolean.TRUE.equals(failed)) {
      LOG.warn("export {} was lost when its gateway stopped; it is failed", jobId);
    }
  }
}
