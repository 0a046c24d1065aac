package parley.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import parley.server.demo.MllpConnection;
import parley.server.demo.Outcome;
import parley.server.synth.NhsNumbers;

/**
 * Sends for a while over some connections, each waiting for its acknowledgement before the next
 * message, every message about a new patient.
 */
final class LoadRun {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final String host;
  private final int port;
  private final String run;
  private final NhsNumbers numbers;
  private final AtomicLong sequence = new AtomicLong();

  LoadRun(String host, int port, String run, NhsNumbers numbers) {
    this.host = host;
    this.port = port;
    this.run = run;
    this.numbers = numbers;
  }

  /**
   * Runs.
   *
   * @param warmup seconds sent but not measured
   * @param seconds seconds measured; an answer counts when it comes within them
   */
  LoadResult measure(int connections, int warmup, int seconds) throws InterruptedException {
    var begin = System.nanoTime() + Duration.ofSeconds(warmup).toNanos();
    var end = begin + Duration.ofSeconds(seconds).toNanos();
    var threads = Executors.newFixedThreadPool(connections);
    try {
      var tasks = new ArrayList<Callable<Tally>>();
      for (var i = 0; i < connections; i++) {
        tasks.add(() -> send(begin, end));
      }
      var tallies = new ArrayList<Tally>();
      for (var result : threads.invokeAll(tasks)) {
        tallies.add(result.get());
      }
      return sum(connections, seconds, tallies);
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a connection of the driver broke off", failure.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Tally send(long begin, long end) {
    var tally = new Tally();
    while (System.nanoTime() < end) {
      try (var connection = new MllpConnection(host, port, PATIENCE)) {
        while (System.nanoTime() < end) {
          var message = next().bytes();
          var sent = System.nanoTime();
          var answer = connection.exchange(message);
          var answered = System.nanoTime();
          if (answered >= begin && answered < end) {
            tally.add(answered - sent, answer);
          }
        }
      } catch (IOException broken) {
        if (System.nanoTime() >= begin) {
          tally.unanswered++;
        }
        pause();
      }
    }
    return tally;
  }

  private ReferralMessage next() {
    var number = sequence.incrementAndGet();
    return new ReferralMessage(
        "B%s%07d".formatted(run, number), "BR%s%07d".formatted(run, number), numbers.next());
  }

  private static void pause() {
    try {
      Thread.sleep(200);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private static LoadResult sum(int connections, int seconds, List<Tally> tallies) {
    return new LoadResult(
        connections,
        seconds,
        tallies.stream()
            .flatMapToLong(tally -> Arrays.stream(tally.nanos, 0, tally.count))
            .toArray(),
        tallies.stream().mapToLong(tally -> tally.accepted).sum(),
        tallies.stream().mapToLong(tally -> tally.errors).sum(),
        tallies.stream().mapToLong(tally -> tally.rejected).sum(),
        tallies.stream().mapToLong(tally -> tally.unanswered).sum());
  }

  /** What one connection saw; used by one thread. */
  private static final class Tally {
    private long[] nanos = new long[4096];
    private int count;
    private long accepted;
    private long errors;
    private long rejected;
    private long unanswered;

    void add(long took, byte[] answer) {
      var outcome = Outcome.of(new String(answer, StandardCharsets.UTF_8));
      if (outcome.isEmpty()) {
        unanswered++;
        return;
      }
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, count * 2);
      }
      nanos[count++] = took;
      accepted += outcome.equals(Optional.of(Outcome.AA)) ? 1 : 0;
      errors += outcome.equals(Optional.of(Outcome.AE)) ? 1 : 0;
      rejected += outcome.equals(Optional.of(Outcome.AR)) ? 1 : 0;
    }
  }
}
