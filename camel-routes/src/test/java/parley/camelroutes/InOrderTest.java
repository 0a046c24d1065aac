package parley.camelroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class InOrderTest {

  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final InOrder inOrder = new InOrder(threads);
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @Test
  void thoseOfOnePatientComeOneAfterTheOther() {
    var all = new ArrayList<CompletableFuture<?>>();
    for (int i = 0; i < 400; i++) {
      all.add(submit(i % 7 + "-" + i, String.valueOf(i % 7)));
    }
    all.forEach(CompletableFuture::join);
    for (int patient = 0; patient < 7; patient++) {
      var mine = patient + "-";
      var numbers =
          done.stream()
              .filter(name -> name.startsWith(mine))
              .map(name -> Integer.valueOf(name.substring(2)))
              .toList();
      assertThat(numbers).isSorted().hasSizeGreaterThan(50);
    }
  }

  @Test
  void othersDoNotWait() throws Exception {
    var held = new CountDownLatch(1);
    var first = hold(held, "A");
    var behind = submit("A2", "A");
    submit("B", "B").join();
    assertThat(behind).isNotDone();
    held.countDown();
    first.join();
    behind.join();
    assertThat(done).containsExactly("B", "A2");
  }

  /** 1 knows the patient by two numbers; 2 has one of them and 3 the other. */
  @Test
  void numbersThatCameTogetherAreOnePatient() {
    var first = new CountDownLatch(1);
    var second = new CountDownLatch(1);
    hold(first, "A", "B");
    hold(second, "A");
    var third = submit("3", "B");
    first.countDown();
    assertThat(submit("other", "C").thenApply(nothing -> third.isDone()).join()).isFalse();
    second.countDown();
    third.join();
    assertThat(done).containsExactly("other", "3");
  }

  @Test
  void aFailureEndsOnlyItself() {
    var failed =
        inOrder.submit(
            Set.of("A"),
            () -> {
              throw new IllegalStateException("as meant");
            });
    submit("next", "A").join();
    assertThatThrownBy(failed::join).isInstanceOf(CompletionException.class);
    assertThat(done).containsExactly("next");
  }

  private CompletableFuture<Boolean> submit(String name, String... keys) {
    return inOrder.submit(Set.of(keys), () -> done.add(name));
  }

  private CompletableFuture<Boolean> hold(CountDownLatch latch, String... keys) {
    return inOrder.submit(
        Set.of(keys),
        () -> {
          try {
            return latch.await(20, TimeUnit.SECONDS);
          } catch (InterruptedException stop) {
            throw new IllegalStateException(stop);
          }
        });
  }
}
