package parley.submissions.attack;

import static org.assertj.core.api.Assertions.assertThat;

/** One attack, made twice: on what leaves, and on what would leave with one defence off. */
public final class Defence {

  private Defence() {}

  /**
   * Holds that an attack finds nothing, and that it would.
   *
   * @param what the attack
   * @param on hits on what leaves
   * @param off hits of the same attack with the defence off
   */
  public static void holds(String what, long on, long off) {
    assertThat(off).as("%s: with the defence off the attack works", what).isPositive();
    assertThat(on).as("%s: with the defence on it does not", what).isZero();
  }
}
