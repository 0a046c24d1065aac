package parley.server.release;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.product.Product;
import parley.submissions.publication.PublicationHistory;
import parley.submissions.release.ReleaseResult;

/**
 * Makes what was made a release: its files are held against its manifest, the register has it with
 * what it published, and then it is moved to its place.
 */
final class ReleaseKeeping {

  private static final Logger LOG = LoggerFactory.getLogger(ReleaseKeeping.class);

  private final ReleaseRows rows;
  private final RowsReleased released;
  private final Publications publications;
  private final TransactionTemplate transactions;

  ReleaseKeeping(
      ReleaseRows rows,
      RowsReleased released,
      Publications publications,
      TransactionTemplate transactions) {
    this.rows = rows;
    this.released = released;
    this.publications = publications;
    this.transactions = transactions;
  }

  /** Keeps what was made, unless it is not what it says, or somebody has ended it before. */
  <P extends Product> void keep(
      ReleaseOrdered ordered,
      ReleaseResult.Released<P> released,
      PublicationHistory earlier,
      Path place,
      Path root)
      throws IOException {
    var product = released.manifest().product().product();
    var told = ReleaseTold.of(released);
    var manifest = ReleaseFolders.manifest(released.folder(), product.code()).orElse("");
    var differences = ReleaseFolders.differences(released.folder(), product.code(), told, manifest);
    if (manifest.isEmpty() || !differences.isEmpty() || !isOf(ordered.agreement(), product)) {
      refuse(
          ordered.id(),
          new ReleaseFault(
              "FILES",
              "what was made",
              "it is what its manifest says, of the kind of the agreement",
              "this is a fault of the program; tell who keeps it"));
      return;
    }
    if (ordered.request().dryRun()) {
      end(ordered.id(), ReleaseState.CHECKED, "", told, manifest);
    } else if (entered(ordered, released, earlier, told, manifest)) {
      place(new ReleaseFolders.Shelf<>(product, root), released, place);
    }
  }

  private static boolean isOf(ReleaseAgreement agreement, Product product) {
    return agreement.product().code().equals(product.code());
  }

  /** With what it publishes, in one transaction: from then on it is released. */
  private boolean entered(
      ReleaseOrdered ordered,
      ReleaseResult.Released<?> result,
      PublicationHistory earlier,
      ReleaseTold told,
      String manifest) {
    var id = ordered.id();
    var provider = ordered.request().provider();
    var faults = new ArrayList<ReleaseFault>(1);
    var isEntered =
        transactions.execute(
            status -> {
              if (!rows.end(id, ReleaseState.RELEASED, ReleaseMaking.GATEWAY, "", told, manifest)) {
                return false;
              }
              if (!released.areAlone(id, ordered.agreement().linkable())) {
                faults.add(again("ROWS", "rows", "they fit all rows that were released before"));
              } else if (!publications.add(id, provider, earlier, result.history())) {
                faults.add(again("HISTORY", "figures", "they fit all that was published before"));
              }
              if (!faults.isEmpty()) {
                status.setRollbackOnly();
              }
              return faults.isEmpty();
            });
    faults.forEach(fault -> refuse(id, fault));
    return Boolean.TRUE.equals(isEntered);
  }

  private static ReleaseFault again(String code, String location, String rule) {
    return new ReleaseFault(
        code, location, rule + ", and something was published meanwhile", "order it again");
  }

  /** The register has it; what fails now is done by the next look at what was left. */
  private static <P extends Product> void place(
      ReleaseFolders.Shelf<P> shelf, ReleaseResult.Released<P> released, Path place) {
    try {
      shelf.keep(released, place);
    } catch (IOException e) {
      LOG.warn("a release is not in its place yet: {}", e.getClass().getSimpleName());
    }
  }

  private void refuse(long id, ReleaseFault fault) {
    end(id, ReleaseState.REFUSED, "", ReleaseTold.of(List.of(fault)), "");
  }

  private void end(long id, ReleaseState state, String why, ReleaseTold told, String manifest) {
    transactions.executeWithoutResult(
        status -> rows.end(id, state, ReleaseMaking.GATEWAY, why, told, manifest));
  }
}
