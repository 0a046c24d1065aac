package parley.server.submission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Builds that nobody waits for, one after the other: each takes both processors and most of the
 * memory there is. Those of a program that was stopped are found from time to time.
 */
final class BuildQueue implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(BuildQueue.class);

  /** Each keeps a connection for its lock. */
  private static final int MOST = 4;

  private static final int FRAMES = 12;
  private static final long SWEEP_SECONDS = 60;
  private static final long STOP_SECONDS = 5;

  private final Builds builds;
  private final Map<Long, String> progress = new ConcurrentHashMap<>();
  private final ExecutorService worker = Executors.newSingleThreadExecutor(BuildQueue::thread);
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(BuildQueue::thread);

  BuildQueue(Builds builds) {
    this.builds = builds;
  }

  private static Thread thread(Runnable work) {
    var thread = new Thread(work, "submission-build");
    thread.setDaemon(true);
    return thread;
  }

  /** What came of asking the queue. */
  sealed interface Answer {

    /**
     * It is built as soon as those before it are.
     *
     * @param id number in the register
     */
    record Queued(long id) implements Answer {}

    record Busy(String text) implements Answer {}

    /** So many wait that nobody should. */
    record Full() implements Answer {}
  }

  Answer order(BuildRequest request) {
    if (progress.size() >= MOST) {
      return new Answer.Full();
    }
    var ordering = builds.order(request);
    if (ordering instanceof Ordering.Busy busy) {
      return new Answer.Busy(busy.text());
    }
    var build = ((Ordering.Taken) ordering).build();
    progress.put(build.id(), "waiting");
    try {
      worker.execute(() -> run(build));
    } catch (RejectedExecutionException stopping) {
      progress.remove(build.id());
      builds.giveUp(build, "the gateway was stopping; order it again");
    }
    return new Answer.Queued(build.id());
  }

  private void run(BuildOrdered build) {
    try {
      progress.put(build.id(), "reading the record");
      var row =
          builds.run(
              build,
              (type, count, done) -> progress.put(build.id(), type + ": " + count + " read"));
      LOG.info("{} is {}", row.title(), row.state().code());
    } catch (RuntimeException e) {
      // The register has it as failed; a thread that throws says nothing to anybody.
      LOG.error("submission {} failed: {}", build.id(), place(e));
    } finally {
      progress.remove(build.id());
    }
  }

  /** Without the message, which may quote a value of the record. */
  private static String place(RuntimeException e) {
    return e.getClass().getName()
        + Arrays.stream(e.getStackTrace())
            .limit(FRAMES)
            .map(frame -> "\n  at " + frame)
            .collect(Collectors.joining());
  }

  /** How far a build is that this gateway makes. */
  Optional<String> progress(long id) {
    return Optional.ofNullable(progress.get(id));
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    sweep();
    sweeper.scheduleWithFixedDelay(this::sweep, SWEEP_SECONDS, SWEEP_SECONDS, TimeUnit.SECONDS);
  }

  /** What fails is tried again the next time; a task that throws would never run again. */
  void sweep() {
    try {
      builds.sweep();
    } catch (RuntimeException e) {
      LOG.warn("submissions were not looked after: {}", e.getClass().getSimpleName());
    }
  }

  @Override
  public void destroy() throws InterruptedException {
    sweeper.shutdownNow();
    worker.shutdown();
    for (var id : new ArrayList<>(progress.keySet())) {
      builds.stop(id, "the gateway was stopped; build it again");
    }
    if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      worker.shutdownNow();
    }
  }
}
