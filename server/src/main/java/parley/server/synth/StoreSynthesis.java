package parley.server.synth;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.hl7.fhir.r4.model.Resource;
import parley.server.synth.store.StoreLoad;
import parley.terminology.scale.Scales;

/**
 * Carries out an order into a store: the resources that {@code --ndjson} writes. Blocks of
 * referrals are made by several threads and written in their order, so few are held at a time.
 */
final class StoreSynthesis {

  /** A person who comes again does so in the same block: it is a multiple of ten. */
  private static final int BLOCK = 200;

  private static final int MOST_THREADS = 4;

  private final SynthOrder order;
  private final Scales scales = Scales.packaged();
  private final ReferralMaker maker;
  private final int threads;

  StoreSynthesis(SynthOrder order) {
    this.order = order;
    this.maker = new ReferralMaker(order, Calibration.packaged(), scales);
    this.threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
  }

  /** A block of referrals, and its rows. */
  private record Made(List<MadeReferral> referrals, StoreLoad.Block rows) {}

  /**
   * Writes everything into the store, and commits it.
   *
   * @param truth a folder for what is true of it
   * @return how many resources there are
   */
  long write(StoreLoad load, Optional<Path> truth) throws IOException, SQLException {
    load.share(services());
    var workers = Executors.newFixedThreadPool(threads);
    try (var files = new Truths(truth, order)) {
      blocks(load, workers, files);
    } finally {
      workers.shutdownNow();
    }
    return load.finish();
  }

  private void blocks(StoreLoad load, ExecutorService workers, Truths truth)
      throws IOException, SQLException {
    var waiting = new ArrayDeque<Future<Made>>();
    var blocks = (order.referrals() + BLOCK - 1) / BLOCK;
    for (var next = 0; next < blocks || !waiting.isEmpty(); ) {
      if (next < blocks && waiting.size() < threads + 1) {
        var block = next++;
        waiting.add(workers.submit(() -> made(load, block)));
      } else {
        var made = done(waiting.remove());
        load.write(made.rows());
        for (var referral : made.referrals()) {
          truth.add(referral);
        }
      }
    }
  }

  private Made made(StoreLoad load, int block) {
    var end = Math.min((block + 1) * BLOCK, order.referrals());
    var referrals = IntStream.range(block * BLOCK, end).mapToObj(maker::referral).toList();
    var resources =
        referrals.stream()
            .flatMap(one -> new ReferralRecords(one, scales).asTheyStand().stream())
            .toList();
    return new Made(referrals, load.block(block + 1, resources));
  }

  private static Made done(Future<Made> block) {
    try {
      return block.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a service was made", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a service could not be made", e.getCause());
    }
  }

  private List<Resource> services() {
    return IntStream.rangeClosed(1, order.services())
        .mapToObj(MadeService::new)
        .flatMap(service -> ServiceRecords.of(service).stream())
        .toList();
  }

  /** The truth, where it is wanted. */
  private static final class Truths implements AutoCloseable {

    private final Optional<TruthFiles> files;

    Truths(Optional<Path> folder, SynthOrder order) throws IOException {
      this.files =
          folder.isPresent()
              ? Optional.of(new TruthFiles(Files.createDirectories(folder.get()), order))
              : Optional.empty();
    }

    void add(MadeReferral referral) throws IOException {
      if (files.isPresent()) {
        files.get().add(referral);
      }
    }

    @Override
    public void close() throws IOException {
      if (files.isPresent()) {
        files.get().close();
      }
    }
  }

  /** The model of FHIR that a load needs. */
  static FhirContext context() {
    return FhirContext.forR4Cached();
  }
}
