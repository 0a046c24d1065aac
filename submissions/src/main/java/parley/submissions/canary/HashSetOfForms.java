package parley.submissions.canary;

import java.util.Optional;
import java.util.Set;

/**
 * Folded forms by a hash of 64 bits, in open addressing. Two million forms take 40 MB; a form that
 * is taken for another by chance, about once in 10^12 looks, stops a release and lets nothing out.
 */
final class HashSetOfForms {

  private static final CanaryKind[] KINDS = CanaryKind.values();
  private static final byte REMOVED = -1;

  private long[] hashes = new long[1 << 10];
  private byte[] kinds = new byte[1 << 10];
  private int size;
  private int longest;

  static long next(long hash, char one) {
    return (hash ^ one) * 0x9E3779B97F4A7C15L + 0x632BE59BD9B4E019L;
  }

  static long finished(long hash) {
    var mixed = (hash ^ hash >>> 32) * 0xD6E8FEB86659FD93L;
    mixed ^= mixed >>> 32;
    return mixed == 0 ? 1 : mixed;
  }

  void add(String folded, CanaryKind kind) {
    var hash = hash(folded);
    longest = Math.max(longest, folded.length());
    if (2 * size >= hashes.length) {
      grow();
    }
    put(finished(hash), (byte) kind.ordinal());
  }

  Optional<CanaryKind> find(long hash) {
    var wanted = finished(hash);
    for (var at = slot(wanted); hashes[at] != 0; at = at + 1 & hashes.length - 1) {
      if (hashes[at] == wanted) {
        return kinds[at] == REMOVED ? Optional.empty() : Optional.of(KINDS[kinds[at]]);
      }
    }
    return Optional.empty();
  }

  /** Forgets a form if it is of one of the kinds; its kind when it was. */
  Optional<CanaryKind> remove(String folded, Set<CanaryKind> ofKinds) {
    var kind = find(hash(folded)).filter(ofKinds::contains);
    if (kind.isPresent()) {
      var wanted = finished(hash(folded));
      var at = slot(wanted);
      while (hashes[at] != wanted) {
        at = at + 1 & hashes.length - 1;
      }
      kinds[at] = REMOVED;
    }
    return kind;
  }

  private static long hash(String folded) {
    var hash = 0L;
    for (var at = 0; at < folded.length(); at++) {
      hash = next(hash, folded.charAt(at));
    }
    return hash;
  }

  int longest() {
    return longest;
  }

  private void put(long hash, byte kind) {
    var at = slot(hash);
    while (hashes[at] != 0) {
      if (hashes[at] == hash) {
        return;
      }
      at = at + 1 & hashes.length - 1;
    }
    hashes[at] = hash;
    kinds[at] = kind;
    size++;
  }

  private void grow() {
    var oldHashes = hashes;
    var oldKinds = kinds;
    hashes = new long[oldHashes.length * 2];
    kinds = new byte[oldKinds.length * 2];
    size = 0;
    for (var at = 0; at < oldHashes.length; at++) {
      if (oldHashes[at] != 0) {
        put(oldHashes[at], oldKinds[at]);
      }
    }
  }

  private int slot(long hash) {
    return (int) hash & hashes.length - 1;
  }
}
