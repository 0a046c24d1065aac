package parley.camelroutes.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Timed work in a running Camel context. */
class CalendarRouteTest {

  private static final String NEVER = "0 0 0 1 1 ? 2099";
  private final DefaultCamelContext context = new DefaultCamelContext();

  @AfterEach
  void stop() {
    context.stop();
  }

  @Test
  void workLooksAtTheStartAndByItsTimesAndAFailureEndsNothing() throws Exception {
    var often = new Counted("often", "20ms", true);
    var failing =
        new Counted("failing", "0/1 * * * * ?", true) {
          @Override
          public void look() {
            super.look();
            throw new IllegalStateException("said to nobody");
          }
        };
    var once = new Counted("once", NEVER, true);
    var unwanted = new Counted("unwanted", "20ms", false);
    start(often, failing, once, unwanted);
    await(() -> often.looks.get() >= 3 && failing.looks.get() >= 3 && once.looks.get() >= 1);
    assertThat(once.looks).hasValue(1);
    assertThat(unwanted.looks).hasValue(0);
    assertThat(quartzThreads()).isPositive();
    context.stop();
    await(() -> quartzThreads() == 0);
  }

  @Test
  void withNothingToLookForThereIsNoScheduler() throws Exception {
    start(new Counted("unwanted", "20ms", false));
    assertThat(context.hasComponent("quartz")).isNull();
    assertThat(context.getRoutes()).isEmpty();
  }

  @Test
  void timesAreAnIntervalOrACronExpression() {
    assertThat(LookTimes.of("1h")).isEqualTo(new LookTimes.Every(Duration.ofHours(1)));
    assertThat(LookTimes.of("PT30M")).isEqualTo(new LookTimes.Every(Duration.ofMinutes(30)));
    assertThat(LookTimes.of("1500")).isEqualTo(new LookTimes.Every(Duration.ofMillis(1500)));
    assertThat(LookTimes.of(" 0 0 6 * * ? ")).isEqualTo(new LookTimes.Cron("0 0 6 * * ?"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-PT1H", "soon", "0 6 * * *", "0 0 25 * * ?"})
  void whatIsNeitherIsRefused(String text) {
    assertThatThrownBy(() -> LookTimes.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private void start(TimedWork... works) throws Exception {
    context.addRoutes(new CalendarRoute(List.of(works)));
    context.start();
  }

  private static long quartzThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().contains("QuartzScheduler"))
        .count();
  }

  private static void await(BooleanSupplier done) {
    var end = Instant.now().plusSeconds(60);
    while (!done.getAsBoolean() && Instant.now().isBefore(end)) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(done.getAsBoolean()).isTrue();
  }

  private static class Counted implements TimedWork {

    private final String name;
    private final LookTimes times;
    private final boolean wanted;
    final AtomicInteger looks = new AtomicInteger();

    Counted(String name, String times, boolean wanted) {
      this.name = name;
      this.times = LookTimes.of(times);
      this.wanted = wanted;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public LookTimes times() {
      return times;
    }

    @Override
    public boolean isWanted() {
      return wanted;
    }

    @Override
    public void look() {
      looks.incrementAndGet();
    }
  }
}
