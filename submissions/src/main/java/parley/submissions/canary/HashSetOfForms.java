package parley.submissions.canary;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Folded forms by a hash of 64 bits, in open addressing. Two million forms take 40 MB; a form that
 * is taken for another by chance, about once in 10^12 looks, stops a release and lets nothing out.
 */
final class HashSetOfForms {

  private static final CanaryKind[] KINDS = CanaryKind.values();
  private static final List<Optional<CanaryKind>> FOUND =
      Arrays.stream(KINDS).map(Optional::of).toList();

  /** Kinds of which a form may stand between letters. */
  private static final Set<CanaryKind> MAY_TOUCH_LETTERS =
      Set.of(CanaryKind.NHS_NUMBER, CanaryKind.PHONE, CanaryKind.BIRTH_DATE);

  private long[] hashes = new long[1 << 10];
  private byte[] kinds = new byte[1 << 10];
  private int size;
  private int longest;
  private int shortestTouching = Integer.MAX_VALUE;
  private int longestTouching;
  private int mostRuns;

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
    if (mayTouchLetters(kind)) {
      shortestTouching = Math.min(shortestTouching, folded.length());
      longestTouching = Math.max(longestTouching, folded.length());
      mostRuns = Math.max(mostRuns, runs(folded));
    }
    if (2 * size >= hashes.length) {
      grow();
    }
    put(finished(hash), (byte) kind.ordinal());
  }

  Optional<CanaryKind> find(long hash) {
    var wanted = finished(hash);
    for (var at = slot(wanted); hashes[at] != 0; at = at + 1 & hashes.length - 1) {
      if (hashes[at] == wanted) {
        return FOUND.get(kinds[at]);
      }
    }
    return Optional.empty();
  }

  static long hash(String folded) {
    var hash = 0L;
    for (var at = 0; at < folded.length(); at++) {
      hash = next(hash, folded.charAt(at));
    }
    return hash;
  }

  int longest() {
    return longest;
  }

  static boolean mayTouchLetters(CanaryKind kind) {
    return MAY_TOUCH_LETTERS.contains(kind);
  }

  /**
   * Whether something that stands between letters can be a form at all: most of a pseudonym cannot,
   * and to look for it there would take longer than all else.
   *
   * @param runs runs of letters in it
   */
  boolean mayTouch(int length, int runs) {
    return length >= shortestTouching && length <= longestTouching && runs <= mostRuns;
  }

  /** Whether it may still become such a form. */
  boolean mayBecomeTouching(int length, int runs) {
    return length <= longestTouching && runs <= mostRuns;
  }

  private static int runs(String folded) {
    var runs = 0;
    var before = true;
    for (var at = 0; at < folded.length(); at++) {
      var digit = Character.isDigit(folded.charAt(at));
      runs += before && !digit ? 1 : 0;
      before = digit;
    }
    return runs;
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
