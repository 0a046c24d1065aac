package parley.camelroutes;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Does pieces of work on several threads, those about the same patient one after the other in the
 * order they were given. Keys that occurred together in a piece that is not done yet count as one,
 * so that somebody known by two numbers is one patient too. Safe for many threads.
 */
final class InOrder {

  private record Task(Set<String> keys, CompletableFuture<?> done) {}

  private final Executor threads;
  private final Map<String, Task> last = new HashMap<>();

  InOrder(Executor threads) {
    this.threads = threads;
  }

  /**
   * Does a piece of work once all before it that share a key have ended, however they did.
   *
   * @param keys what it is about
   * @return its result; ends exceptionally when the work throws
   */
  synchronized <T> CompletableFuture<T> submit(Set<String> keys, Supplier<T> work) {
    var before = before(keys);
    var all = new HashSet<>(keys);
    before.forEach(task -> all.addAll(task.keys()));
    var ready =
        CompletableFuture.allOf(
            before.stream().map(Task::done).toArray(CompletableFuture<?>[]::new));
    var done = ready.handle((nothing, failure) -> true).thenApplyAsync(go -> work.get(), threads);
    var task = new Task(Set.copyOf(all), done);
    all.forEach(key -> last.put(key, task));
    done.whenComplete((result, failure) -> forget(task));
    return done;
  }

  private List<Task> before(Set<String> keys) {
    return keys.stream().filter(last::containsKey).map(last::get).distinct().toList();
  }

  private synchronized void forget(Task task) {
    task.keys().forEach(key -> last.remove(key, task));
  }
}
