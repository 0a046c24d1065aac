package parley.submissions.release;

import java.util.Optional;
import parley.submissions.pseudonym.MasterKey;
import parley.submissions.pseudonym.Pseudonyms;

/** Which pseudonyms an order has. */
final class ReleaseKeys {

  private ReleaseKeys() {}

  /** The key that was asked for; empty when there is none. */
  static Optional<MasterKey> of(ReleaseOrder order) {
    return order
        .keys()
        .flatMap(ring -> order.keyId().map(ring::find).orElse(Optional.of(ring.current())));
  }

  /**
   * The pseudonyms; empty without a key. Releases by another agreement or version, of another
   * provider, edition or period have others, unless the agreement says that they are linkable; the
   * same release made again has the same.
   */
  static Optional<Pseudonyms> pseudonyms(ReleaseOrder order) {
    return of(order).map(key -> of(order, key));
  }

  /**
   * Those of the key before, for the same; empty unless the recipient is to be told of both.
   *
   * @see PairedKey
   */
  static Optional<Pseudonyms> before(ReleaseOrder order) {
    return PairedKey.of(order).map(key -> of(order, key));
  }

  private static Pseudonyms of(ReleaseOrder order, MasterKey key) {
    return new Pseudonyms(key, order.agreement().scope(ReleaseName.of(order).identifier()));
  }
}
