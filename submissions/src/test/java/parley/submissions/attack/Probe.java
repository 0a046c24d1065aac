package parley.submissions.attack;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** Attacks that are none, and one that is: run by {@link AttackListTest} alone. */
final class Probe {

  private Probe() {}

  /** As it has to be. */
  static final class Proved {
    @Test
    @Attack(value = 29, by = "a probe", off = "all")
    void attack() {
      Defence.holds("a probe", 0, 7);
    }
  }

  /** The arm without the defence is missing. */
  static final class NeverOff {
    @Test
    @Attack(value = 29, by = "a probe", off = "all")
    void attack() {
      org.assertj.core.api.Assertions.assertThat(0).isZero();
    }
  }

  /** It would find nothing, defended or not. */
  static final class OffFindsNothing {
    @Test
    @Attack(value = 29, by = "a probe", off = "all")
    void attack() {
      Defence.holds("a probe", 0, 0);
    }
  }

  /** The defence does not hold. */
  static final class OnFindsSomebody {
    @Test
    @Attack(value = 29, by = "a probe", off = "all")
    void attack() {
      Defence.holds("a probe", 1, 7);
    }
  }

  /** Tests that nobody runs. */
  static final class Off {
    @Test
    @Disabled
    @Attack(value = 29, by = "a probe", off = "all")
    void disabled() {}

    @Attack(value = 29, by = "a probe", off = "all")
    void noTest() {}
  }
}
