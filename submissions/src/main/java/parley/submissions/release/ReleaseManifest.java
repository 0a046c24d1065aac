package parley.submissions.release;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.product.Product;
import parley.submissions.product.ProductManifest;

/**
 * What is said of a release in the release itself. Nothing of a person, and of an anonymous one no
 * exact number that its files do not show; nothing of when it was made.
 *
 * @param <P> the kind of product
 * @param product kind, digest of the agreement, key id, files with their digests
 * @param agreement of which url, version, recipient and purpose are written
 * @param provider ODS code
 * @param period such as {@code 2026-10}
 * @param edition {@code primary} or {@code refresh}, of figures
 * @param optOutList day of the list of opt-outs
 * @param rows of each file of rows, by its grain
 * @param risks measured on the finished files
 * @param figures numbers of published figures; empty without any
 * @param pairsFromKeyId id of the key before, of a release that tells its pseudonyms beside the new
 *     ones; else empty
 * @param definitions SHA-256 of all views, SQL, measures and lists that decided the content
 * @param software version
 */
public record ReleaseManifest<P extends Product>(
    ProductManifest<P> product,
    ReleaseAgreement agreement,
    String provider,
    String period,
    String edition,
    LocalDate optOutList,
    List<RowFacts> rows,
    Optional<FigureFacts> figures,
    Optional<String> pairsFromKeyId,
    String definitions,
    String software) {
  public ReleaseManifest {
    rows = List.copyOf(rows);
  }
}
