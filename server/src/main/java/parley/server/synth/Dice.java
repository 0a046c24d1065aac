package parley.server.synth;

import java.util.List;

/**
 * Random numbers that are the same on every machine and JDK: SplitMix64 (Steele, Lea and Flood,
 * 2014), begun anew for each thing from a seed and its number, so that the thing does not depend on
 * how many came before it. Not for several threads, and not for secrets.
 */
final class Dice {

  private static final long STEP = 0x9e3779b97f4a7c15L;

  private long state;

  private Dice(long state) {
    this.state = state;
  }

  /**
   * Dice of one thing.
   *
   * @param seed of the whole
   * @param parts what tells the thing from others, such as a purpose and a number
   */
  static Dice of(long seed, long... parts) {
    var state = mixed(seed);
    for (var part : parts) {
      state = mixed(state * 31 + part + STEP);
    }
    return new Dice(state);
  }

  /** From 0 included to 1 excluded. */
  double unit() {
    state += STEP;
    return (mixed(state) >>> 11) * 0x1.0p-53;
  }

  /** From 0 to a number, excluded. */
  int below(int bound) {
    return (int) (unit() * bound);
  }

  /** From one number to another, both included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  <T> T pick(List<T> values) {
    return values.get(below(values.size()));
  }

  /** The index of one of several weights, each as likely as it is large. */
  int weighted(double... weights) {
    var sum = 0.0;
    for (var weight : weights) {
      sum += weight;
    }
    var left = unit() * sum;
    for (var i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** Normally distributed, mean 0 and standard deviation 1. */
  double normal() {
    // StrictMath is defined to the bit; Math may differ between machines.
    var radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
    return radius * StrictMath.cos(2 * StrictMath.PI * unit());
  }

  /** Log-normally distributed. */
  double skewed(double median, double sigma) {
    return median * StrictMath.exp(sigma * normal());
  }

  private static long mixed(long seed) {
    var z = seed;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
