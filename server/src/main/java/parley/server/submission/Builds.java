package parley.server.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import parley.server.database.AdvisoryLock;
import parley.server.view.RecordSelection;
import parley.server.view.StoredResources;
import parley.server.work.BuildProgress;
import parley.server.work.Ordering;
import parley.server.work.RegisteredWork;
import parley.server.work.StillWanted;
import parley.submissions.build.BuildResult;
import parley.submissions.build.PackageNotWritten;
import parley.submissions.build.SubmissionBuilder;
import parley.submissions.engine.LocalKeyTaken;
import parley.submissions.engine.TablesNotMade;

/** Builds submissions out of the store and keeps the register of them. */
final class Builds implements RegisteredWork<BuildRequest, BuildOrdered, BuildRow> {

  private static final Logger LOG = LoggerFactory.getLogger(Builds.class);
  private static final String GATEWAY = "parley";
  private static final String LOST =
      "the program that built it was stopped; what it had written was removed. Build it again";

  private final DataSource dataSource;
  private final RegisterRows rows;
  private final BuildOrders orders;
  private final SubmissionSettings settings;
  private final Rights rights;
  private final Supplier<SubmissionBuilder> builder;
  private final TransactionTemplate transactions;

  Builds(
      DataSource dataSource,
      RegisterRows rows,
      SubmissionSettings settings,
      Supplier<SubmissionBuilder> builder,
      TransactionTemplate transactions,
      Clock clock,
      Optional<String> recordBase) {
    this.dataSource = dataSource;
    this.rows = rows;
    this.orders = new BuildOrders(settings, rows, clock, recordBase);
    this.settings = settings;
    this.rights = new Rights(settings.rights(), rows);
    this.builder = builder;
    this.transactions = transactions;
  }

  /**
   * Enters a build in the register, unless one of the same provider and month runs, or who asks has
   * not the right to order it, or to confirm.
   */
  @Override
  public Ordering<BuildOrdered, BuildRow> order(BuildRequest request) {
    var forbidden = rights.refusal(request);
    if (forbidden.isPresent()) {
      return new Ordering.Forbidden<>(forbidden.get());
    }
    var busy = new Ordering.Busy<BuildOrdered, BuildRow>(busy(request));
    var lock = lock(request.provider(), request.period());
    if (lock.isEmpty()) {
      return busy;
    }
    var entered = false;
    try {
      buryDead(request);
      var parent =
          request
              .out()
              .orElse(settings.folder())
              .toAbsolutePath()
              .resolve(request.provider())
              .resolve(request.period().toString());
      var id = transactions.execute(status -> rows.begin(request, parent));
      entered = true;
      return new Ordering.Taken<>(new BuildOrdered(id, request, lock.get()));
    } catch (DuplicateKeyException another) {
      return busy;
    } finally {
      if (!entered) {
        lock.get().close();
      }
    }
  }

  private static String busy(BuildRequest request) {
    return "a submission of "
        + request.provider()
        + " for "
        + request.period()
        + " is being built already; wait until it is done, or cancel it";
  }

  private Optional<AdvisoryLock> lock(String provider, YearMonth period) {
    return AdvisoryLock.take(dataSource, "parley.submission." + provider + '.' + period);
  }

  /** The lock is ours, so what the register shows as running has lost its program. */
  private void buryDead(BuildRequest request) {
    rows.building().stream()
        .filter(row -> row.provider().equals(request.provider()))
        .filter(row -> row.period().equals(request.period()))
        .forEach(this::bury);
  }

  /** Fails every build whose program is gone, and removes what it left. */
  @Override
  public void sweep() {
    Scratch.clean(settings.folder());
    for (var row : rows.building()) {
      lock(row.provider(), row.period())
          .ifPresent(
              lock -> {
                try (lock) {
                  // It may have ended, and another begun, since the list was made.
                  rows.one(row.id())
                      .filter(now -> now.state() == BuildState.BUILDING)
                      .ifPresent(this::bury);
                }
              });
    }
  }

  private void bury(BuildRow row) {
    if (PackageFiles.isOf(row, row.folder())) {
      remove(row.folder());
    }
    removeUnfinished(row.folder());
    if (ended(row.id(), BuildState.FAILED, LOST)) {
      LOG.warn("{} was lost when its program stopped; it is failed", row.title());
    }
  }

