package parley.camelroutes.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whose turn it is among the slow. */
class DestinationHealthTest {

  private static final Duration LONG = DestinationHealth.SLOW.plusSeconds(1);
  private static final Duration QUICK = Duration.ofMillis(5);

  private final DestinationHealth health =
      new DestinationHealth(RetryTimes.usual(), Clock.systemUTC());

  @Test
  void oneThatIsQuickNowAndThenDoesNotGoFirstEachTime() {
    turn("steady", LONG);
    turn("flapping", LONG, QUICK, LONG);
    assertThat(health.slow()).containsExactly("steady", "flapping");
    turn("steady", LONG);
    assertThat(health.slow()).containsExactly("flapping", "steady");
    turn("flapping", QUICK, LONG);
    assertThat(health.slow()).containsExactly("steady", "flapping");
  }

  @Test
  void oneThatBecameQuickIsAmongTheSlowNoLonger() {
    turn("a", LONG);
    turn("b", LONG);
    turn("a", LONG, QUICK);
    assertThat(health.slow()).containsExactly("b");
    turn("a", LONG);
    assertThat(health.slow()).containsExactly("b", "a");
  }

  private void turn(String name, Duration... tries) {
    assertThat(health.begin(name)).isTrue();
    for (var took : tries) {
      health.answered(name, took);
    }
    health.end(name);
  }
}
