package parley.submissions.release;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Map;
import java.util.Optional;
import parley.submissions.engine.EngineLimits;
import parley.submissions.pseudonym.KeyRing;
import parley.submissions.publication.PublicationOrder;

/** An order that is another in a few things. */
final class ChangedOrder {

  private final ReleaseOrder order;
  private String provider;
  private Map<String, String> succession;
  private YearMonth last;
  private PublicationOrder figures;
  private Optional<KeyRing> keys;
  private Optional<String> keyId;
  private OptOuts optOuts;
  private Instant made;
  private EngineLimits limits;

  private ChangedOrder(ReleaseOrder order) {
    this.order = order;
    provider = order.provider();
    succession = order.succession();
    last = order.last();
    figures = order.figures();
    keys = order.keys();
    keyId = order.keyId();
    optOuts = order.optOuts();
    made = order.made();
    limits = order.limits();
  }

  /** Begins with one that is changed in nothing. */
  static ChangedOrder of(ReleaseOrder order) {
    return new ChangedOrder(order);
  }

  ChangedOrder provider(String other) {
    provider = other;
    return this;
  }

  ChangedOrder succession(Map<String, String> other) {
    succession = other;
    return this;
  }

  /** The period ends in another month. */
  ChangedOrder last(YearMonth other) {
    last = other;
    return this;
  }

  ChangedOrder figures(PublicationOrder other) {
    figures = other;
    return this;
  }

  /** The current key of another ring, or none. */
  ChangedOrder keys(Optional<KeyRing> other) {
    keys = other;
    return keyId(Optional.empty());
  }

  ChangedOrder keyId(Optional<String> other) {
    keyId = other;
    return this;
  }

  ChangedOrder optOuts(OptOuts other) {
    optOuts = other;
    return this;
  }

  ChangedOrder made(Instant other) {
    made = other;
    return this;
  }

  ChangedOrder limits(EngineLimits other) {
    limits = other;
    return this;
  }

  ReleaseOrder order() {
    return new ReleaseOrder(
        order.agreement(),
        provider,
        succession,
        order.first(),
        last,
        figures,
        order.earlier(),
        keys,
        keyId,
        optOuts,
        made,
        order.software(),
        limits,
        order.rows());
  }
}
