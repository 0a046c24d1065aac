package parley.server.release;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.database.AdvisoryLock;
import parley.server.submission.Scratch;
import parley.server.work.BuildProgress;
import parley.server.work.Ordering;
import parley.server.work.RegisteredWork;
import parley.submissions.agreement.ReleaseAgreement;

/** Orders releases, ends them, and puts right what a program left that was stopped. */
final class Releases implements RegisteredWork<ReleaseRequest, ReleaseOrdered, ReleaseRow> {

  private static final Logger LOG = LoggerFactory.getLogger(Releases.class);
  private static final String BUSY =
      "a release by this agreement, for this provider and period, is being made already;"
          + " wait until it is done, or cancel it";
  private static final String LOST =
      "the program that made it was stopped; what it had written was removed. Order it again";

  private final DataSource dataSource;
  private final ReleaseRows rows;
  private final ReleaseAgreements agreements;
  private final ReleaseSettings settings;
  private final ReleaseMaking making;
  private final TransactionTemplate transactions;

  Releases(
      DataSource dataSource,
      ReleaseRows rows,
      ReleaseAgreements agreements,
      ReleaseSettings settings,
      ReleaseMaking making,
      TransactionTemplate transactions) {
    this.dataSource = dataSource;
    this.rows = rows;
    this.agreements = agreements;
    this.settings = settings;
    this.making = making;
    this.transactions = transactions;
  }

  /** Enters a release in the register: as one that begins, or as refused with the reason. */
  @Override
  public Ordering<ReleaseOrdered, ReleaseRow> order(ReleaseRequest request) {
    if (!settings.isConfigured()) {
      return refused(
          request,
          Optional.empty(),
          new ReleaseFault(
              "SETTINGS",
              "parley.releases",
              "releases are configured",
              "docs/release.md says how; nothing is released without rights and a key"));
    }
    var found = found(request);
    if (found instanceof ReleaseAgreements.Found.Refused refusal) {
      return refused(request, Optional.empty(), refusal.faults().toArray(ReleaseFault[]::new));
    }
    var agreement = ((ReleaseAgreements.Found.Holds) found).agreement();
    if (!request.timed() && !settings.rights().allows(agreement.product(), request.by())) {
      return refused(request, Optional.of(agreement), noRight(agreement));
    }
    if (agreement.fields().isEmpty() && agreement.figures().isEmpty()) {
      return refused(
          request,
          Optional.of(agreement),
          ReleaseFault.agreement(
              "field",
              "a release has fields or figures",
              "what lists elements is for the export of resources; name fields"));
    }
    // Only now, so that nobody without the right takes a url and version for content of their own.
    if (request.agreement() instanceof ReleaseRequest.Choice.Given given
        && agreements.register(agreement, given.json(), request.by())
            instanceof ReleaseAgreements.Found.Refused refusal) {
      return refused(
          request, Optional.of(agreement), refusal.faults().toArray(ReleaseFault[]::new));
    }
    return begun(request, agreement);
  }

  private ReleaseAgreements.Found found(ReleaseRequest request) {
    return request.agreement() instanceof ReleaseRequest.Choice.Named named
        ? agreements.named(named.name())
        : agreements.read(((ReleaseRequest.Choice.Given) request.agreement()).json());
  }

  private static ReleaseFault noRight(ReleaseAgreement agreement) {
    var setting = ReleaseSettings.Rights.setting(agreement.product());
    return new ReleaseFault(
        "RIGHT",
        "by",
        "who orders a release of this product is named in " + setting,
        "have somebody order it who is, or have the setting changed");
  }

  private Ordering<ReleaseOrdered, ReleaseRow> refused(
      ReleaseRequest request, Optional<ReleaseAgreement> agreement, ReleaseFault... faults) {
    var id =
        Objects.requireNonNull(
            transactions.execute(status -> rows.refuse(request, agreement, List.of(faults))));
    return new Ordering.Refused<>(rows.one(id).orElseThrow());
  }

