package parley.server.release;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;
import parley.server.optout.OptOutSource;
import parley.server.submission.BuildStopped;
import parley.server.submission.WatchedResources;
import parley.server.view.RecordSelection;
import parley.server.view.StoredResources;
import parley.server.work.BuildProgress;
import parley.server.work.StillWanted;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.agreement.ReleaseField;
import parley.submissions.engine.EngineLimits;
import parley.submissions.engine.TablesNotMade;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.publication.PublicationOrder;
import parley.submissions.release.OptOuts;
import parley.submissions.release.PairedKey;
import parley.submissions.release.ReleaseNotWritten;
import parley.submissions.release.ReleaseOrder;
import parley.submissions.release.ReleaseResult;
import parley.submissions.view.ViewResources;

/**
 * Makes one release: in a hidden folder, checked against its manifest, entered in the register with
 * what it published, and only then moved to its place.
 */
final class ReleaseMaking {

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseMaking.class);
  static final String GATEWAY = "parley";

  /** Builds a release; see {@code ReleaseBuilder}, which does. */
  @FunctionalInterface
  interface Builder {
    ReleaseResult build(ViewResources record, ReleaseOrder order, Path folder);
  }

  /** What releases are made with, and what they stay the same by. */
  record Tools(
      Builder builder,
      Supplier<EngineLimits> limits,
      Map<String, String> succession,
      String software,
      Clock clock) {}

  private final DataSource dataSource;
  private final ReleaseRows rows;
  private final Publications publications;
  private final KeyUses uses;
  private final ReleaseKeys keys;
  private final OptOutSource optOuts;
  private final ReleaseSettings settings;
  private final TransactionTemplate transactions;
  private final ReleaseKeeping keeping;
  private final Tools tools;

  ReleaseMaking(
      DataSource dataSource,
      ReleaseRows rows,
      Publications publications,
      KeyUses uses,
      ReleaseKeys keys,
      OptOutSource optOuts,
      ReleaseSettings settings,
      TransactionTemplate transactions,
      Tools tools) {
    this.dataSource = dataSource;
    this.rows = rows;
    this.publications = publications;
    this.uses = uses;
    this.keys = keys;
    this.optOuts = optOuts;
    this.settings = settings;
    this.transactions = transactions;
    this.keeping =
        new ReleaseKeeping(
            rows, new RowsReleased(rows, tools.succession()), publications, transactions);
    this.tools = tools;
  }

  /** Makes a release and ends it in the register, whatever comes of it. */
  void make(ReleaseOrdered ordered, BuildProgress progress) {
    var id = ordered.id();
    var root = root(ordered.request());
    try (var record = StoredResources.open(dataSource, RecordSelection.all())) {
      made(ordered, root, new WatchedResources(record, wanted(id), progress));
    } catch (BuildStopped stopped) {
      LOG.info("release {} is not wanted any more", id);
    } catch (ReleaseNotWritten | TablesNotMade failed) {
      fail(id, "the disk, or the tables in it: mend the folder, or make room, and try again");
    } catch (IOException | UncheckedIOException disk) {
      fail(id, "the folder of releases cannot be written; mend it and try again");
    } catch (DataAccessException | TransactionException away) {
      LOG.warn("release {} was not made: {}", id, away.getClass().getSimpleName());
      fail(id, "the database cannot be reached; try again");
    } finally {
      // What is thrown on is no answer either; the register must not show it as running.
      fail(id, "a fault of the program; its log has it");
      clear(root, id);
    }
  }

  private Path root(ReleaseRequest request) {
    return request.out().orElse(settings.folder()).toAbsolutePath().normalize();
  }

  private void made(ReleaseOrdered ordered, Path root, WatchedResources record) throws IOException {
    var agreement = ordered.agreement();
    var place = new ReleaseFolders.Shelf<>(agreement.product(), root).place(name(ordered));
    if (Files.exists(place)) {
      refuse(ordered.id(), new ReleaseFault("FOLDER", "folder", "it is free", "clear " + place));
      return;
    }
    var ring = hasTokens(agreement) ? keys.ring() : Optional.<KeyRing>empty();
    var list = optOuts.current();
    var keyId = ring.map(all -> ordered.request().keyId().orElse(all.current().id()));
    rows.tell(ordered.id(), place, keyId.orElse(""), dayOf(list));
    if (keyId.filter(key -> ring.orElseThrow().find(key).isPresent()).isPresent()) {
      uses.keyUsed(
          keyId.get(),
          ordered.request().by(),
          "release",
          agreement.product(),
          Optional.of(ordered.id()));
    }
    var earlier = publications.of(ordered.request().provider());
    var order = order(ordered, earlier, ring, list);
    PairedKey.of(order)
        .ifPresent(
            before ->
                uses.keyUsed(
                    before.id(),
                    ordered.request().by(),
                    "pairs of a release",
                    agreement.product(),
                    Optional.of(ordered.id())));
    var result = tools.builder().build(record, order, ReleaseFolders.begin(root, ordered.id()));
    if (result instanceof ReleaseResult.Refused refused) {
      refuse(
          ordered.id(),
          refused.problems().stream().map(ReleaseFault::of).toArray(ReleaseFault[]::new));
    } else if (result instanceof ReleaseResult.Released<?> released) {
      keeping.keep(ordered, released, earlier, place, root);
    }
  }

  /** Without a token no key is used, and none is given. */
  private static boolean hasTokens(ReleaseAgreement agreement) {
    return agreement.fields().stream().anyMatch(field -> field.role() == ReleaseField.Role.TOKEN);
  }

  private static Optional<LocalDate> dayOf(OptOuts list) {
    return list instanceof OptOuts.Current current
        ? Optional.of(current.asOf())
        : ((OptOuts.Stale) list).asOf();
  }

  /** Agreement, provider, period and number; the number makes it the only one. */
  private static String name(ReleaseOrdered ordered) {
    var url = ordered.agreement().url();
    var last = url.substring(Math.max(url.lastIndexOf('/'), url.lastIndexOf(':')) + 1);
    var slug = last.replaceAll("[^A-Za-z0-9-]+", "-");
    return "%s-%s-%s-%d"
        .formatted(slug, ordered.request().provider(), ordered.request().period(), ordered.id());
  }

  private ReleaseOrder order(
      ReleaseOrdered ordered, PublicationHistory earlier, Optional<KeyRing> ring, OptOuts list) {
    var request = ordered.request();
    return new ReleaseOrder(
        ordered.agreement(),
        request.provider(),
        tools.succession(),
        request.first(),
        request.last(),
        PublicationOrder.of(request.edition())
            .withRule(settings.rule())
            .withIcbs(settings.icbs())
            .withNames(settings.names()),
        earlier,
        ring,
        request.keyId(),
        list,
        tools.clock().instant(),
        tools.software(),
        tools.limits().get(),
        new RowsReleased(rows, tools.succession()).all());
  }

  private void refuse(long id, ReleaseFault... faults) {
    ended(id, ReleaseState.REFUSED, "", ReleaseTold.of(List.of(faults)));
  }

  private void fail(long id, String reason) {
    ended(id, ReleaseState.FAILED, reason, ReleaseTold.nothing());
  }

  private void ended(long id, ReleaseState state, String why, ReleaseTold told) {
    transactions.executeWithoutResult(status -> rows.end(id, state, GATEWAY, why, told, ""));
  }

  private BooleanSupplier wanted(long id) {
    return StillWanted.nowAndThen(
        () -> rows.one(id).filter(row -> row.state() == ReleaseState.BUILDING).isPresent());
  }

  /** What is released and could not be moved yet stays. */
  private void clear(Path root, long id) {
    try {
      var row = rows.one(id).orElseThrow();
      if (row.state() != ReleaseState.RELEASED || Files.exists(row.folder())) {
        ReleaseFolders.remove(root, id);
      }
    } catch (IOException e) {
      LOG.warn("what release {} left cannot be removed: {}", id, e.getClass().getSimpleName());
    }
  }
}
