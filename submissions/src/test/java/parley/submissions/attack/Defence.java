package parley.submissions.attack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;

/** One attack, made twice: on what leaves, and on what would leave with one defence off. */
public final class Defence {

  private static final ThreadLocal<List<Outcome>> MADE = ThreadLocal.withInitial(ArrayList::new);

  private Defence() {}

  /**
   * What came of an attack.
   *
   * @param on hits on what leaves
   * @param off hits with the defence off
   */
  record Outcome(String what, long on, long off) {}

  /**
   * Holds that an attack finds nothing, and that the same assertion turns red when it is made of
   * what would leave with the defence off.
   *
   * @param what the attack
   * @param on hits on what leaves
   * @param off hits of the same attack with the defence off
   */
  public static void holds(String what, long on, long off) {
    assertThatThrownBy(() -> nothing(what, off))
        .as("%s: with the defence off the attack works", what)
        .isInstanceOf(AssertionError.class);
    nothing(what, on);
    MADE.get().add(new Outcome(what, on, off));
  }

  private static void nothing(String what, long hits) {
    assertThat(hits).as("%s: hits on what leaves", what).isZero();
  }

  /** What was made in this thread since this was last asked. */
  static List<Outcome> made() {
    var made = List.copyOf(MADE.get());
    MADE.remove();
    return made;
  }
}