  /** The register's row of a build that ran, as it stands then. */
  @Override
  public BuildRow run(BuildOrdered build, BuildProgress progress) {
    try (var lock = build.lock()) {
      var row = rows.one(build.id()).orElseThrow();
      if (row.state() == BuildState.BUILDING) {
        build(build.request(), row, progress);
      }
      return rows.one(build.id()).orElseThrow();
    }
  }

  private void build(BuildRequest request, BuildRow row, BuildProgress progress) {
    var days = RecordSelection.of(request.period().atDay(1), request.period().atEndOfMonth());
    try (var record = StoredResources.open(dataSource, days)) {
      var watched = new WatchedResources(record, wanted(row.id()), progress);
      keep(row, builder.get().build(watched, orders.of(request), row.folder(), progress::done));
    } catch (BuildStopped stopped) {
      removeUnfinished(row.folder());
    } catch (PackageNotWritten | TablesNotMade | LocalKeyTaken failed) {
      ended(row.id(), BuildState.FAILED, String.valueOf(failed.getMessage()));
    } catch (BeanCreationException scratch) {
      // The builder is made when it is first wanted, and its scratch folder with it.
      if (!scratch.contains(TablesNotMade.class)) {
        throw scratch;
      }
      ended(row.id(), BuildState.FAILED, TablesNotMade.SCRATCH);
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("{} was not built: {}", row.title(), away.getClass().getSimpleName());
      ended(row.id(), BuildState.FAILED, "the database cannot be reached; try again");
    } finally {
      // What is thrown on is no answer either; the register must not show it as running.
      ended(row.id(), BuildState.FAILED, "a fault of the program; its log has it");
    }
  }

  private BooleanSupplier wanted(long id) {
    return StillWanted.nowAndThen(
        () -> rows.one(id).filter(row -> row.state() == BuildState.BUILDING).isPresent());
  }

  private void keep(BuildRow row, BuildResult result) {
    if (result instanceof BuildResult.Built built) {
      var summary = built.summary();
      var manifest = PackageFiles.builtHash(built.folder());
      var kept =
          transactions.execute(
              status -> {
                rows.tell(row.id(), BuildTold.of(summary));
                rows.tellPackage(
                    row.id(), summary.accepted(), summary.releasable(), summary.counts(), manifest);
                return rows.end(row.id(), BuildState.DRAFT, GATEWAY, "");
              });
      if (!Boolean.TRUE.equals(kept) && PackageFiles.builtHash(built.folder()).equals(manifest)) {
        remove(built.folder());
      }
    } else if (result instanceof BuildResult.Blocked blocked) {
      rows.tell(row.id(), BuildTold.of(blocked.summary()));
      endedWithReport(
          row.id(),
          BuildState.BLOCKED,
          "it holds less than before; build it again with a confirmation if that is right",
          Optional.of(blocked.folder()));
    } else if (result instanceof BuildResult.Failed failed) {
      rows.tell(row.id(), BuildTold.of(failed.problems()));
      endedWithReport(
          row.id(), BuildState.FAILED, "it cannot be built of what is there", failed.folder());
    }
  }

  /** A report that nobody waits for any more is removed. */
  private void endedWithReport(long id, BuildState state, String reason, Optional<Path> report) {
    if (!ended(id, state, reason)) {
      report.ifPresent(Builds::remove);
    }
  }

  /** Ends a build that somebody does not want any more. */
  boolean cancel(long id, String who) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> rows.end(id, BuildState.CANCELLED, who, "cancelled by its caller")));
  }

  /** Ends a build because its program stops; whoever makes it finds out and stops too. */
  @Override
  public void stop(long id, String reason) {
    ended(id, BuildState.FAILED, reason);
  }

  @Override
  public String told(BuildRow row) {
    return row.title() + " is " + row.state().code();
  }

  /** Gives a build up that was entered and never begun. */
  @Override
  public void giveUp(BuildOrdered build, String reason) {
    try (var lock = build.lock()) {
      ended(build.id(), BuildState.FAILED, reason);
    }
  }

  private boolean ended(long id, BuildState state, String reason) {
    return Boolean.TRUE.equals(
        transactions.execute(status -> rows.end(id, state, GATEWAY, reason)));
  }

  private static void remove(Path folder) {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      LOG.warn("the folder of a build cannot be removed: {}", folder);
    }
  }

  /** What a builder keeps beside its package until that is whole. */
  private static void removeUnfinished(Path folder) {
    try {
      SubmissionBuilder.clear(folder);
    } catch (IOException e) {
      LOG.warn("the unfinished folder of a build cannot be removed: {}", folder);
    }
  }
}