  private Ordering<ReleaseOrdered, ReleaseRow> begun(
      ReleaseRequest request, ReleaseAgreement agreement) {
    var lock = lock(agreement.url(), request.provider(), request.first() + ".." + request.last());
    if (lock.isEmpty()) {
      return new Ordering.Busy<>(BUSY);
    }
    var begun = false;
    try {
      // The lock is ours, so what the register shows as running has lost its program.
      rows.building().stream()
          .filter(row -> url(row).equals(agreement.url()))
          .filter(row -> row.provider().equals(request.provider()))
          .filter(row -> row.first().equals(request.first()) && row.last().equals(request.last()))
          .forEach(this::bury);
      var id =
          Objects.requireNonNull(transactions.execute(status -> rows.begin(request, agreement)));
      begun = true;
      return new Ordering.Taken<>(new ReleaseOrdered(id, request, agreement, lock.get()));
    } catch (DuplicateKeyException another) {
      return new Ordering.Busy<>(BUSY);
    } finally {
      if (!begun) {
        lock.get().close();
      }
    }
  }

  private Optional<AdvisoryLock> lock(String url, String provider, String period) {
    return AdvisoryLock.take(dataSource, "parley.release." + url + ' ' + provider + ' ' + period);
  }

  private static String url(ReleaseRow row) {
    return row.agreement().replaceFirst("[|][^|]*$", "");
  }

  /** The register's row of a release that was made, as it stands then. */
  @Override
  public ReleaseRow run(ReleaseOrdered release, BuildProgress progress) {
    try (var lock = release.lock()) {
      if (rows.one(release.id()).orElseThrow().state() == ReleaseState.BUILDING) {
        making.make(release, progress);
      }
      return rows.one(release.id()).orElseThrow();
    }
  }

  /**
   * Fails every release whose program is gone, with what it left, and puts into its place what is
   * released and was not moved any more.
   */
  @Override
  public void sweep() {
    Scratch.clean(settings.folder());
    for (var row : rows.building()) {
      lock(url(row), row.provider(), row.first() + ".." + row.last())
          .ifPresent(
              lock -> {
                try (lock) {
                  // It may have ended since the list was made.
                  rows.one(row.id())
                      .filter(now -> now.state() == ReleaseState.BUILDING)
                      .ifPresent(this::bury);
                }
              });
    }
    rows.released().forEach(this::finish);
  }

  private void bury(ReleaseRow row) {
    try {
      if (!row.folder().toString().isEmpty()) {
        ReleaseFolders.remove(ReleaseFolders.rootOf(row), row.id());
      }
    } catch (IOException e) {
      LOG.warn("what release {} left cannot be removed", row.id());
    }
    if (ended(row.id(), ReleaseState.FAILED, ReleaseMaking.GATEWAY, LOST)) {
      LOG.warn("{} was lost when its program stopped; it is failed", row.title());
    }
  }

  private void finish(ReleaseRow row) {
    try {
      if (ReleaseFolders.finish(row)) {
        LOG.info("{} is in its place", row.title());
      }
    } catch (IOException e) {
      LOG.warn(
          "{} is released and not in its place: {}", row.title(), e.getClass().getSimpleName());
    }
  }

  /** Ends a release that somebody does not want any more. */
  boolean cancel(long id, String who) {
    return ended(id, ReleaseState.CANCELLED, who, "cancelled by its caller");
  }

  /** Ends a release because its program stops; whoever makes it finds out and stops too. */
  @Override
  public void stop(long id, String reason) {
    ended(id, ReleaseState.FAILED, ReleaseMaking.GATEWAY, reason);
  }

  /** Gives a release up that was entered and never begun. */
  @Override
  public void giveUp(ReleaseOrdered release, String reason) {
    try (var lock = release.lock()) {
      ended(release.id(), ReleaseState.FAILED, ReleaseMaking.GATEWAY, reason);
    }
  }

  @Override
  public String told(ReleaseRow row) {
    return row.title() + " is " + row.state().code();
  }

  private boolean ended(long id, ReleaseState state, String who, String reason) {
    return Boolean.TRUE.equals(
        transactions.execute(
            status -> rows.end(id, state, who, reason, ReleaseTold.nothing(), "")));
  }
}
