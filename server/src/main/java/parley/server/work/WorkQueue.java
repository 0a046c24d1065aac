package parley.server.work;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;

/**
 * Work that nobody waits for, one after the other: each takes both processors and most of the
 * memory there is. That of a program that was stopped is found from time to time.
 *
 * @param <Q> what is asked for
 * @param <W> what is in the register and begins
 * @param <R> a row of the register
 */
public final class WorkQueue<Q, W extends OrderedWork, R>
    implements ApplicationListener<ApplicationReadyEvent>, DisposableBean {

  private static final Logger LOG = LoggerFactory.getLogger(WorkQueue.class);

  /** Each keeps a connection for its lock. */
  private static final int MOST = 4;

  private static final int FRAMES = 12;
  private static final Duration SWEEP = Duration.ofSeconds(60);
  private static final long STOP_SECONDS = 5;

  private final String noun;
  private final RegisteredWork<Q, W, R> register;
  private final Map<Long, String> progress = new ConcurrentHashMap<>();
  private final ExecutorService worker;
  private final Upkeep sweeper;

  /**
   * A queue before a register.
   *
   * @param noun what one of its work is called, such as {@code release}
   */
  public WorkQueue(String noun, RegisteredWork<Q, W, R> register) {
    this.noun = noun;
    this.register = register;
    this.worker = Executors.newSingleThreadExecutor(DaemonThreads.named(noun + "-making"));
    this.sweeper = new Upkeep(noun + "-sweep", noun + "s were not looked after");
  }

  /**
   * What came of asking the queue.
   *
   * @param <R> a row of the register
   */
  public sealed interface Answer<R> {

    /**
     * It is made as soon as those before it are.
     *
     * @param id number in the register
     */
    record Queued<R>(long id) implements Answer<R> {}

    /** The same is being made. */
    record Busy<R>(String text) implements Answer<R> {}

    /** Who asks has not the right to. */
    record Forbidden<R>(String text) implements Answer<R> {}

    /** It may not be made; the register has why. */
    record Refused<R>(R row) implements Answer<R> {}

    /** So many wait that nobody should. */
    record Full<R>() implements Answer<R> {}
  }

  /** Has something made, unless the register or the length of the queue forbids it. */
  public Answer<R> order(Q request) {
    if (progress.size() >= MOST) {
      return new Answer.Full<>();
    }
    var ordering = register.order(request);
    if (ordering instanceof Ordering.Busy<W, R> busy) {
      return new Answer.Busy<>(busy.text());
    }
    if (ordering instanceof Ordering.Forbidden<W, R> forbidden) {
      return new Answer.Forbidden<>(forbidden.text());
    }
    if (ordering instanceof Ordering.Refused<W, R> refused) {
      return new Answer.Refused<>(refused.row());
    }
    var work = ((Ordering.Taken<W, R>) ordering).work();
    progress.put(work.id(), "waiting");
    try {
      worker.execute(() -> run(work));
    } catch (RejectedExecutionException stopping) {
      progress.remove(work.id());
      register.giveUp(work, "the gateway was stopping; order it again");
    }
    return new Answer.Queued<>(work.id());
  }

  private void run(W work) {
    try {
      progress.put(work.id(), "reading the record");
      var row =
          register.run(
              work, (type, count, done) -> progress.put(work.id(), type + ": " + count + " read"));
      LOG.info("{}", register.told(row));
    } catch (RuntimeException e) {
      // The register has it as failed; a thread that throws says nothing to anybody.
      LOG.error("{} {} failed: {}", noun, work.id(), place(e));
    } finally {
      progress.remove(work.id());
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

  /** How far something is that this gateway makes. */
  public Optional<String> progress(long id) {
    return Optional.ofNullable(progress.get(id));
  }

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    sweep();
    sweeper.every(() -> {}, SWEEP, register::sweep);
  }

  /** Fails what has lost its program. */
  public void sweep() {
    sweeper.now(register::sweep);
  }

  @Override
  public void destroy() throws InterruptedException {
    sweeper.close();
    worker.shutdown();
    for (var id : new ArrayList<>(progress.keySet())) {
      register.stop(id, "the gateway was stopped; order it again");
    }
    if (!worker.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
      worker.shutdownNow();
    }
  }
}
