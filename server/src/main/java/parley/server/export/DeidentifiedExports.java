package parley.server.export;

import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import parley.server.optout.OptOutSource;
import parley.server.release.KeyUses;
import parley.server.release.ReleaseKeys;
import parley.server.settings.InvalidSettings;
import parley.server.view.RecordSelection;
import parley.server.view.StoredResources;
import parley.server.work.DaemonThreads;
import parley.submissions.bulk.BulkExport;
import parley.submissions.bulk.BulkOrder;
import parley.submissions.bulk.BulkResult;
import parley.submissions.product.Product;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.Pseudonyms;
import parley.submissions.release.OptOuts;
import parley.submissions.release.PairedKey;

/** Makes pseudonymised exports, one at a time, and offers what was found clean. */
final class DeidentifiedExports implements DisposableBean {

  /** What their ids begin with, which those of HAPI's do not. */
  static final String PREFIX = "p-";

  private static final Logger LOG = LoggerFactory.getLogger(DeidentifiedExports.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_LINES = 100;

  private final DeidentifiedRows rows;
  private final DataSource dataSource;
  private final Path folder;
  private final ReleaseKeys keys;
  private final KeyUses uses;
  private final OptOutSource optOuts;
  private final Supplier<BulkExport> export;
  private final Clock clock;
  private final Instant begun;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(DaemonThreads.named("deidentified-export"));

  /** What an export is made with. */
  record With(ReleaseKeys keys, KeyUses uses, OptOutSource optOuts, Supplier<BulkExport> export) {}

  DeidentifiedExports(
      DeidentifiedRows rows, DataSource dataSource, Path folder, With with, Clock clock) {
    this.rows = rows;
    this.dataSource = dataSource;
    this.folder = folder;
    this.keys = with.keys();
    this.uses = with.uses();
    this.optOuts = with.optOuts();
    this.export = with.export();
    this.clock = clock;
    this.begun = clock.instant();
  }

  /**
   * Begins an export.
   *
   * @return its id
   * @throws ResourceVersionConflictException when there is no key, or no list of opt-outs that is
   *     new enough
   */
  String begin(DeidentifiedOrder order) {
    var ring = ring();
    if (!(optOuts.current() instanceof OptOuts.Current current)) {
      throw new ResourceVersionConflictException(
          "The list of national data opt-outs is missing or too old. Have it checked anew:"
              + " ./parley opt-outs request");
    }
    var id = PREFIX + UUID.randomUUID();
    var pseudonyms = ring.pseudonyms(order.agreement().scope(id));
    uses.keyUsed(
        pseudonyms.keyId(),
        order.by(),
        "bulk export",
        Product.Pseudonymised.KIND,
        Optional.empty());
    var before = before(id, order, ring);
    rows.insert(id, order, pseudonyms.keyId(), clock.instant());
    var bulk = new BulkOrder(order.agreement(), order.types(), id, pseudonyms, current, before);
    worker.execute(() -> make(id, order, bulk));
    return id;
  }

  /** Those of the key before, in an overlap of two keys, for a recipient who may link. */
  private Optional<Pseudonyms> before(String id, DeidentifiedOrder order, KeyRing ring) {
    var key = PairedKey.of(order.agreement(), ring, clock.instant());
    key.ifPresent(
        it ->
            uses.keyUsed(
                it.id(),
                order.by(),
                "pairs of a bulk export",
                Product.Pseudonymised.KIND,
                Optional.empty()));
    return key.map(it -> new Pseudonyms(it, order.agreement().scope(id)));
  }

  private KeyRing ring() {
    try {
      return keys.ring()
          .orElseThrow(() -> new ResourceVersionConflictException("There is no key of releases"));
    } catch (InvalidSettings e) {
      throw new ResourceVersionConflictException("A key of releases cannot be used");
    }
  }

  private void make(String id, DeidentifiedOrder order, BulkOrder bulk) {
    var files = new DeidentifiedFiles(folder, id);
    var done = false;
    try {
      files.begin();
      var told = new AtomicInteger();
      BulkResult result;
      try (var record = StoredResources.open(dataSource, RecordSelection.all())) {
        result =
            export
                .get()
                .write(
                    record,
                    bulk,
                    files,
                    (type, token, rule) -> {
                      if (told.incrementAndGet() <= MOST_LINES) {
                        var known = token.map(Object::toString).orElse("without a token");
                        LOG.warn(
                            "export {}: {} {} is withheld: {}",
                            DeidentifiedAccess.mark(id),
                            type,
                            known,
                            rule);
                      }
                    });
      }
      done =
          result instanceof BulkResult.Written written
              && offer(id, content(bulk, written), written, files);
      if (result instanceof BulkResult.Stopped stopped) {
        stopped(id, stopped);
      }
    } catch (IOException | RuntimeException e) {
      // Without its message, which may quote a resource.
      LOG.error("export {} failed: {}", DeidentifiedAccess.mark(id), e.getClass().getName());
      rows.end(id, "failed", "{}", "It could not be made. Ask again", clock.instant());
    } finally {
      if (!done) {
        remove(id);
      }
    }
  }

  private boolean offer(
      String id, String content, BulkResult.Written written, DeidentifiedFiles files)
      throws IOException {
    files.offer();
    var offered = rows.end(id, "offered", content, "", clock.instant());
    LOG.info("export {}: offered {}", DeidentifiedAccess.mark(id), written.resources());
    return offered;
  }

  private void stopped(String id, BulkResult.Stopped stopped) {
    var kinds = stopped.hits().stream().map(hit -> hit.kind().name()).distinct().sorted().toList();
    LOG.error(
        "export {} is stopped: something of a person was found in it: {}",
        DeidentifiedAccess.mark(id),
        kinds);
    rows.end(
        id,
        "stopped",
        "{}",
        "Something of a person was found in what was to leave (" + String.join(", ", kinds) + ")",
        clock.instant());
  }

  private static String content(BulkOrder order, BulkResult.Written written) {
    ObjectNode content = JSON.createObjectNode();
    var output = content.putArray("output");
    for (var one : written.files()) {
      output
          .addObject()
          .put("type", one.type())
          .put("name", one.file().name())
          .put("count", written.resources().getOrDefault(one.type(), 0L));
    }
    var said = content.putObject("extension");
    said.put("product", Product.Pseudonymised.KIND.code());
    said.put("agreement", order.agreement().url() + "|" + order.agreement().version());
    said.put("agreementHash", order.agreement().digest());
    said.put("recipient", order.agreement().recipient());
    said.put("purpose", order.agreement().purpose());
    said.put("legalBasis", order.agreement().legalBasis());
    said.put("keyId", order.pseudonyms().keyId());
    order.before().ifPresent(it -> said.put("pairsFromKeyId", it.keyId()));
    said.put("optOutList", order.optOuts().asOf().toString());
    var digests = said.putObject("sha256");
    written.files().forEach(it -> digests.put(it.file().name(), it.file().sha256()));
    var withheld = said.putObject("withheld");
    written.withheld().forEach(withheld::put);
    return content.toString();
  }

  Optional<DeidentifiedRows.Row> find(String id) {
    return rows.find(id);
  }

  /** A file of an export that is offered. */
  Optional<Path> file(String id, String name) {
    return find(id)
        .filter(row -> row.state().equals("offered"))
        .flatMap(row -> new DeidentifiedFiles(folder, row.id()).offered(name));
  }

  boolean cancel(String id) {
    var cancelled = rows.cancel(id, clock.instant());
    if (cancelled) {
      remove(id);
    }
    return cancelled;
  }

  /**
   * Fails what an earlier process was making, and removes the files of whatever is neither being
   * made nor offered: of what was kept for long enough, and of what a kill left behind.
   *
   * @param alone whether no other gateway makes exports in this database
   */
  void sweep(Duration keep, boolean alone) {
    var tooOld = clock.instant().minus(keep);
    rows.failSince(
        alone ? begun : tooOld, "The gateway was stopped while it made this export. Ask again");
    rows.over(tooOld);
    DeidentifiedFiles.exports(folder).stream()
        .filter(id -> rows.find(id).filter(DeidentifiedRows.Row::hasFiles).isEmpty())
        .forEach(this::remove);
  }

  private void remove(String id) {
    try {
      new DeidentifiedFiles(folder, id).removeAll();
    } catch (IOException e) {
      LOG.error("the files of export {} could not be removed", DeidentifiedAccess.mark(id));
    }
  }

  @Override
  public void destroy() {
    worker.shutdownNow();
  }
}
