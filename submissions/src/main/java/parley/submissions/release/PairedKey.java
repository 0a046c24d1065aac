package parley.submissions.release;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import parley.submissions.agreement.ReleaseAgreement;
import parley.submissions.product.Product;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.pseudonym.MasterKey;
import parley.terminology.England;

/**
 * The master key before the current one, where a release tells its pseudonyms beside the new ones:
 * in the overlap of a rotation, and to a recipient whose releases are linkable anyhow. Any other
 * release would become linkable by it.
 */
public final class PairedKey {

  private PairedKey() {}

  /**
   * The key before; empty of an anonymous release, one that is not linkable, one that is repeated
   * by an earlier key, and outside the overlap.
   */
  public static Optional<MasterKey> of(ReleaseOrder order) {
    return order
        .keys()
        .filter(ring -> isByTheCurrentKey(order, ring))
        .flatMap(ring -> of(order.agreement(), ring, order.made()));
  }

  /** The key before, of what is made by the current key at that moment, such as an export. */
  public static Optional<MasterKey> of(ReleaseAgreement agreement, KeyRing ring, Instant made) {
    return agreement.linkable() && agreement.product() instanceof Product.Pseudonymised
        ? ring.overlapping(LocalDate.ofInstant(made, England.TIME))
        : Optional.empty();
  }

  private static boolean isByTheCurrentKey(ReleaseOrder order, KeyRing ring) {
    return order.keyId().filter(id -> !id.equals(ring.current().id())).isEmpty();
  }
}
